"""The period in which the authority must decide: begun by receipt or by complete documents."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.cases.models import Case, Deadline
from casework.process.bindings import package_for
from casework.process.dates import add_period, place_of
from casework.services.package import ProcessingPeriod
from legal import deadlines
from legal.deadlines.words import spell

KINDS = {"internal": Deadline.Kind.DECISION, "permit_by_fiction": Deadline.Kind.FICTION}


def begin_at_receipt(case: Case, documents: Iterable[str]) -> None:
    """Start the period of a new case on the day of receipt, unless it starts later.

    One that runs from complete documents (§ 42a Abs. 2 Satz 2 VwVfG) starts at receipt only when
    every required document (by key in `documents`) came with the application.
    """
    package = package_for(case)
    period = package.processing_period
    if period is None:
        return
    complete = not package.missing_documents(case.data, tuple(documents))
    if period.starts == "received" or complete:
        _write(case, period, case.received_on)


def follow_step(case: Case, values: Mapping[str, Any]) -> None:
    """Start the period anew, or extend it, when a step has just established the day."""
    period = package_for(case).processing_period
    if period is None:
        return
    if period.started_by and (day := values.get(period.started_by)):
        _write(case, period, date.fromisoformat(day))
    if period.extended_by and (day := values.get(period.extended_by)):
        _extend(case, period, date.fromisoformat(day))


def _extend(case: Case, period: ProcessingPeriod, due: date) -> None:
    for deadline in case.deadlines.filter(kind=KINDS[period.kind], done_at__isnull=True):
        extended = f"Die Frist wurde verlängert; sie endet nun am {spell(due)} ({period.norm})."
        _set(deadline, due, None, [*deadline.because, extended])
        deadline.save()


def _write(case: Case, period: ProcessingPeriod, start: date) -> None:
    if period.kind == "permit_by_fiction":
        found = deadlines.permit_by_fiction(
            start, period=str(period.period), place=place_of(case.authority), source=period.norm
        )
    else:
        found = add_period(start, period.period, case.authority, case.service.regime)
    running = Deadline.objects.filter(case=case, kind=KINDS[period.kind], done_at=None)
    deadline = running.first() or Deadline(case=case, kind=KINDS[period.kind])
    deadline.label = period.label
    _set(deadline, found.due, found.disputed, list(found.because))
    deadline.save()


def _set(deadline: Deadline, due: date, disputed: date | None, because: list[str]) -> None:
    """Write a computed date; one that a person replaced stays replaced, with a note."""
    if deadline.computed_on is None:
        deadline.due_on = due
    elif deadline.computed_on != due:
        because = [
            *because,
            f"Vor der neuen Berechnung war es {spell(deadline.computed_on)}. Das von Hand "
            f"festgelegte Datum, {spell(deadline.due_on)}, gilt weiter; bitte prüfen.",
        ]
        deadline.computed_on = due
    deadline.disputed_on, deadline.because = disputed, because
