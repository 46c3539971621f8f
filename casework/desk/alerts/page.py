"""What the list of alerts shows, and where each of them leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case
from casework.notifying.models import Alert, Kind

PAGES = {Kind.SUBSTITUTION.value: "desk:absences", Kind.LAW.value: "desk:law-review"}


@dataclass(frozen=True)
class Line:
    """An alert as the list shows it: what it is, and the case it is about."""

    alert: Alert
    what: str
    case: Case | None


@dataclass(frozen=True)
class Day:
    """The alerts of a day, the newest first."""

    day: date
    lines: list[Line]


def by_day(alerts: Iterable[Alert]) -> list[Day]:
    """`alerts`, in their order, under the days they came on."""
    days: list[Day] = []
    for line in _lines(alerts):
        day = timezone.localdate(line.alert.at)
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].lines.append(line)
    return days


def _lines(alerts: Iterable[Alert]) -> Iterator[Line]:
    for alert in alerts:
        yield Line(alert, str(Kind(alert.kind).label), alert.case)


def leads_to(alert: Alert) -> str:
    """The address of what an alert is about."""
    if alert.case is None:
        return reverse(PAGES.get(alert.kind, "desk:alerts"))
    if alert.kind == Kind.CO_SIGN:
        return reverse("desk:cosign", args=[alert.case.file_number, alert.about])
    return reverse("desk:case", args=[alert.case.file_number])
