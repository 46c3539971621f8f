"""Timers of a process: when they are due, reckoned from a given time, not the clock. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from casework.bpmn.engine.errors import EngineError
from casework.bpmn.expressions import ExpressionError, evaluate
from casework.bpmn.model import Event
from casework.bpmn.timer import after, is_computed


def due_at(timer: Event, data: Mapping[str, object], now: datetime) -> datetime:
    """When a date or duration timer that starts `now` (with a time zone) is due.

    The expression is an ISO 8601 date or duration, or a condition-language expression for one. A
    date without a zone is read in the zone of `now`. Raises EngineError if it is neither.
    """
    stated = timer.expression.strip()
    try:
        value = evaluate(stated, data) if is_computed(stated) else stated
        if not isinstance(value, str):
            raise EngineError("timer_failed", stated)
        return after(value, now) if timer.timer == "duration" else _date(value, now)
    except (ExpressionError, ValueError, OverflowError) as error:
        raise EngineError("timer_failed", stated) from error


def _date(value: str, now: datetime) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


class Timer(TimerEventDefinition):  # type: ignore[misc]
    """A timer for SpiffWorkflow that reads the time it is given. `name`: the id of its node."""

    def __init__(self, name: str, event: Event) -> None:
        super().__init__(name, event.expression)
        self.event = event

    def has_fired(self, my_task: Any) -> bool:
        engine = my_task.workflow.script_engine
        due = self.due(my_task)
        if due is None:
            due = due_at(self.event, {**engine.data, **my_task.data}, engine.now)
            my_task.internal_data[f"due {self.name}"] = due.isoformat()
        return bool(due <= engine.now)

    def due(self, my_task: Any) -> datetime | None:
        """When the timer of a waiting task is due; None before it started."""
        stated = my_task.internal_data.get(f"due {self.name}")
        return datetime.fromisoformat(stated) if stated else None
