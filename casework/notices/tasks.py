"""What the worker does for letters: receipts go out by themselves."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from casework.notices.free_letters.receipts import acknowledge_new_cases


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="notices.acknowledge", pass_context=False)
def acknowledge_receipts(timestamp: int) -> int:
    """Every other minute: acknowledge receipt where the service says so; returns how many."""
    return acknowledge_new_cases(now=datetime.fromtimestamp(timestamp, UTC))
