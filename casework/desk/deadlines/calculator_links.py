"""From a deadline of a case to the calculator, with all the case knows filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case, Deadline
from casework.process.dates import REGIMES
from casework.process.models import Step
from casework.services.package import Package

PERIOD_KINDS = (Deadline.Kind.DECISION, Deadline.Kind.FICTION)


def calculator_url(
    deadline: Deadline,
    case: Case,
    package: Package,
    steps: Sequence[Step],
    entered: Mapping[str, Any],
) -> str:
    """The address of the calculator with the question this deadline answers.

    `entered` is the process data. Where the case does not know the day of the event, the person
    has to enter it; law and place are filled in always.
    """
    values = {
        "regime": REGIMES[case.service.regime],
        "land": case.authority.land,
        "place": "catholic" if case.authority.catholic else "none",
    }
    if deadline.kind in PERIOD_KINDS:
        values |= _processing(deadline, case, package, entered)
    elif deadline.kind == Deadline.Kind.RESPONSE:
        values |= _response(deadline, package, steps)
    elif deadline.kind == Deadline.Kind.REMEDY:
        values["rule"] = "objection"
    return f"{reverse('desk:calculator')}?{urlencode(values)}"


def _processing(
    deadline: Deadline, case: Case, package: Package, entered: Mapping[str, Any]
) -> dict[str, str]:
    period = package.processing_period
    if period is None:
        return {}
    stated = entered.get(period.started_by) if period.started_by else None
    values = {"event": str(stated or case.received_on), "period": str(period.period)}
    if deadline.kind == Deadline.Kind.FICTION:
        return values | {"rule": "permit"}
    return values | {"fiction": "none"}


def _response(deadline: Deadline, package: Package, steps: Sequence[Step]) -> dict[str, str]:
    """A period that a letter set, counted from the day it was posted."""
    letter = next((step for step in steps if step.engine_id == deadline.step), None)
    period = package.step(letter.task).period if letter else None
    posted = _posted(letter)
    if period is None or posted is None:
        return {"rule": "authority"}
    values = {"rule": "authority", "fiction": "post", "period": str(period.period)}
    return values | {"event": posted.isoformat()}


def _posted(letter: Step | None) -> date | None:
    return timezone.localdate(letter.completed_at) if letter and letter.completed_at else None
