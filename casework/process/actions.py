"""Moving a case through its process. A step is completed once; the second attempt is told so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.bpmn import engine
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case, Deadline
from casework.process import runs
from casework.process.bindings import binding_of, package_for
from casework.process.inputs import read_checklist, read_inputs
from casework.process.models import Process, Step
from casework.process.periods import follow_step
from casework.process.steps import follow, refresh

ENDS_WITH_A_LETTER = ("letter", "decide")
OUTLIVES_THE_PROCESS = (Deadline.Kind.REMEDY, Deadline.Kind.MAIL)


@transaction.atomic
def start_process(*, case: Case, now: datetime) -> Process:
    """Start the process of a new case and open its first steps."""
    package = package_for(case)
    state = engine.start(package.process.xml, package.process.process_id, {}, now=now)
    process = Process(case=case)
    runs.store(process, state)
    process.save()
    follow(case, state, now, since=case.received_on)
    refresh(case)
    return process


@transaction.atomic
def complete_step(
    *,
    step: Step,
    by: User,
    now: datetime,
    data: Mapping[str, Any],
    checklist: Sequence[str] = (),
) -> list[Step]:
    """Complete a step and return the steps that opened.

    `data` holds what was entered by field key, `checklist` the keys of the ticked items. Raises
    Conflict when somebody completed it first, InvalidData by field, NotAllowed with the reason.
    """
    case, step = lock_step(step)
    may_work(by, case, step)
    if step.kind in ENDS_WITH_A_LETTER:
        raise NotAllowed(_("This step ends with issuing its letter."))
    return finish_step(case=case, step=step, by=by, now=now, data=data, checklist=checklist)


def lock_step(step: Step) -> tuple[Case, Step]:
    """Case and step as they stand now, the case locked until the transaction ends."""
    case = lock(step.case)
    current = Step.objects.select_related("completed_by").get(pk=step.pk, case=case)
    current.case = case
    return case, current


def why_closed(step: Step) -> Conflict | None:
    """The conflict to raise when the step is no longer open."""
    if step.status == Step.Status.OPEN:
        return None
    if step.status == Step.Status.DONE:
        what = _("“%(step)s” is already completed") % {"step": step.name}
        return Conflict(what, by=step.completed_by, at=step.completed_at)
    return Conflict(_("“%(step)s” is no longer needed.") % {"step": step.name})


def may_work(by: User, case: Case, step: Step) -> None:
    """Raise Conflict or NotAllowed unless `by` may complete this locked step now."""
    if conflict := why_closed(step):
        raise conflict
    policy.require(by, policy.WORK, case)
    if step.role == "lead" and (reason := policy.why_not(by, policy.ASSIGN, case)):
        raise NotAllowed(_("This step is for the team lead.") + " " + reason)


def finish_step(
    *,
    case: Case,
    step: Step,
    by: User,
    now: datetime,
    data: Mapping[str, Any],
    checklist: Sequence[str] = (),
    results: Mapping[str, Any] | None = None,
) -> list[Step]:
    """Complete a locked step whose completer `may_work` (see `complete_step`).

    `results` are further process data the act itself sets, such as the outcome or the answer date
    of a letter.
    """
    binding = binding_of(step, case)
    ticked = read_checklist(binding, checklist)
    values = read_inputs(binding, data)
    norms = "; ".join(law.cite for law in binding.law)
    process = Process.objects.select_for_update().get(case=case)
    with acting(by=by, act="step.complete", subject=step, case_id=case.pk, norm=norms):
        if case.assignee_id is None:
            case.assignee = by
        step.status, step.completed_at, step.completed_by = Step.Status.DONE, now, by
        step.data, step.checklist = values, ticked
        step.save()
        values = {**values, **(results or {})}
        state = runs.complete(process, case, step.engine_id, values, now)
        if step.kind == "wait":
            case.deadlines.filter(kind=Deadline.Kind.RESPONSE, done_at__isnull=True).update(
                done_at=now
            )
        new = follow(case, state, now)
        follow_step(case, values)
        _move_on(case, process, engine.is_finished(state), now)
        process.save()
    return new


@transaction.atomic
def fire_timers(*, process: Process, now: datetime) -> None:
    """Let the timers of a process that are due by `now` fire. For the worker."""
    case = lock(process.case)
    process = Process.objects.select_for_update().get(case=case)
    state = engine.tick(runs.load(process, case), now=now)
    runs.store(process, state)
    with acting(
        by=None,
        act="process.timer",
        subject=process,
        case_id=case.pk,
        authority_id=case.authority_id,
    ):
        follow(case, state, now)
        _move_on(case, process, engine.is_finished(state), now)
        process.save()


def _move_on(case: Case, process: Process, finished: bool, now: datetime) -> None:
    if finished:
        process.finished_at = now
        case.status, case.closed_at = Case.Status.CLOSED, now
        case.deadlines.filter(done_at__isnull=True).exclude(kind__in=OUTLIVES_THE_PROCESS).update(
            done_at=now
        )
        case.follow_ups.filter(done_at__isnull=True).update(done_at=now)
        case.follow_up_on = None
    case.attention, case.attention_since = "", None
    case.version += 1
    case.save()
    refresh(case)
