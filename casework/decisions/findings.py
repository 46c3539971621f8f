"""Answers to findings: a warning accepted with a reason, a blocker overridden by a lead.

An answer holds for the finding as it was seen; when what the check looked at changes, it asks anew.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions import checks, cosign
from casework.decisions.checks import Finding
from casework.decisions.models import Decision, FindingAnswer
from casework.prepared import as_rows, is_kept, keep, read_rows
from casework.process.actions import lock_step, may_work, why_closed

ACCEPTED, OVERRIDDEN = FindingAnswer.Kind.ACCEPTED, FindingAnswer.Kind.OVERRIDDEN
WHO = ("username", "first_name", "last_name")  # enough to name them


def with_answers(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each with what `keep_answers` makes the answers to its findings of."""
    given = FindingAnswer.objects.filter(decision=OuterRef("pk"))
    by = {name: f"given_by__{name}" for name in WHO}
    return decisions.annotate(answered=as_rows(given, **by))


def keep_answers(decision: Decision) -> None:
    """Have `answers_to` ask nothing more for a decision that was fetched `with_answers`."""
    rows = decision.__dict__.pop("answered")
    answers = read_rows(FindingAnswer, rows)
    for answer, row in zip(answers, rows, strict=True):
        answer.given_by = User(pk=row["given_by_id"], **{name: row[name] for name in WHO})
    keep(decision, "finding_answers", answers)


def answers_to(decision: Decision) -> list[FindingAnswer]:
    """The answers to findings of a decision, each with who gave it; at most one query."""
    if is_kept(decision, "finding_answers"):
        return list(decision.finding_answers.all())
    return list(decision.finding_answers.select_related("given_by"))


@transaction.atomic
def accept(
    *,
    decision: Decision,
    version: int,
    code: str,
    fingerprint: str,
    reason: str,
    by: User,
    now: datetime,
) -> FindingAnswer:
    """Note why a warning does not speak against the notice.

    Raises Conflict when the draft or the finding is no longer as it was seen, InvalidData without
    a reason, NotAllowed when `by` may not work on the step or it is no warning.
    """
    decision, finding = _lock(decision, version, code, fingerprint, now)
    may_work(by, decision.case, decision.step)
    if finding.blocks:
        raise NotAllowed(_("This finding stops the notice; a reason does not change that."))
    return _write(decision, finding, ACCEPTED, reason, by, now)


@transaction.atomic
def override(
    *,
    decision: Decision,
    version: int,
    code: str,
    fingerprint: str,
    reason: str,
    by: User,
    now: datetime,
) -> FindingAnswer:
    """As a lead, let the notice go out in spite of a blocker, where the law leaves room.

    Raises what `accept` raises; NotAllowed also where the law leaves none.
    """
    decision, finding = _lock(decision, version, code, fingerprint, now)
    if refusal := why_not_override(by, decision):
        raise NotAllowed(refusal)
    if not finding.blocks or not finding.overridable:
        raise NotAllowed(_("The law leaves no room here: %(norm)s.") % {"norm": finding.norm})
    return _write(decision, finding, OVERRIDDEN, reason, by, now)


@transaction.atomic
def withdraw_answer(*, answer: FindingAnswer, by: User, now: datetime) -> None:
    """Take an answer back, so that the finding asks again; whoever could give it may do so.

    Raises Conflict when the decision was issued or the answer is gone, NotAllowed.
    """
    case, step = lock_step(answer.decision.step)
    decision = Decision.objects.select_related("changed_by").get(pk=answer.decision_id)
    decision.case, decision.step = case, step
    current = FindingAnswer.objects.filter(pk=answer.pk).first()
    if current is None:
        raise Conflict(_("This answer was already taken back."))
    if current.kind == OVERRIDDEN:
        if conflict := why_closed(step):
            raise conflict
        if refusal := why_not_override(by, decision):
            raise NotAllowed(refusal)
    else:
        may_work(by, case, step)
    with acting(by=by, act="finding.withdraw", subject=step, case_id=case.pk):
        current.delete()


def accept_all(
    decision: Decision,
    warnings: Sequence[Finding],
    reasons: Mapping[str, str],
    by: User,
    now: datetime,
) -> None:
    """Accept the `warnings` with the `reasons` given by fingerprint, within another act.

    Raises InvalidData, by `reason-<fingerprint>`, for those without a reason.
    """
    missing = [one for one in warnings if not reasons.get(one.fingerprint, "").strip()]
    if missing:
        raise InvalidData({f"reason-{one.fingerprint}": one.question for one in missing})
    for one in warnings:
        _write(decision, one, ACCEPTED, reasons[one.fingerprint], by, now)


def why_not_override(user: User, decision: Decision) -> str | None:
    """Why `user` may not override blockers of this draft; None if they may.

    It takes somebody who leads the unit, did not write the draft and is not excluded for bias.
    """
    case: Case = decision.case
    if policy.why_not(user, policy.OVERRIDE, case):
        return _("Only the team lead overrides what the legal checks stop.")
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    if user.pk == decision.changed_by_id:
        return _("Whoever wrote the draft cannot override what speaks against it.")
    if user.pk in cosign.excluded_from(case):
        return _("You are excluded from this case for bias.")
    return None


def _lock(
    decision: Decision, version: int, code: str, fingerprint: str, now: datetime
) -> tuple[Decision, Finding]:
    """The draft, its case locked, and the finding as it was seen. Conflict when either changed."""
    case, step = lock_step(decision.step)
    if conflict := why_closed(step):
        raise conflict
    current = Decision.objects.select_related("changed_by", "target").get(pk=decision.pk)
    current.case, current.step = case, step
    if current.version != version:
        raise Conflict(
            _("The draft was changed in the meantime"),
            by=current.changed_by,
            at=current.changed_at,
        )
    for finding in checks.run(current, on=timezone.localdate(now)):
        if (finding.code, finding.fingerprint) == (code, fingerprint):
            return current, finding
    raise Conflict(_("This finding is no longer as you saw it; please look at it again."))


def _write(
    decision: Decision, finding: Finding, kind: str, reason: str, by: User, now: datetime
) -> FindingAnswer:
    reason = reason.strip()
    if not reason:
        raise InvalidData({f"reason-{finding.fingerprint}": _("Please give a reason.")})
    act = "finding.override" if kind == OVERRIDDEN else "finding.accept"
    with acting(
        by=by,
        act=act,
        subject=decision.step,
        case_id=decision.case_id,
        reason=reason,
        norm=finding.norm,
    ):
        answer, _made = FindingAnswer.objects.update_or_create(
            decision=decision,
            code=finding.code,
            fingerprint=finding.fingerprint,
            defaults={"kind": kind, "reason": reason, "given_by": by, "given_at": now},
        )
    return answer
