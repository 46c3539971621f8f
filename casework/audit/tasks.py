"""What the worker does for the log: chain it within seconds, seal it every quarter of an hour."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from casework.audit.chain import extend
from casework.audit.sealing import seal_all


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="audit.chain", pass_context=False)
def chain(timestamp: int) -> int:
    """Every ten seconds: link what was written; returns how many entries."""
    return extend()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="audit.seal", pass_context=False)
def seal(timestamp: int) -> int:
    """Every quarter of an hour: seal every chain that grew; returns how many."""
    return len(seal_all(datetime.fromtimestamp(timestamp, UTC)))
