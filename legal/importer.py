"""Reads law files and has them written, a batch at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from legal.gii import LawError
from legal.law_reading import Prepared, fingerprint_of, prepare, prepare_or_error
from legal.law_writer import write_laws
from legal.models import Statute
from legal.norm_writer import Outcome
from legal.sources import LawFile

READ_AHEAD = 8  # laws read while the database writes those before; bounds the memory
BATCH_NORMS = 1000
FEW = 64  # laws for which a process of its own to read them does not pay

Result = Outcome | LawError  # what becomes of a law


def import_files(
    files: Iterable[LawFile | LawError], observed_at: datetime, *, parallel: bool = False
) -> Iterator[Result]:
    """Import each law by itself: one that is broken is named, the others go on.

    A file that tells its own day of observation keeps it. With `parallel` many laws are read in
    a process of its own; the program's main module must then be safe to import, as manage.py is.
    What was written enters the search with `legal.search.index.catch_up`, for the caller to call.
    """
    known = dict(Statute.objects.values_list("slug", "fingerprint"))
    for batch in _batches(_read_all(_skip_known(files, known), observed_at, parallel)):
        yield from batch.settled
        yield from _write(batch.laws, known)


def import_law(slug: str, data: bytes, observed_at: datetime, source_tag: str = "") -> Outcome:
    """Write the law in `data` (the portal's XML) as the text observed at `observed_at`.

    All or nothing. Norms whose normalised text is unchanged keep their version. A norm that the
    file no longer has is marked as vanished, never deleted. `source_tag` is what the source calls
    this state of the file. Raises LawError for a file that cannot be read or is older than what
    is there.
    """
    there = Statute.objects.filter(slug=slug, fingerprint=fingerprint_of(data))
    if there.update(source_tag=source_tag):
        return Outcome(slug)
    prepared = prepare(LawFile(slug, data), observed_at)
    (result,) = write_laws([replace(prepared, source_tag=source_tag)])
    if isinstance(result, LawError):
        raise result
    return result


def _skip_known(
    files: Iterable[LawFile | LawError], known: Mapping[str, str]
) -> Iterator[LawFile | Result]:
    """A file that the database already holds is settled without being read."""
    for file in files:
        same = isinstance(file, LawFile) and known.get(file.slug) == fingerprint_of(file.data)
        yield Outcome(file.slug) if isinstance(file, LawFile) and same else file


def _read_all(
    files: Iterator[LawFile | Result], observed_at: datetime, parallel: bool
) -> Iterator[Prepared | Result]:
    """Read while the database works: the first ones in a thread, many in a process of its own."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="law-reader") as thread:
        yield from _read_ahead(thread, islice(files, FEW if parallel else None), observed_at)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        yield from _read_ahead(process, files, observed_at)  # starts with the first law, if any


def _read_ahead(
    pool: Executor, files: Iterable[LawFile | Result], observed_at: datetime
) -> Iterator[Prepared | Result]:
    waiting: deque[Future[Prepared | LawError]] = deque()
    for file in files:
        if not isinstance(file, LawFile):
            yield file
            continue
        waiting.append(pool.submit(prepare_or_error, file, observed_at))
        if len(waiting) > READ_AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@dataclass(slots=True)
class _Batch:
    """Laws written in one go, because a round trip to the database costs more than a law."""

    laws: dict[str, Prepared] = field(default_factory=dict)
    settled: list[Result] = field(default_factory=list)
    norms: int = 0


def _batches(results: Iterable[Prepared | Result]) -> Iterator[_Batch]:
    batch = _Batch()
    for result in results:
        if not isinstance(result, Prepared):
            batch.settled.append(result)
            continue
        if batch.norms > BATCH_NORMS or result.slug in batch.laws:
            yield batch
            batch = _Batch()
        batch.laws[result.slug] = result
        batch.norms += len(result.norms)
    yield batch


def _write(laws: Mapping[str, Prepared], known: dict[str, str]) -> Iterator[Result]:
    """Write what is still new (a law may stand twice in an archive) and remember it."""
    there = {slug for slug, law in laws.items() if known.get(slug) == law.fingerprint}
    yield from map(Outcome, sorted(there))
    new = [law for slug, law in laws.items() if slug not in there]
    for result in write_laws(new, search_later=True):
        if isinstance(result, Outcome):
            known[result.slug] = laws[result.slug].fingerprint
        yield result
