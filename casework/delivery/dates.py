"""Writes down what was reckoned: the dates of a delivery, its state, the remedy period."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from casework.cases.errors import InvalidData
from casework.cases.models import Deadline
from casework.delivery.actions.common import deliveries, on_delivery
from casework.delivery.models import Delivery
from casework.delivery.reckoning import Reckoned, reckon
from legal.deadlines import DeadlineError

State = Delivery.State
NOT_NOTIFIED = "Die Frist ist entfallen: Es fehlt eine Bekanntgabe, die sie in Lauf setzt."
ENDED = (State.FAILED, State.RETURNED, State.CANCELLED)


def refresh(delivery: Delivery, now: datetime) -> None:
    """Bring a locked delivery and its remedy period in line with its proofs.

    Called within the act that changed them. InvalidData where the days contradict each other.
    """
    try:
        found = reckon(delivery)
    except DeadlineError as error:
        raise InvalidData({"happened_on": str(error)}) from error
    today = timezone.localdate(now)
    delivery.sent_on = found.sent_on
    delivery.because = list(found.because)
    notified = found.notification
    delivery.notified_on = notified.on if notified else None
    delivery.disputed_on = notified.disputed if notified else None
    delivery.state = _state(delivery, today)
    _write_period(delivery, found, now)
    delivery.save()


def withdraw_period(delivery: Delivery, why: str, now: datetime) -> None:
    """End the remedy period of a delivery that notified nobody; the caller saves the delivery."""
    if deadline := delivery.deadline:
        deadline.done_at = deadline.done_at or now
        deadline.because = [*deadline.because, why]
        deadline.save(update_fields=["done_at", "because"])
    delivery.deadline = None
    delivery.final_on = None


@transaction.atomic
def follow_period(deadline: Deadline, now: datetime) -> None:
    """Bring the day of finality in line after somebody set another end of a remedy period, or
    went back to the computed one; nothing happens for other deadlines."""
    found = deliveries().select_for_update(of=("self",)).filter(deadline=deadline).first()
    if found is not None and found.state not in ENDED:
        with on_delivery(found, "delivery.final", None):
            refresh(found, now)


def _state(delivery: Delivery, today: date) -> str:
    if delivery.notified_on is None:
        return State.PLANNED if delivery.state == State.PLANNED else State.UNDER_WAY
    return State.DELIVERED if delivery.notified_on <= today else State.UNDER_WAY


def _write_period(delivery: Delivery, found: Reckoned, now: datetime) -> None:
    if found.period is None or found.remedy is None:
        withdraw_period(delivery, NOT_NOTIFIED, now)
        return
    row = delivery.deadline or Deadline(case=delivery.case, kind=Deadline.Kind.REMEDY)
    row.label = f"{found.remedy.name} ({delivery.notice.number})"[:200]
    row.because = list(found.period.because)
    if row.overridden_at:  # somebody set another day; what was computed stays beside it
        row.computed_on = found.period.due
    else:
        row.due_on = found.period.due
        disputed = found.period.disputed
        row.disputed_on = disputed if disputed != found.period.due else None
    delivery.final_on = _final(row, found)
    # A remedy that was lodged ends the period as well: it was used.
    over = delivery.final_on is None or delivery.final_on <= timezone.localdate(now)
    row.done_at = (row.done_at or now) if over else None
    row.save()
    delivery.deadline = row


def _final(row: Deadline, found: Reckoned) -> date | None:
    """The computed day, or the day after the period somebody set."""
    if found.final_on is None or not row.overridden_at:
        return found.final_on
    return row.due_on + timedelta(days=1)
