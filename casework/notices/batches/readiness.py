"""Whether a case can be issued in a batch: nothing left to enter, to tick, to weigh or to sign."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case
from casework.decisions import checks, cosign
from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from casework.process.actions import may_work
from casework.process.bindings import binding_of
from casework.process.models import Step
from casework.services.package import Step as Binding


@dataclass(frozen=True)
class Readiness:
    """The draft of a case that is ready, or why it is not (`reason` is then a sentence)."""

    decision: Decision | None
    reason: str


def readiness_of(case: Case, by: User, now: datetime) -> Readiness:
    """Look at a case as it stands; makes the draft of its decision if it has none yet."""
    step, reason = _decide_step(case, by)
    if step is None or reason:
        return Readiness(None, reason)
    if reason := left_to_enter(binding_of(step, case)):
        return Readiness(None, reason)
    decision = draft_for(step=step, by=by, now=now)
    decision.case, decision.step = case, step
    reason = _against(decision, timezone.localdate(now))
    return Readiness(None if reason else decision, reason)


def defaults_of(binding: Binding) -> dict[str, object]:
    """What a person would leave as it is in the fields of a step."""
    return {field.key: field.default for field in binding.fields if field.default is not None}


def _decide_step(case: Case, by: User) -> tuple[Step | None, str]:
    if reason := policy.why_not(by, policy.WORK, case):
        return None, reason
    steps = list(case.steps.filter(status=Step.Status.OPEN))
    deciding = [step for step in steps if step.kind == "decide"]
    if not deciding:
        return None, _("No decision is to be made in this case now.")
    if len(steps) > 1:
        return None, _("Other steps of this case are still open.")
    step = deciding[0]
    step.case = case
    try:
        may_work(by, case, step)
    except (Conflict, NotAllowed) as error:
        return None, str(error)
    return step, ""


def left_to_enter(binding: Binding) -> str:
    """What a person must still go through in a step, in a sentence; empty when nothing is."""
    if binding.checklist:
        return _("The step has a checklist, which is gone through case by case.")
    if any(field.required and field.default is None for field in binding.fields):
        return _("The step has fields to be filled in.")
    return ""


def _against(decision: Decision, on: date) -> str:
    """What stands against issuing the draft without looking at it again."""
    findings, answers = checks.run(decision, on=on), list(decision.finding_answers.all())
    blocking, asking = checks.blockers(findings, answers), checks.unanswered(findings, answers)
    if blocking or asking:
        return " ".join(f"{finding.question} ({finding.norm})" for finding in (*blocking, *asking))
    return cosign.missing_for(decision) or ""
