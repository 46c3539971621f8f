"""The lists of the team board: what is overdue, not taken, open for long, or followed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.access.models import User
from casework.cases.models import Case, CaseQuerySet
from casework.desk.inbox.order import ORDERS, Order
from casework.desk.inbox.queue import for_rows, with_open_steps
from casework.desk.inbox.selection import Cursor
from casework.desk.team.load import cases_in
from casework.desk.team.selection import BoardSelection

PAGE_SIZE = 50


@dataclass(frozen=True)
class CasePage:
    """A page of a list, and behind which case the next one begins (None: it was the last)."""

    cases: Sequence[Case]
    after: Cursor | None


def page_of(
    shown: str, selection: BoardSelection, units: Collection[int], user: User, today: date
) -> CasePage:
    """One page of the list `shown` with the open steps of its cases; paged by key.

    The most urgent come first; those open for long by the day they were received.
    """
    order = order_of(shown)
    found = order.apply(narrowed(shown, selection, units, user, today), selection.after)
    # Which ones first, and what they show then: joined at once, PostgreSQL may put together all
    # that is overdue in the office before it takes the first fifty.
    ids = list(found.values_list("pk", flat=True)[: PAGE_SIZE + 1])
    more, ids = len(ids) > PAGE_SIZE, ids[:PAGE_SIZE]
    cases = order.merged(for_rows(Case.objects.filter(pk__in=ids), user))
    with_open_steps(cases)
    return CasePage(cases, order.cursor(cases[-1]) if more else None)


def narrowed(
    shown: str, selection: BoardSelection, units: Collection[int], user: User, today: date
) -> CaseQuerySet:
    """The open cases of a list, under what narrows the board."""
    cases = cases_in(units, user, selection.service)
    if shown == "followed":  # the closed ones too: whoever follows a case wants to know its end
        return cases.filter(follows__user=user)
    cases = cases.open()
    if selection.person and shown != "free":
        cases = cases.filter(assignee=selection.person)
    if shown == "free":
        return cases.filter(assignee__isnull=True)
    if shown == "old":
        return cases.filter(received_on__lt=today - timedelta(days=selection.older))
    # Whatever is overdue is to be looked at before today, too; that has an index.
    return cases.filter(next_on__lt=today, due_on__lt=today)


def order_of(shown: str) -> Order:
    """How a list is sorted."""
    return ORDERS["received" if shown == "old" else "due"]
