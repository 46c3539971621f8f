"""What the calendar alone does: the fiction comes true, periods end, a portal closes."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.cases.models import Deadline
from casework.delivery.actions.changes import give_up
from casework.delivery.actions.common import lock_for_system, on_delivery
from casework.delivery.actions.ends import plan_again
from casework.delivery.channels.portal import MESSAGE_OPENS_RETRIEVAL
from casework.delivery.models import Delivery, Proof
from casework.process.dates import place_of
from legal.deadlines import provision_end

State, Kind = Delivery.State, Proof.Kind


def let_days_pass(now: datetime) -> int:
    """Bring every delivery up to the day; returns how many changed. Again, it changes nothing."""
    today = timezone.localdate(now)
    arrived = _under_way().filter(notified_on__lte=today)
    count = sum(_arrive(delivery, now) for delivery in list(arrived))
    count += sum(_withdraw(delivery, today, now) for delivery in list(_not_retrieved()))
    return count + _end_periods(today, now)


@transaction.atomic
def _arrive(delivery: Delivery, now: datetime) -> bool:
    delivery = lock_for_system(delivery)
    if delivery.state != State.UNDER_WAY or delivery.notified_on is None:
        return False
    with on_delivery(delivery, "delivery.notified", None):
        delivery.state = State.DELIVERED
        delivery.save()
    return True


@transaction.atomic
def _withdraw(delivery: Delivery, today: date, now: datetime) -> bool:
    """Ten days after the message without retrieval: nothing is notified; by post then.

    § 41 IIa 4 and 5 VwVfG.
    """
    sent = delivery.proofs.filter(kind=Kind.MESSAGE, corrected_by__isnull=True, void=False)
    message = sent.order_by("-happened_on").first()
    if message is None:
        return False
    end = provision_end(message.happened_on, place=place_of(delivery.case.authority))
    if end.due >= today:
        return False
    give_up(delivery=delivery, reason=" ".join(end.because), by=None, now=now)
    plan_again(delivery=delivery, channel=Delivery.Channel.POST, by=None, now=now)
    return True


def _end_periods(today: date, now: datetime) -> int:
    """Remedy periods that have run out are no longer shown as running."""
    over = Deadline.objects.filter(
        Q(delivery__final_on__lte=today), kind=Deadline.Kind.REMEDY, done_at__isnull=True
    )
    return over.update(done_at=now)


def _under_way() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.UNDER_WAY).select_related("case__authority")


def _not_retrieved() -> QuerySet[Delivery]:
    return _under_way().filter(
        channel=Delivery.Channel.PORTAL,
        portal_rule__in=MESSAGE_OPENS_RETRIEVAL,
        notified_on__isnull=True,
    )
