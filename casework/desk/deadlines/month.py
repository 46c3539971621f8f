"""The months of a computed deadline as small calendars (pure)."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legal.deadlines import Deadline, Place, holiday_name, is_working_day

MOST = 4
MARKS: Mapping[str, Promise] = {
    "event": _("day from which it is counted"),
    "notified": _("notified"),
    "due": _("last day"),
    "disputed": _("last day by the other view"),
}


@dataclass(frozen=True)
class DayCell:
    """A day of a month; `mark` is a key of MARKS or empty, `free` no working day."""

    day: date
    mark: str
    free: bool

    @property
    def words(self) -> Promise:
        """What the mark says, for those who do not see it and for the legend."""
        return MARKS[self.mark]


@dataclass(frozen=True)
class MonthPage:
    """A month with its weeks from Monday on (None outside of it) and its holidays by name."""

    first: date
    weeks: list[list[DayCell | None]]
    holidays: list[tuple[date, str]]

    @property
    def marked(self) -> list[DayCell]:
        """The days with a mark, in order."""
        return [cell for week in self.weeks for cell in week if cell and cell.mark]


def month_pages(event: date, deadline: Deadline, place: Place) -> list[MonthPage]:
    """The months in which something happens, in order; what lies between is left out."""
    marks = {deadline.notified_on or event: "notified", event: "event"}
    marks |= {deadline.disputed or deadline.due: "disputed", deadline.due: "due"}
    months = sorted({day.replace(day=1) for day in marks})
    return [_page(month, marks, place) for month in months[:MOST]]


def _page(first: date, marks: dict[date, str], place: Place) -> MonthPage:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    days = [day for week in weeks for day in week if day.month == first.month]
    names = [(day, holiday_name(day, place)) for day in days]
    return MonthPage(
        first,
        [[_cell(day, first, marks, place) for day in week] for week in weeks],
        [(day, name) for day, name in names if name],
    )


def _cell(day: date, first: date, marks: dict[date, str], place: Place) -> DayCell | None:
    if day.month != first.month:
        return None
    return DayCell(day, marks.get(day, ""), not is_working_day(day, place))
