"""The period in which the authority must decide: begun by receipt or by complete documents."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.cases.models import Case, Deadline
from casework.process.bindings import package_for
from casework.process.dates import add_period, place_of
from casework.services.package import ProcessingPeriod
from legal import deadlines

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
        deadline.because = [
            *deadline.because,
            f"Die Frist wurde verlängert; sie endet nun am {due:%d.%m.%Y} ({period.norm}).",
        ]
        deadline.due_on, deadline.disputed_on = due, None
        deadline.save(update_fields=["because", "due_on", "disputed_on"])


def _write(case: Case, period: ProcessingPeriod, start: date) -> None:
    if period.kind == "permit_by_fiction":
        found = deadlines.permit_by_fiction(
            start, period=str(period.period), place=place_of(case.authority), source=period.norm
        )
    else:
        found = add_period(start, period.period, case.authority, case.service.regime)
    Deadline.objects.update_or_create(
        case=case,
        kind=KINDS[period.kind],
        done_at=None,
        defaults={
            "label": period.label,
            "due_on": found.due,
            "disputed_on": found.disputed,
            "because": list(found.because),
        },
    )
