"""Drafting a decision. Two people on one draft cannot overwrite each other unseen."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.decisions import cosign
from casework.decisions.clauses import Clause, obligations
from casework.decisions.models import Decision
from casework.decisions.texts import filled_blocks
from casework.process.actions import lock_step, may_work
from casework.process.bindings import binding_of, package_for
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
    _fill(decision, case, binding.outcomes[0])
    with acting(by=by, act="decision.draft", subject=step, case_id=case.pk):
        decision.save()
    return decision


def _fill(decision: Decision, case: Case, outcome: str) -> None:
    binding = binding_of(decision.step, case)
    blocks = filled_blocks(case, binding, outcome, case.process.data)
    fee = package_for(case).fee if outcome == Decision.Outcome.GRANT else None
    decision.outcome = outcome
    decision.operative_part = blocks.get("operative_part", "")
    decision.reasons = blocks.get("reasons", "")
    decision.clauses = obligations(blocks.get("ancillary", ""))
    decision.fee_amount = fee.for_application(case.data) if fee else None
    decision.fee_basis = fee.basis if fee and decision.fee_amount is not None else ""


@transaction.atomic
def save_draft(
    *,
    decision: Decision,
    version: int,
    by: User,
    now: datetime,
    operative_part: str,
    reasons: str,
    clauses: Sequence[Clause] = (),
    fee_amount: Decimal | None = None,
    fee_basis: str = "",
) -> Decision:
    """Save the texts of a draft. Conflict when it changed since `version`, naming who and when."""
    decision = _lock_draft(decision, version, by)
    if fee_amount is not None and not fee_basis.strip():
        raise InvalidData({"fee_basis": _("Please name the basis of the fee.")})
    decision.operative_part, decision.reasons = operative_part.strip(), reasons.strip()
    decision.clauses = list(clauses)
    decision.fee_amount, decision.fee_basis = fee_amount, fee_basis.strip()
    return _save(decision, by, now, "decision.edit")


@transaction.atomic
def change_outcome(
    *, decision: Decision, version: int, outcome: str, by: User, now: datetime
) -> Decision:
    """Choose another outcome; the texts start anew from its text blocks.

    InvalidData when the step does not allow it, Conflict as in `save_draft`.
    """
    decision = _lock_draft(decision, version, by)
    if outcome not in binding_of(decision.step, decision.case).outcomes:
        raise InvalidData({"outcome": _("This step does not allow that outcome.")})
    _fill(decision, decision.case, outcome)
    return _save(decision, by, now, "decision.outcome")


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
