"""Received, decided, closed and open cases per month. Two queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.decisions.models import Decision
from casework.desk.figures.charts import columns
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import Cell, Section, Table, total


@dataclass(frozen=True)
class Month:
    """One month; `open` are the cases open at its end (or today)."""

    first: date
    received: int
    decided: int
    closed: int
    open: int


def months(scope: Scope) -> list[Month]:
    """The months of the period.

    What was open at the end of a month is counted from what is open now and what was closed since.
    """
    came, went = TruncMonth("received_on"), TruncMonth("closed_at")
    rows = scope.active.values_list(came, went).annotate(n=Count("pk")).order_by()
    found = [(_day(a), _day(b) if b else None, n) for a, b, n in rows]
    issued = Decision.objects.filter(
        status=Decision.Status.ISSUED,
        decided_at__gte=scope.begin,
        decided_at__lt=scope.end,
        case__in=scope.active.values("pk"),
    )
    decided = Counter(
        {
            _day(at): n
            for at, n in issued.values_list(TruncMonth("decided_at")).annotate(Count("pk"))
        }
    )
    return [_month(first, found, decided[first]) for first in scope.period.months()]


def sections(scope: Scope) -> list[Section]:
    found = months(scope)
    labels = [date_format(one.first, "M") for one in found]
    rows: list[tuple[Cell, ...]] = [
        (date_format(one.first, "F Y"), one.received, one.decided, one.closed, one.open)
        for one in found
    ]
    sums = total(rows, 4)
    rows = [*rows, (*sums, None)] if any(sums[1:]) else rows
    head = (
        _("Month"),
        pgettext("figures", "Received"),
        _("Decided"),
        _("Closed"),
        _("Open at the end"),
    )
    came = columns(
        "flow",
        _("Received and decided per month"),
        _("Two columns for each month: cases received, and decisions issued."),
        labels,
        [(head[1], [one.received for one in found]), (head[2], [one.decided for one in found])],
    )
    left = columns(
        "open",
        _("Open at the end of each month"),
        _("One column for each month: the cases that were open at its end."),
        labels,
        [(head[4], [one.open for one in found])],
    )
    return [
        Section(
            "flow", _("What came and what went"), _counted(), Table(head, tuple(rows)), (came, left)
        )
    ]


def _counted() -> tuple[str, ...]:
    return (
        _("Received: cases with their date of receipt in the month, also objections and reviews."),
        _("Decided: decisions issued in the month. A case with two decisions counts twice, one that"
          " was withdrawn or settled without a decision not at all."),
        _("Closed: cases whose process ended in the month, with or without a decision."),
        _("Open: received by the end of the month and not closed by then; in a month that still"
          " runs, by today. A case that lies in another unit by now counts there, also for earlier"
          " months; deleted cases no longer count."),
    )  # fmt: skip


def _month(first: date, found: Iterable[tuple[date, date | None, int]], decided: int) -> Month:
    received = closed = left = 0
    for came, went, number in found:
        received += number if came == first else 0
        closed += number if went == first else 0
        left += number if came <= first and (went is None or went > first) else 0
    return Month(first, received, decided, closed, left)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
