"""Proofs people enter: service, handing over, retrieval, receipt; and how they are corrected."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import Conflict, InvalidData
from casework.delivery.actions.common import (
    add_proof,
    attach,
    begin_attempt,
    end_attempt,
    lock,
    on_delivery,
    require_reason,
    require_state,
)
from casework.delivery.channels import CHANNELS
from casework.delivery.dates import refresh
from casework.delivery.models import Attempt, Delivery, Proof
from casework.delivery.reckoning import known_of, standing_proofs

State = Delivery.State
Kind = Proof.Kind
RUNNING = (State.PLANNED, State.UNDER_WAY, State.DELIVERED)
BY_HAND = (Delivery.Channel.COUNTER,)  # no way before it: handing over is the attempt


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody enters: the kind and day of the fact, what shows it, and a scan if there is."""

    kind: str
    happened_on: date
    happened_at: time | None = None
    text: str = ""
    filename: str = ""
    content: bytes = b""


def proofs_for(delivery: Delivery) -> tuple[Kind, ...]:
    """The kinds of proof that can be entered for a delivery as it stands, the usual one first."""
    if delivery.state not in RUNNING:
        return ()
    known = known_of(delivery, standing_proofs(delivery))
    kinds = CHANNELS[delivery.channel].proofs(known)
    if delivery.state == State.PLANNED and not _at_once(delivery):
        return ()
    return kinds


def _at_once(delivery: Delivery) -> bool:
    """Whether a planned letter can be handed over without having been printed in a batch."""
    form = delivery.service_form
    return delivery.channel in BY_HAND or form == Delivery.ServiceForm.ACKNOWLEDGEMENT


@transaction.atomic
def enter_proof(*, delivery: Delivery, entry: Entry, by: User, now: datetime) -> Proof:
    """Enter a proof and compute everything that follows from it.

    InvalidData for a day that cannot be or where nothing is said, Conflict where the delivery has
    moved on, NotAllowed without a working role.
    """
    delivery = lock(delivery, by)
    require_state(delivery, *RUNNING)
    if entry.kind not in proofs_for(delivery):
        raise InvalidData({"kind": _("This proof does not belong to this way of delivery.")})
    if not entry.text.strip() and not entry.content:
        raise InvalidData({"text": _("Please say what shows it, or attach it.")})
    with on_delivery(delivery, "delivery.proof", by):
        attempt = _attempt(delivery, by, now)
        proof = _add(delivery, entry, by, now, attempt)
        if delivery.state == State.PLANNED:
            delivery.state = State.UNDER_WAY
        refresh(delivery, now)
    return proof


@transaction.atomic
def correct_proof(
    *,
    proof: Proof,
    reason: str,
    by: User,
    now: datetime,
    happened_on: date | None = None,
) -> Proof:
    """Put another day in the place of a wrong one or, without `happened_on`, take the entry back.

    Both stay visible. Conflict where it was corrected already; what came back is undone with
    casework.delivery.actions.returns.undo_return.
    """
    require_reason(reason)
    delivery = lock(proof.delivery, by)
    proof = Proof.objects.select_related("document", "attempt").get(pk=proof.pk)
    if Proof.objects.filter(corrects=proof).exists() or proof.void or proof.kind == Kind.RETURNED:
        raise Conflict(_("This entry was already corrected."))
    require_state(delivery, *RUNNING)
    with on_delivery(delivery, "delivery.correct", by, reason):
        new = add_proof(
            delivery,
            proof.kind,
            happened_on or proof.happened_on,
            by=by,
            now=now,
            text=proof.text,
            document=proof.document,
            attempt=proof.attempt,
            corrects=proof,
            void=happened_on is None,
            reason=reason.strip(),
        )
        refresh(delivery, now)
    return new


@transaction.atomic
def note_failed_try(*, delivery: Delivery, reason: str, by: User, now: datetime) -> None:
    """Note a try at the counter that failed, as when nobody came; the letter stays planned."""
    require_reason(reason)
    delivery = lock(delivery, by)
    require_state(delivery, State.PLANNED)
    with on_delivery(delivery, "delivery.try", by, reason):
        end_attempt(begin_attempt(delivery, by, now), Attempt.Result.FAILED, now, reason.strip())


def _attempt(delivery: Delivery, by: User, now: datetime) -> Attempt | None:
    """The attempt a proof belongs to; handing over at the counter is one by itself."""
    if delivery.state == State.PLANNED:
        attempt = begin_attempt(delivery, by, now)
        end_attempt(attempt, Attempt.Result.SENT, now)
        return attempt
    return delivery.attempts.filter(result=Attempt.Result.SENT).order_by("-number").first()


def _add(
    delivery: Delivery, entry: Entry, by: User, now: datetime, attempt: Attempt | None
) -> Proof:
    document = None
    if entry.content:
        title = f"{Kind(entry.kind).label} {delivery.notice.number}"
        document = attach(
            delivery.case, title=title, filename=entry.filename, content=entry.content, now=now
        )
    return add_proof(
        delivery,
        entry.kind,
        entry.happened_on,
        at=entry.happened_at,
        by=by,
        now=now,
        text=entry.text.strip(),
        document=document,
        attempt=attempt,
    )
