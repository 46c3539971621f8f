"""What the worker does for the intake: nothing that arrived stays lying."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from casework.intake.actions import pick_up

GRACE = timedelta(minutes=2)  # a web process may still be at it


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="intake.pick_up", pass_context=False)
def pick_up_left_submissions(timestamp: int) -> int:
    """Every five minutes: settle submissions that a crash left stored; returns how many."""
    return pick_up(older_than=datetime.fromtimestamp(timestamp, UTC) - GRACE)
