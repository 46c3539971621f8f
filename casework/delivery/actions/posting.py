"""The day letters were handed to the post (Ab-Vermerk): noted by name, corrected with a reason."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases.errors import InvalidData
from casework.delivery.actions.batches import changed, give_back, lock, open_attempts
from casework.delivery.actions.common import (
    add_proof,
    deliveries,
    end_attempt,
    on_delivery,
    require_reason,
)
from casework.delivery.dates import refresh
from casework.delivery.models import Attempt, Delivery, PostBatch, Proof

State = PostBatch.State
NOT_POSTED = "Nicht mit dem Stapel zur Post gegeben."
RUNNING = (Delivery.State.UNDER_WAY, Delivery.State.DELIVERED)


@transaction.atomic
def note_posting(
    *,
    batch: PostBatch,
    posted_on: date,
    by: User,
    now: datetime,
    left_out: Collection[int] = (),
) -> PostBatch:
    """Note that the letters of a batch were handed to the post on a day (the Ab-Vermerk).

    It is what the fiction of notification starts from. `left_out` are deliveries (ids) that did
    not go: they wait for the next batch. Conflict where it was noted already.
    """
    batch = lock(batch, by)
    if batch.state != State.READY:
        raise changed(batch)
    attempts = open_attempts(batch)
    gone = [attempt for attempt in attempts if attempt.delivery_id not in left_out]
    _require_day(posted_on, gone, now)
    text = posting_note(batch, posted_on, by)
    with acting(by=by, act="post.posted", subject=batch):
        for attempt in attempts:
            if attempt.delivery_id in left_out:
                give_back(attempt, NOT_POSTED, now)
            else:
                _posted(attempt, posted_on, text, by, now)
        batch.state, batch.posted_on = State.POSTED, posted_on
        batch.posted_by, batch.noted_at = by, now
        batch.save()
    return batch


def posting_note(batch: PostBatch, on: date, by: User) -> str:
    """The Ab-Vermerk in the words of the record."""
    return f"Zur Post gegeben am {on:%d.%m.%Y} mit dem Druckstapel {batch}. {by}"


@transaction.atomic
def correct_posting(
    *, batch: PostBatch, posted_on: date, reason: str, by: User, now: datetime
) -> PostBatch:
    """Correct the day of posting of a whole batch; the first entry stays visible beside it."""
    require_reason(reason)
    batch = lock(batch, by)
    if batch.state != State.POSTED:
        raise changed(batch)
    proofs = list(
        Proof.objects.filter(
            attempt__batch=batch, kind=Proof.Kind.POSTING, corrected_by__isnull=True, void=False
        ).select_related("attempt__delivery__notice")
    )
    _require_day(posted_on, [proof.attempt for proof in proofs if proof.attempt], now)
    text = posting_note(batch, posted_on, by)
    with acting(by=by, act="post.correct", subject=batch, reason=reason.strip()):
        for proof in proofs:
            _correct(proof, posted_on, text, reason.strip(), by, now)
        batch.posted_on, batch.posted_by, batch.noted_at = posted_on, by, now
        batch.save()
    return batch


def _require_day(on: date, attempts: Sequence[Attempt], now: datetime) -> None:
    """InvalidData for a day to come, or before one of the letters was issued."""
    if on > timezone.localdate(now):
        raise InvalidData({"posted_on": _("This day lies in the future.")})
    if not attempts:
        raise InvalidData({"posted_on": _("No letter is left that was posted.")})
    for attempt in attempts:
        notice = attempt.delivery.notice
        if timezone.localdate(notice.issued_at) > on:
            words = _("%(number)s was issued after this day, on %(day)s.")
            day = f"{timezone.localdate(notice.issued_at):%d.%m.%Y}"
            raise InvalidData({"posted_on": words % {"number": notice.number, "day": day}})


def _posted(attempt: Attempt, on: date, text: str, by: User, now: datetime) -> None:
    delivery = attempt.delivery
    with on_delivery(delivery, "delivery.posted", by):
        end_attempt(attempt, Attempt.Result.SENT, now)
        add_proof(delivery, Proof.Kind.POSTING, on, by=by, now=now, text=text, attempt=attempt)
        refresh(delivery, now)


def _correct(proof: Proof, on: date, text: str, reason: str, by: User, now: datetime) -> None:
    delivery = deliveries().select_for_update(of=("self",)).get(pk=proof.delivery_id)
    with on_delivery(delivery, "delivery.correct", by, reason):
        add_proof(
            delivery,
            proof.kind,
            on,
            by=by,
            now=now,
            text=text,
            attempt=proof.attempt,
            corrects=proof,
            reason=reason,
        )
        if delivery.state in RUNNING:
            refresh(delivery, now)
