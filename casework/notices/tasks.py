"""What the worker does for letters: receipts that go out by themselves, batches of notices."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from casework.notices.batches import running
from casework.notices.free_letters.receipts import acknowledge_new_cases


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="notices.acknowledge", pass_context=False)
def acknowledge_receipts(timestamp: int) -> int:
    """Every other minute: acknowledge receipt where the service says so; returns how many."""
    return acknowledge_new_cases(now=datetime.fromtimestamp(timestamp, UTC))


@app.task(pass_context=False)
def work_on_batch(batch_id: int) -> bool:
    """Check or issue a batch of notices, as far as it can go now."""
    return running.work_on(batch_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notices.batches", pass_context=False)
def go_on_with_batches(timestamp: int) -> int:
    """Every minute: batches that a crash left are gone on with; returns how many there are."""
    left = running.left_alone()
    for pk in left:
        running.work_on(pk)
    return len(left)
