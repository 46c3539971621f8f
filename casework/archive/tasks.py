"""What the worker does for the archive: dates of retention every night, deletion runs."""

from datetime import UTC, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from casework.archive import running
from casework.archive.discarded import forget_discarded
from casework.archive.retaining import compute_missing
from casework.cases import drafts


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="archive.retention", pass_context=False)
def compute_retention(timestamp: int) -> int:
    """Every night: compute until when closed cases are kept; returns for how many."""
    now, computed = datetime.fromtimestamp(timestamp, UTC), 0
    while found := compute_missing(now):
        computed += found
    return computed


@app.periodic(cron="53 2 * * *")
@app.task(queueing_lock="archive.discarded", pass_context=False)
def empty_discarded(timestamp: int) -> int:
    """Every night: empty submissions that were discarded long enough ago; returns how many."""
    return forget_discarded(datetime.fromtimestamp(timestamp, UTC), days=settings.DISCARDED_DAYS)


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="archive.drafts", pass_context=False)
def forget_drafts(timestamp: int) -> int:
    """Every night: delete what lay unsent in forms for long; returns how many."""
    return drafts.forget_old(datetime.fromtimestamp(timestamp, UTC))


@app.task(pass_context=False)
def work_on_run(run_id: int) -> bool:
    """Look through or delete the cases of a run, as far as it can go now."""
    return running.work_on(run_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="archive.runs", pass_context=False)
def go_on_with_runs(timestamp: int) -> int:
    """Every minute: runs that a crash left are gone on with; returns how many there are."""
    left = running.left_alone()
    for pk in left:
        running.work_on(pk)
    return len(left)
