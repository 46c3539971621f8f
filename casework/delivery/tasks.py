"""What the worker does for deliveries: plan, print, send, look again, let periods end."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from casework.delivery import passing, printing, sending
from casework.delivery.fitconnect.client import FitConnect
from casework.delivery.fitconnect.config import config
from casework.delivery.models import PostBatch
from casework.delivery.planning import plan_missing

GRACE = timedelta(minutes=5)  # another process may still be printing


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="delivery.plan", pass_context=False)
def plan_recent(timestamp: int) -> int:
    """Every five minutes: letters just issued get their delivery; returns how many."""
    return plan_missing(now=_at(timestamp), everything=False)


@app.periodic(cron="23 2 * * *")
@app.task(queueing_lock="delivery.plan_all", pass_context=False)
def plan_all(timestamp: int) -> int:
    """Every night: no letter is left without its delivery, however old; returns how many."""
    return plan_missing(now=_at(timestamp), everything=True)


@app.task(pass_context=False)
def print_batch(batch_id: int) -> None:
    """Make the PDF of a large print batch."""
    printing.print_batch(batch_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="delivery.print_left", pass_context=False)
def print_left_batches(timestamp: int) -> int:
    """Every five minutes: batches whose printing broke off are printed; returns how many."""
    left = PostBatch.objects.filter(
        state=PostBatch.State.MAKING, made_at__lt=_at(timestamp) - GRACE
    )
    pks = list(left.values_list("pk", flat=True))
    for pk in pks:
        printing.print_batch(pk)
    return len(pks)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="delivery.send", pass_context=False)
def send_through_portals(timestamp: int) -> int:
    """Every minute: send and look after letters that go through FIT-Connect; returns how many."""
    access = config()
    if access is None:
        return 0
    return sending.send_due(FitConnect(access), _at(timestamp))


@app.periodic(cron="11 0 * * *")
@app.task(queueing_lock="delivery.pass", pass_context=False)
def let_days_pass(timestamp: int) -> int:
    """Shortly after midnight: letters count as notified, periods end, portals close."""
    return passing.let_days_pass(_at(timestamp))


def _at(timestamp: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(timestamp, UTC))
