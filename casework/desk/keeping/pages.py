"""What the pages of retention and deletion show; the number of queries does not grow with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from casework.access.models import User
from casework.archive import proposing
from casework.archive.models import DeletionItem, DeletionRun, Hold
from casework.archive.proposing import due_cases, kept_cases, shown_items, why_not_confirm
from casework.cases.models import Case
from casework.desk.keeping.words import counted_words

SHOWN = 100
SOON = timedelta(days=90)
State, Item = DeletionRun.State, DeletionItem.State


def due_context(user: User, today: date) -> dict[str, Any]:
    """What is due, what soon will be, and what is kept although its time is over."""
    due = due_cases(user, today)
    soon = kept_cases(user).filter(
        retention__ends_on__gte=today, retention__ends_on__lte=today + SOON
    )
    standing = Q(until=None) | Q(until__gte=today)
    holds = Hold.objects.filter(standing, case__in=kept_cases(user), lifted_at=None)
    return {
        "due": list(_with_service(due)[:SHOWN]),
        "due_count": due.count(),
        "soon": list(_with_service(soon.order_by("retention__ends_on", "pk"))[:SHOWN]),
        "holds": list(holds.select_related("case__service", "placed_by")[:SHOWN]),
        "blocked": kept_cases(user)
        .exclude(retention__blocked="")
        .filter(retention__isnull=False)
        .count(),
        "most": proposing.MOST_CASES,
    }


@dataclass(frozen=True)
class ItemLine:
    item: DeletionItem
    counts: list[str]
    standing: bool


@dataclass(frozen=True)
class RunPage:
    """A run with one page of its cases, and what this person may do with it."""

    run: DeletionRun
    lines: list[ItemLine]
    pages: Page[DeletionItem]
    counts: dict[str, int]
    named: int
    why_not_confirm: str
    may_stop: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        before = Item.NEW if self.run.state == State.PREPARING else Item.WAITING
        return self.total - self.counts[before]

    @property
    def gone(self) -> int:
        return self.counts[Item.ERASED] + self.counts[Item.DONE]

    @property
    def moving(self) -> bool:
        return self.run.state in (State.PREPARING, State.RUNNING)


def run_page(run: DeletionRun, user: User, number: str) -> RunPage:
    """The page of a run somebody may see; whoever may confirm it is shown every case of it."""
    states = run.items.values_list("state", "named_in_log")
    counts = Counter(state for state, _named in states)
    page = Paginator(shown_items(user, run).order_by("position"), SHOWN).get_page(number)
    return RunPage(
        run=run,
        lines=list(_lines(page)),
        pages=page,
        counts={state: counts[state] for state in Item.values},
        named=sum(1 for _state, named in states if named),
        why_not_confirm=why_not_confirm(user, run),
        may_stop=run.ended_at is None,
    )


def _lines(page: Page[DeletionItem]) -> Iterator[ItemLine]:
    items = list(page)
    there = Case.objects.filter(pk__in=[item.case_id for item in items])
    standing = set(there.values_list("pk", flat=True))
    for item in items:
        yield ItemLine(item, counted_words(item.counts), item.case_id in standing)


def _with_service(cases: Any) -> Any:
    return cases.select_related("service", "unit", "retention").defer("data")
