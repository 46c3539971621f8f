"""What the worker does for processes: timers of their models fire."""

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from casework.bpmn.engine.errors import EngineError
from casework.cases.models import Case
from casework.process.actions import fire_timers
from casework.process.models import Process

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="process.timers", pass_context=False)
def fire_due_timers(timestamp: int) -> int:
    """Every minute: fire the timers that are due; returns how many processes moved.

    A model that cannot go on is logged and does not hold up the others. A restricted case waits:
    its data are not processed (Art. 18 GDPR); what was due moves once the restriction is lifted.
    """
    now, moved = datetime.fromtimestamp(timestamp, UTC), 0
    due = Process.objects.filter(next_timer_at__lte=now).select_related("case")
    due = due.exclude(case__restriction=Case.Restriction.FULL)
    for process in due.order_by("next_timer_at")[:500]:
        try:
            fire_timers(process=process, now=now)
            moved += 1
        except EngineError:
            logger.exception("timers of process %s", process.pk)
    return moved
