"""Drafting a decision. Two people on one draft cannot overwrite each other unseen."""

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.decisions import cosign
from casework.decisions.content import Content, proposed, write
from casework.decisions.models import Decision
from casework.decisions.origin import TAKES_BACK, is_objection_case, likely_target
from casework.decisions.set_aside import restored, taken_out, with_replaced
from casework.process.actions import lock_step, may_work
from casework.process.bindings import binding_of
from casework.process.models import Step


@transaction.atomic
def draft_for(*, step: Step, by: User, now: datetime) -> Decision:
    """The draft of a decide step; the first call makes it and fills in the service's text blocks.

    Raises NotAllowed or Conflict when `by` may not work on this step, ValueError for a step that
    decides nothing.
    """
    if existing := Decision.objects.filter(step=step).select_related("changed_by").first():
        return existing
    case, step = lock_step(step)
    may_work(by, case, step)
    binding = binding_of(step, case)
    if not binding.outcomes:
        raise ValueError(f"step {step.task} decides nothing")
    decision = Decision(case=case, step=step, changed_by=by, changed_at=now)
    if is_objection_case(case):
        decision.channel = Decision.Channel.FORMAL  # § 73 Abs. 3 Satz 1 VwGO
    _start(decision, binding.outcomes[0])
    with acting(by=by, act="decision.draft", subject=step, case_id=case.pk):
        decision.save()
    return decision


@transaction.atomic
def save_draft(
    *, decision: Decision, version: int, by: User, now: datetime, **content: Unpack[Content]
) -> Decision:
    """Write into a draft; what is not named in `content` stays as it is.

    Conflict when it changed since `version`, naming who and when; InvalidData by field.
    """
    decision = _lock_draft(decision, version, by)
    write(decision, content)
    return _save(decision, by, now, "decision.edit")


@transaction.atomic
def change_outcome(
    *, decision: Decision, version: int, outcome: str, by: User, now: datetime
) -> Decision:
    """Choose another outcome; the texts start anew from its text blocks.

    What was typed by hand is set aside with the draft, see `restore`. InvalidData when the step
    does not allow the outcome, Conflict as in `save_draft`.
    """
    decision = _lock_draft(decision, version, by)
    if outcome not in binding_of(decision.step, decision.case).outcomes:
        raise InvalidData({"outcome": _("This step does not allow that outcome.")})
    _set_aside(decision, by, now)
    _start(decision, outcome)
    return _save(decision, by, now, "decision.outcome")


@transaction.atomic
def restore(*, decision: Decision, version: int, place: int, by: User, now: datetime) -> Decision:
    """Bring back texts that were set aside, with their outcome; those they replace are set aside.

    `place` counts from the newest. Conflict when there are none, else as in `save_draft`.
    """
    decision = _lock_draft(decision, version, by)
    try:
        entry, decision.set_aside = taken_out(decision.set_aside, place)
    except IndexError as error:
        raise Conflict(_("These texts are not there any more.")) from error
    _set_aside(decision, by, now)
    decision.outcome = entry["outcome"]
    write(decision, restored(entry))
    return _save(decision, by, now, "decision.restore")


def _start(decision: Decision, outcome: str) -> None:
    """Begin the texts of `outcome` anew; a decision on an earlier one takes the newest there is."""
    case: Case = decision.case
    decision.outcome = outcome
    binding = binding_of(decision.step, case)
    proposal = proposed(case, binding, outcome, case.process.data)
    if decision.value is not None:
        del proposal["value"]
    write(decision, proposal)
    if outcome not in TAKES_BACK:
        decision.target = None
    elif decision.target is None:
        decision.target = likely_target(case)


def _set_aside(decision: Decision, by: User, now: datetime) -> None:
    case = decision.case
    binding = binding_of(decision.step, case)
    proposal = proposed(case, binding, decision.outcome, case.process.data)
    decision.set_aside = with_replaced(decision, proposal, by=by, now=now)


def _save(decision: Decision, by: User, now: datetime, act: str) -> Decision:
    decision.version += 1
    decision.changed_by, decision.changed_at = by, now
    with acting(by=by, act=act, subject=decision.step, case_id=decision.case_id):
        decision.save()
    return decision


def _lock_draft(decision: Decision, version: int, by: User) -> Decision:
    case, step = lock_step(decision.step)
    current = Decision.objects.select_related("changed_by").get(pk=decision.pk)
    current.case, current.step = case, step
    may_work(by, case, step)
    if current.version != version:
        raise Conflict(
            _("The draft was changed in the meantime"),
            by=current.changed_by,
            at=current.changed_at,
        )
    if waiting := cosign.frozen(current):
        raise Conflict(waiting)
    return current
