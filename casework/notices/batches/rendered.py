"""Letters of a batch rendered ahead on several cores, item by item in their order.

A letter is only a proposal: issuing computes its facts again under lock, and what was rendered is
used if it is of exactly those facts.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.decisions.models import Decision
from casework.notices.actions import next_number
from casework.notices.assembly import decision_facts
from casework.notices.models import BatchItem
from casework.notices.rendering import Rendered
from casework.notices.rendering.pool import render_many

WORTH_A_PROCESS = 8  # letters; starting a process takes about as long as making three
MOST_PROCESSES = 4


@dataclass(frozen=True)
class Prepared:
    """An item, and its letter where it could be made beforehand."""

    item: BatchItem
    rendered: Rendered | None


def prepared(
    items: Sequence[BatchItem],
    by: User,
    clock: Callable[[], datetime],
    processes: int | None = None,
) -> Generator[Prepared, None, None]:
    """Each item with its letter, in order; a few letters are made ahead of what is yielded."""
    count = helpful(len(items)) if processes is None else processes
    if count < 2:
        yield from (Prepared(item, None) for item in items)
        return
    order: deque[tuple[BatchItem, bool]] = deque()

    def all_facts() -> Iterator[Mapping[str, Any]]:
        for item in items:
            facts = _facts(item, by, clock())
            order.append((item, facts is not None))
            if facts is not None:
                yield facts

    for made in render_many(all_facts(), processes=count):
        yield from _without_letter(order)
        item, _made = order.popleft()
        yield Prepared(item, made if isinstance(made, Rendered) else None)
    yield from _without_letter(order)


def helpful(letters: int) -> int:
    """How many processes are worth starting for so many letters on this machine."""
    cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_PROCESSES, letters // WORTH_A_PROCESS)


def _without_letter(order: deque[tuple[BatchItem, bool]]) -> Iterator[Prepared]:
    while order and not order[0][1]:
        yield Prepared(order.popleft()[0], None)


def _facts(item: BatchItem, by: User, now: datetime) -> Mapping[str, Any] | None:
    """The facts as they would be if the notice were issued now; None where issuing says why not."""
    decisions = Decision.objects.select_related(
        "case__authority", "case__unit", "case__service", "case__process", "step"
    )
    decision = decisions.get(pk=item.decision_id or 0)
    decision.step.case = decision.case
    try:
        number = next_number(decision.case)
        facts = decision_facts(decision, by=by, on=timezone.localdate(now), number=number)
    except InvalidData:
        return None
    # Through JSON: a choice of a model among them would need the models in the other process.
    plain: Mapping[str, Any] = json.loads(json.dumps(facts))
    return plain
