"""In which order a list comes, and how its next page is found without OFFSET."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from casework.cases.models import Case
from casework.desk.inbox.selection import Cursor


@dataclass(frozen=True)
class Order:
    """The column a list is sorted by, from small to large or the other way round.

    Cases without a value come last, equal ones in the order of their arrival.
    """

    column: str
    falls: bool = False
    is_moment: bool = False
    is_full: bool = False  # every case of such a list has a value, so that an index is enough

    def apply(self, cases: QuerySet[Case], after: Cursor | None) -> QuerySet[Case]:
        """`cases` in this order, behind the place `after`; one that is of another kind is none."""
        if after is not None and (after.at is None or self._fits(after.at)):
            cases = cases.filter(self._behind(after))
        column, key = F(self.column), "-id" if self.falls else "id"
        last = None if self.is_full else True
        by = column.desc(nulls_last=last) if self.falls else column.asc(nulls_last=last)
        return cases.order_by(by, key)

    def merged(self, cases: Iterable[Case]) -> list[Case]:
        """Cases of several lists as this order has them."""
        return sorted(cases, key=self._place)

    def cursor(self, case: Case) -> Cursor:
        """The place behind which the next page begins."""
        return Cursor(self._value(case), case.pk)

    def _behind(self, after: Cursor) -> Q:
        beyond = "lt" if self.falls else "gt"
        later = Q(**{f"pk__{beyond}": after.pk})
        if after.at is None:
            return Q(**{f"{self.column}__isnull": True}) & later
        further = Q(**{f"{self.column}__{beyond}": after.at})
        behind = further | Q(**{self.column: after.at}) & later
        return behind if self.is_full else behind | Q(**{f"{self.column}__isnull": True})

    def _place(self, case: Case) -> tuple[bool, float, int]:
        value, sign = self._value(case), -1 if self.falls else 1
        number = value.timestamp() if isinstance(value, datetime) else value and value.toordinal()
        return value is None, sign * (number or 0), sign * case.pk

    def _value(self, case: Case) -> date | None:
        value: date | None = getattr(case, self.column)
        return value

    def _fits(self, at: date) -> bool:
        return isinstance(at, datetime) == self.is_moment


CLOSED = Order("closed_at", falls=True, is_moment=True, is_full=True)
ORDERS = {
    "due": Order("next_on"),
    "received": Order("received_on", is_full=True),
    "newest": Order("received_on", falls=True, is_full=True),
    "news": Order("attention_since", falls=True, is_moment=True),
}


def order_of(view: str, sort: str) -> Order:
    """The order of a view: closed cases come by the day they were closed unless asked otherwise."""
    return CLOSED if view == "closed" and sort == "due" else ORDERS[sort]
