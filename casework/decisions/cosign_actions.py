"""Asking for a co-signature, giving it, sending the draft back, and taking the request back.

Each act locks the case first: of two people who answer at once, the second is told who was first.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.signing import Basis
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions.cosign import (
    SIGNATURE_NORMS,
    basis_to_sign,
    possible_signers,
    standing,
    why_not_sign,
)
from casework.decisions.models import CoSignature, Decision
from casework.process.actions import lock_step, may_work, why_closed


@transaction.atomic
def request(
    *,
    decision: Decision,
    version: int,
    by: User,
    now: datetime,
    asked: User | None = None,
    comment: str = "",
) -> CoSignature:
    """Ask for a co-signature of the draft in `version`; nobody in particular without `asked`.

    Until it is answered or taken back, the draft cannot be changed. Raises Conflict when the draft
    changed or waits already, InvalidData when nobody or not this person may sign, NotAllowed.
    """
    case, step = lock_step(decision.step)
    may_work(by, case, step)
    draft = Decision.objects.select_related("changed_by").get(pk=decision.pk)
    draft.case, draft.step = case, step
    _check_draft(draft, version)
    asked_for = {basis.signer.pk for basis in possible_signers(draft, by, timezone.localdate(now))}
    if not asked_for:
        raise InvalidData({"asked": _("Nobody else has the power to sign this decision.")})
    if asked is not None and asked.pk not in asked_for:
        raise InvalidData({"asked": _("%(who)s may not sign this decision.") % {"who": asked}})
    made = CoSignature(
        decision=draft,
        version=version,
        requested_by=by,
        requested_at=now,
        asked=asked,
        comment=comment.strip(),
    )
    with acting(by=by, act="cosign.request", subject=step, case_id=case.pk, reason=made.comment):
        made.save()
        if case.assignee_id is None:
            case.assignee = by
            case.version += 1
            case.save(update_fields=["assignee", "version"])
    return made


def _check_draft(draft: Decision, version: int) -> None:
    if draft.version != version:
        what = _("The draft was changed in the meantime")
        raise Conflict(what, by=draft.changed_by, at=draft.changed_at)
    found = standing(draft)
    if found.open:
        what = _("The draft already waits for its co-signature")
        raise Conflict(what, by=found.open.requested_by, at=found.open.requested_at)
    if found.valid:
        what = _("The draft is already co-signed")
        raise Conflict(what, by=found.valid.settled_by, at=found.valid.settled_at)


@transaction.atomic
def sign(*, co_signature: CoSignature, by: User, now: datetime, comment: str = "") -> CoSignature:
    """Co-sign the draft, on an own power to sign or that of somebody `by` stands in for.

    Raises Conflict when it was answered already, NotAllowed with the reason.
    """
    case, current = _lock(co_signature)
    basis = _require(by, current, now)
    current.in_place_of, current.capacity = basis.in_place_of, basis.capacity
    norm = SIGNATURE_NORMS[case.service.regime]
    return _answer(current, case, "signed", by, now, comment, norm=norm)


@transaction.atomic
def send_back(*, co_signature: CoSignature, by: User, now: datetime, comment: str) -> CoSignature:
    """Give the draft back with what is to be changed; it can then be edited again.

    Raises InvalidData without a comment, else as `sign`.
    """
    case, current = _lock(co_signature)
    basis = _require(by, current, now)
    if not comment.strip():
        raise InvalidData({"comment": _("Please say what is to be changed.")})
    current.in_place_of = basis.in_place_of
    return _answer(current, case, "returned", by, now, comment)


@transaction.atomic
def withdraw(
    *, co_signature: CoSignature, by: User, now: datetime, comment: str = ""
) -> CoSignature:
    """Take the request back, so that the draft can be edited: for whoever works on the case."""
    case, current = _lock(co_signature)
    may_work(by, case, current.decision.step)
    return _answer(current, case, "withdrawn", by, now, comment)


def _require(by: User, current: CoSignature, now: datetime) -> Basis:
    """What `by` answers the request on; NotAllowed with the reason when there is nothing."""
    on = timezone.localdate(now)
    basis = basis_to_sign(by, current, on)
    if (reason := why_not_sign(by, current, on)) or basis is None:
        raise NotAllowed(reason or _("You have no power to sign in this unit."))
    return basis


def _lock(co_signature: CoSignature) -> tuple[Case, CoSignature]:
    """The case, locked, and the request as it stands. Conflict when it is settled or void."""
    case, step = lock_step(co_signature.decision.step)
    if conflict := why_closed(step):
        raise conflict
    people = ("decision", "requested_by", "settled_by")
    current = CoSignature.objects.select_related(*people).get(pk=co_signature.pk)
    current.decision.case, current.decision.step = case, step
    if current.state != CoSignature.State.REQUESTED:
        what = _("This request is already settled: %(state)s")
        state = {"state": current.get_state_display()}
        raise Conflict(what % state, by=current.settled_by, at=current.settled_at)
    if current.version != current.decision.version:
        raise Conflict(_("The draft was changed after the request; please ask anew."))
    return case, current


def _answer(
    current: CoSignature,
    case: Case,
    state: str,
    by: User,
    now: datetime,
    comment: str,
    norm: str = "",
) -> CoSignature:
    act = {"signed": "cosign.sign", "returned": "cosign.return", "withdrawn": "cosign.withdraw"}
    news = {"signed": Case.Attention.SIGNED, "returned": Case.Attention.SENT_BACK}.get(state)
    current.state, current.settled_by, current.settled_at = state, by, now
    current.comment = comment.strip()
    with acting(
        by=by,
        act=act[state],
        subject=current.decision.step,
        case_id=case.pk,
        reason=current.comment,
        norm=norm,
        on_behalf_of=current.in_place_of,
    ):
        current.save()
        if news and case.assignee_id != by.pk:
            case.attention, case.attention_since = news, now
            case.save(update_fields=["attention", "attention_since"])
    return current
