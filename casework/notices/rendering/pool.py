"""Many letters at once, on several cores: facts in, finished letters out, in the order they came.

Each worker is a process of its own that loads fonts, templates and hyphenation once, knows
neither database nor network, and gives way to a fresh one after some letters, so that memory
stays bounded; so does the number of letters under way. A letter that cannot be made is a result
like any other and stops no other letter, not even where it takes its worker down.

    for number, made in enumerate(render_many(all_facts, processes=2)):
        if isinstance(made, Failed): ...

Give a finished letter to `casework.notices.freezing.freeze` as `ready`: it is used if the facts
are still the same when the letter is issued.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from casework.notices.facts import FactsError
from casework.notices.rendering import LetterError, Rendered, render

LETTERS_A_WORKER = 200  # after these a worker is replaced; WeasyPrint keeps some memory
WAITING_A_WORKER = 4  # letters in the queue for each worker

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Failed:
    """A letter that could not be made, and why."""

    problem: str


def render_many(facts: Iterable[Facts], *, processes: int) -> Iterator[Rendered | Failed]:
    """Yield for each letter's facts the letter, or why there is none, in the same order.

    `facts` may be a generator: it is read only a few letters ahead of what is yielded. Closing
    the iterator early ends the workers.
    """
    waiting: deque[tuple[Facts, Future[Rendered | Failed]]] = deque()
    source = iter(facts)
    pool = _pool(processes)
    try:
        for one in source:
            waiting.append((one, _submit(pool, one)))
            if len(waiting) < processes * WAITING_A_WORKER:
                continue
            pool, made = _next(pool, waiting, processes)
            yield made
        while waiting:
            pool, made = _next(pool, waiting, processes)
            yield made
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(
    pool: ProcessPoolExecutor,
    waiting: deque[tuple[Facts, Future[Rendered | Failed]]],
    processes: int,
) -> tuple[ProcessPoolExecutor, Rendered | Failed]:
    """Take the first letter; where a worker died, find out alone whether it was this letter's."""
    facts, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=True, cancel_futures=True)
    made = _alone(facts)
    fresh = _pool(processes)
    again = [(one, _submit(fresh, one)) for one, _future in waiting]
    waiting.clear()
    waiting.extend(again)
    return fresh, made


def _alone(facts: Facts) -> Rendered | Failed:
    with _pool(1) as pool:
        try:
            return pool.submit(_make, facts).result()
        except BrokenProcessPool:
            return Failed("the process that made this letter died")


def _submit(pool: ProcessPoolExecutor, facts: Facts) -> Future[Rendered | Failed]:
    try:
        return pool.submit(_make, facts)
    except BrokenProcessPool as error:  # a worker died meanwhile; `_next` deals with it
        failed: Future[Rendered | Failed] = Future()
        failed.set_exception(error)
        return failed


def _pool(processes: int) -> ProcessPoolExecutor:
    """Workers that inherit nothing: no database connection, no lock of a thread."""
    return ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        max_tasks_per_child=LETTERS_A_WORKER,
    )


def _begin() -> None:
    """Give the template engine the few settings it reads, and none of the installation's."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for letters for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _make(facts: Facts) -> Rendered | Failed:
    try:
        return render(facts)
    except (FactsError, LetterError) as error:
        return Failed(str(error))
