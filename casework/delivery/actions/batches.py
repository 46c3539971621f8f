"""Print batches: made once, printed as often as needed, posted on a day somebody notes by name."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData
from casework.delivery.actions.common import (
    add_proof,
    begin_attempt,
    deliveries,
    end_attempt,
    on_delivery,
    require_reason,
)
from casework.delivery.dates import refresh
from casework.delivery.models import Attempt, Delivery, PostBatch, Proof

State = PostBatch.State
PRINTED_CHANNELS = (Delivery.Channel.POST, Delivery.Channel.FORMAL)
MOST_LETTERS = 500


@transaction.atomic
def make_batches(
    *, chosen: Collection[int], by: User, now: datetime, two_sided: bool = True
) -> list[PostBatch]:
    """Put the chosen deliveries (ids) into batches, one for each unit and kind; returns them.

    The PDFs are made afterwards (casework.delivery.printing). Conflict names the letters that
    somebody else has already taken; NotAllowed without a working role in a letter's unit.
    """
    if not chosen:
        raise InvalidData({"delivery": _("Choose at least one letter.")})
    if len(chosen) > MOST_LETTERS:
        words = _("At most %(most)s letters go into one print run.")
        raise InvalidData({"delivery": words % {"most": MOST_LETTERS}})
    found = list(deliveries().select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))
    for delivery in found:
        policy.require(by, policy.MAIL, delivery.case)
    _require_free(found, len(chosen))
    groups: dict[tuple[int, str], list[Delivery]] = {}
    for delivery in found:
        groups.setdefault((delivery.case.unit_id, delivery.channel), []).append(delivery)
    return [_make(letters, by, now, two_sided) for letters in groups.values()]


def _require_free(found: Sequence[Delivery], wanted: int) -> None:
    taken = [
        delivery.notice.number
        for delivery in found
        if delivery.state != Delivery.State.PLANNED or delivery.channel not in PRINTED_CHANNELS
    ]
    if taken or len(found) < wanted:
        raise Conflict(
            _("Somebody was quicker; no longer to be printed: %(numbers)s")
            % {"numbers": ", ".join(taken) or "?"}
        )


def _make(letters: Sequence[Delivery], by: User, now: datetime, two_sided: bool) -> PostBatch:
    unit = Unit.objects.select_for_update().get(pk=letters[0].case.unit_id)
    last = PostBatch.objects.filter(unit=unit).aggregate(last=Max("number"))["last"] or 0
    batch = PostBatch(
        unit=unit,
        number=last + 1,
        kind=letters[0].channel,
        two_sided=two_sided,
        letters=len(letters),
        made_at=now,
        made_by=by,
    )
    batch.save()
    with acting(by=by, act="post.print", subject=batch):
        for delivery in letters:
            begin_attempt(delivery, by, now, batch=batch)
            delivery.state = Delivery.State.UNDER_WAY
            delivery.save(update_fields=["state"])
    return batch


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
        raise _changed(batch)
    attempts = _open_attempts(batch)
    gone = [attempt for attempt in attempts if attempt.delivery_id not in left_out]
    _require_day(posted_on, gone, now)
    text = posting_note(batch, posted_on, by)
    with acting(by=by, act="post.posted", subject=batch):
        for attempt in attempts:
            if attempt.delivery_id in left_out:
                _give_back(attempt, _("Not posted with its batch."), now)
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
        raise _changed(batch)
    proofs = Proof.objects.filter(
        attempt__batch=batch, kind=Proof.Kind.POSTING, corrected_by__isnull=True, void=False
    ).select_related("attempt")
    text = posting_note(batch, posted_on, by)
    with acting(by=by, act="post.correct", subject=batch, reason=reason.strip()):
        for proof in proofs:
            _correct(proof, posted_on, text, reason.strip(), by, now)
        batch.posted_on, batch.posted_by, batch.noted_at = posted_on, by, now
        batch.save()
    return batch


@transaction.atomic
def dissolve(*, batch: PostBatch, by: User, now: datetime) -> None:
    """Take a batch apart that was not posted; its letters wait again. Conflict once posted."""
    batch = lock(batch, by)
    if batch.state not in (State.MAKING, State.READY):
        raise _changed(batch)
    with acting(by=by, act="post.dissolve", subject=batch):
        for attempt in _open_attempts(batch):
            _give_back(attempt, _("The print batch was dissolved."), now)
        batch.state = State.DISSOLVED
        batch.save()


def lock(batch: PostBatch, by: User) -> PostBatch:
    """The batch as it stands now, locked; NotAllowed without a working role in its unit."""
    found = PostBatch.objects.select_for_update(of=("self",)).select_related("unit", "posted_by")
    batch = found.get(pk=batch.pk)
    for attempt in batch.attempts.select_related("delivery__case")[:1]:
        policy.require(by, policy.MAIL, attempt.delivery.case)
    return batch


def _changed(batch: PostBatch) -> Conflict:
    what = _("The batch %(batch)s is no longer as you saw it; it is now: %(state)s") % {
        "batch": batch,
        "state": batch.get_state_display(),
    }
    return Conflict(what, by=batch.posted_by, at=batch.noted_at)


def _open_attempts(batch: PostBatch) -> list[Attempt]:
    attempts = list(batch.attempts.filter(result=Attempt.Result.OPEN).order_by("delivery_id"))
    pks = [attempt.delivery_id for attempt in attempts]
    found = deliveries().select_for_update(of=("self",)).order_by("pk").in_bulk(pks)
    for attempt in attempts:
        attempt.delivery = found[attempt.delivery_id]
    return attempts


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
    end_attempt(attempt, Attempt.Result.SENT, now)
    add_proof(attempt.delivery, Proof.Kind.POSTING, on, by=by, now=now, text=text, attempt=attempt)
    refresh(attempt.delivery, now)


def _correct(proof: Proof, on: date, text: str, reason: str, by: User, now: datetime) -> None:
    delivery = deliveries().select_for_update(of=("self",)).get(pk=proof.delivery_id)
    with on_delivery(delivery, "delivery.correct", by, reason):
        more = {"corrects": proof, "reason": reason, "attempt": proof.attempt}
        add_proof(delivery, proof.kind, on, by=by, now=now, text=text, **more)
        if delivery.state in (Delivery.State.UNDER_WAY, Delivery.State.DELIVERED):
            refresh(delivery, now)


def _give_back(attempt: Attempt, why: str, now: datetime) -> None:
    end_attempt(attempt, Attempt.Result.CANCELLED, now, why)
    attempt.delivery.state = Delivery.State.PLANNED
    attempt.delivery.save(update_fields=["state"])
