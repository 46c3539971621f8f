"""What the worker does for alerts: tell what happened, send e-mails, forget what is old."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from casework.notifying.mailing import send_due
from casework.notifying.settling import forget
from casework.notifying.telling import tell


@app.periodic(cron="* * * * * */15")
@app.task(queueing_lock="notifying.tell", pass_context=False)
def tell_people(timestamp: int) -> int:
    """Every 15 seconds: alerts of what happened; returns how many are new."""
    return tell(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notifying.mail", pass_context=False)
def send_mails(timestamp: int) -> int:
    """Every minute: send the e-mails that are due; returns how many went out."""
    return send_due(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="notifying.forget", pass_context=False)
def forget_old(timestamp: int) -> int:
    """Every night: forget alerts of more than three months ago; returns how many."""
    return forget(datetime.fromtimestamp(timestamp, UTC))
