"""How an attempt through the portal ended, as the worker found out; written by the system."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from casework.delivery.actions.common import (
    add_proof,
    end_attempt,
    lock_for_system,
    on_delivery,
)
from casework.delivery.actions.ends import end
from casework.delivery.dates import refresh
from casework.delivery.fitconnect.events import Seen
from casework.delivery.models import Attempt, Delivery, Proof


@transaction.atomic
def sent(*, attempt: Attempt, now: datetime, next_look: datetime) -> None:
    """The reply is with the delivery service; look later whether it was accepted."""
    delivery = lock_for_system(attempt.delivery)
    with on_delivery(delivery, "delivery.sent", None):
        end_attempt(attempt, Attempt.Result.SENT, now, f"Antwort {attempt.reference}")
        delivery.tries, delivery.next_try_at = 0, next_look
        delivery.save()


@transaction.atomic
def accepted(*, delivery: Delivery, attempt: Attempt, found: Seen, now: datetime) -> None:
    """The online service took the reply over; the token that says so is the proof.

    Nobody is notified by that: what counts is entered by a person (channels/portal.py).
    """
    delivery = lock_for_system(delivery)
    moment = timezone.localtime(datetime.fromtimestamp(found.at, UTC))
    with on_delivery(delivery, "delivery.proof", None):
        delivery.next_try_at = None
        add_proof(
            delivery,
            Proof.Kind.ACCEPTED,
            moment.date(),
            at=moment.time(),
            by=None,
            now=now,
            text=found.token,
            attempt=attempt,
        )
        refresh(delivery, now)


@transaction.atomic
def refused(*, delivery: Delivery, attempt: Attempt, why: str, now: datetime) -> None:
    """The way is closed: the delivery has failed, and a person chooses another."""
    delivery = lock_for_system(delivery)
    with on_delivery(delivery, "delivery.fail", None, why):
        if attempt.result == Attempt.Result.OPEN:
            end_attempt(attempt, Attempt.Result.FAILED, now, why)
        end(delivery, Delivery.State.FAILED, why, by=None, now=now)


@transaction.atomic
def given_up(*, delivery: Delivery, attempt: Attempt, why: str, now: datetime) -> None:
    """Nobody knows whether the reply arrived (or, without a reply's id, it surely did not)."""
    if not attempt.reference:
        refused(delivery=delivery, attempt=attempt, why=why, now=now)
        return
    delivery = lock_for_system(delivery)
    with on_delivery(delivery, "delivery.uncertain", None, why):
        end_attempt(attempt, Attempt.Result.UNCERTAIN, now, why)
        delivery.next_try_at = None
        delivery.save()
