"""Print batches: chosen letters go into one print run, once, and can be taken out again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from casework.access.models import Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.cases.models.reach import reach_of
from casework.delivery.actions.common import begin_attempt, deliveries, end_attempt
from casework.delivery.models import Attempt, Delivery, PostBatch

State = PostBatch.State
PRINTED_CHANNELS = (Delivery.Channel.POST, Delivery.Channel.FORMAL)
MOST_LETTERS = 300
DISSOLVED = "Der Druckstapel wurde aufgelöst."


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
    letters = deliveries().filter(pk__in=chosen, case__in=Case.objects.visible_to(by))
    found = list(letters.select_for_update(of=("self",)).order_by("pk"))
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
    with acting(by=by, act="post.print", subject=unit):
        batch.save()
        for delivery in letters:
            begin_attempt(delivery, by, now, batch=batch)
            delivery.state = Delivery.State.UNDER_WAY
            delivery.save(update_fields=["state"])
    return batch


@transaction.atomic
def dissolve(*, batch: PostBatch, by: User, now: datetime) -> None:
    """Take a batch apart that was not posted; its letters wait again. Conflict once posted."""
    batch = lock(batch, by)
    if batch.state not in (State.MAKING, State.READY):
        raise changed(batch)
    with acting(by=by, act="post.dissolve", subject=batch):
        for attempt in open_attempts(batch):
            give_back(attempt, DISSOLVED, now)
        batch.state = State.DISSOLVED
        batch.save()


def lock(batch: PostBatch, by: User) -> PostBatch:
    """The batch as it stands now, locked; NotAllowed without a working role in its unit, and for
    whom one of its letters is not there.
    """
    found = PostBatch.objects.select_for_update(of=("self",)).select_related("unit", "posted_by")
    batch = found.get(pk=batch.pk)
    for attempt in batch.attempts.select_related("delivery__case")[:1]:
        policy.require(by, policy.MAIL, attempt.delivery.case)
    if batch.pk in holding(reach_of(by).barred).values_list("batch", flat=True):
        raise NotAllowed(_("You are excluded from a case whose letter is in this batch."))
    return batch


def holding(cases: Collection[int]) -> QuerySet[Attempt, Any]:
    """The batches (ids) that hold a letter of one of these cases or of one that belongs to them."""
    of_them = Q(delivery__case__in=cases) | Q(delivery__case__origin__in=cases)
    return Attempt.objects.filter(of_them, batch__isnull=False).values("batch")


def changed(batch: PostBatch) -> Conflict:
    """The conflict to raise where a batch has moved on: who noted its posting, and when."""
    what = _("The batch %(batch)s is no longer as you saw it; it is now: %(state)s") % {
        "batch": batch,
        "state": batch.get_state_display(),
    }
    return Conflict(what, by=batch.posted_by, at=batch.noted_at)


def open_attempts(batch: PostBatch) -> list[Attempt]:
    """The attempts of a batch that nobody has settled, their deliveries locked."""
    attempts = list(batch.attempts.filter(result=Attempt.Result.OPEN).order_by("delivery_id"))
    pks = [attempt.delivery_id for attempt in attempts]
    found = deliveries().select_for_update(of=("self",)).order_by("pk").in_bulk(pks)
    for attempt in attempts:
        attempt.delivery = found[attempt.delivery_id]
    return attempts


def give_back(attempt: Attempt, why: str, now: datetime) -> None:
    """Call an attempt off; its letter waits for the next batch."""
    end_attempt(attempt, Attempt.Result.CANCELLED, now, why)
    attempt.delivery.state = Delivery.State.PLANNED
    attempt.delivery.save(update_fields=["state"])
