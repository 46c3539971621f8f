"""Setting another date than the computed one, and going back; both are logged and stay visible."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Deadline
from casework.process.bindings import package_for
from casework.process.grounds import Ground, grounds_for
from casework.process.models import Step
from casework.process.steps import refresh


@transaction.atomic
def override_deadline(
    *,
    deadline: Deadline,
    due_on: date | None,
    ground: str,
    reason: str,
    by: User,
    now: datetime,
    seen: date | None = None,
) -> Deadline:
    """Let another date than the computed one bind the case.

    `ground` is a key of `casework.process.grounds`, `reason` says in words why. Raises Conflict
    when the deadline is done or its date is no longer the one `seen`, InvalidData by field,
    NotAllowed with the reason. Timers of the model that were set by the old date stay.
    """
    case, deadline = _lock(deadline, by, seen)
    found = _check(deadline, case, due_on, ground, reason)
    norm = found.norm(case.service.regime)
    with acting(
        by=by,
        act="deadline.override",
        subject=deadline,
        case_id=case.pk,
        reason=reason.strip(),
        norm=norm,
    ):
        deadline.computed_on = deadline.computed_on or deadline.due_on
        deadline.due_on = due_on or deadline.due_on
        deadline.overridden_by, deadline.overridden_at = by, now
        basis = f"{found.text} ({norm})" if norm else found.text
        deadline.override_reason = f"{basis}: {reason.strip()}"
        deadline.save()
        _take_along(case, deadline)
    return deadline


@transaction.atomic
def restore_deadline(
    *, deadline: Deadline, by: User, now: datetime, seen: date | None = None
) -> Deadline:
    """Go back to the computed date. Raises Conflict, NotAllowed; nothing happens without one."""
    case, deadline = _lock(deadline, by, seen)
    if deadline.computed_on is None:
        return deadline
    with acting(by=by, act="deadline.restore", subject=deadline, case_id=case.pk):
        deadline.due_on, deadline.computed_on = deadline.computed_on, None
        deadline.overridden_by = deadline.overridden_at = None
        deadline.override_reason = ""
        deadline.save()
        _take_along(case, deadline)
    return deadline


def _lock(deadline: Deadline, by: User, seen: date | None) -> tuple[Case, Deadline]:
    case = lock(deadline.case)
    policy.require(by, policy.WORK, case)
    current = Deadline.objects.select_related("overridden_by").get(pk=deadline.pk, case=case)
    if current.done_at is not None:
        raise Conflict(_("“%(label)s” is no longer running.") % {"label": current.label})
    if seen is not None and current.due_on != seen:
        what = _("The date was changed in the meantime")
        raise Conflict(what, by=current.overridden_by, at=current.overridden_at)
    return case, current


def _check(deadline: Deadline, case: Case, due_on: date | None, ground: str, reason: str) -> Ground:
    """The ground, if everything is given; else InvalidData with a message for each field."""
    errors = {}
    if due_on is None:
        errors["due_on"] = _("Please enter the new date.")
    elif due_on == deadline.due_on:
        errors["due_on"] = _("This is the date that holds already.")
    elif due_on < case.received_on:
        errors["due_on"] = _("The date lies before the application.")
    found = {one.key: one for one in grounds_for(deadline.kind, case.service.regime)}.get(ground)
    if found is None:
        errors["ground"] = _("Please choose why another date holds.")
    if not reason.strip():
        errors["reason"] = _("Please say why.")
    if errors or found is None:
        raise InvalidData(errors)
    return found


def _take_along(case: Case, deadline: Deadline) -> None:
    """Steps that wait for the answer are due with it; the lists show the case's nearest date."""
    if deadline.kind == Deadline.Kind.RESPONSE and deadline.step:
        letters = set(case.steps.filter(engine_id=deadline.step).values_list("task", flat=True))
        package = package_for(case)
        for step in case.steps.filter(status=Step.Status.OPEN):
            if package.step(step.task).due_from in letters:
                step.due_on = deadline.due_on
                step.save(update_fields=["due_on"])
    refresh(case)
