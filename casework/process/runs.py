"""The engine's state of a case: saved, restored, moved on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.bpmn import engine
from casework.bpmn.engine import State
from casework.bpmn.engine.errors import EngineError, TaskNotOpen
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case
from casework.process.bindings import package_for
from casework.process.models import Process


def complete(
    process: Process, case: Case, task_id: str, values: Mapping[str, Any], now: datetime
) -> State:
    """Complete an engine task and put the new state into the row; the caller saves it.

    Raises Conflict when the task is no longer open, NotAllowed when the model cannot go on: a fault
    of the model that its administrator must mend. The row is then as it was.
    """
    try:
        state = engine.complete(load(process, case), task_id, values, now=now)
    except TaskNotOpen as error:
        raise Conflict(_("This step is no longer open in the process.")) from error
    except EngineError as error:
        raise NotAllowed(
            _("The process model cannot go on from here (%(why)s). Please tell the administrator.")
            % {"why": error}
        ) from error
    store(process, state)
    return state


def load(process: Process, case: Case) -> State:
    """The state to go on from. StateMismatch if it was saved for another model."""
    return State.from_json(package_for(case).process.xml, process.state)


def store(process: Process, state: State) -> None:
    """Put the state into the row, with the moment of its next timer; the caller saves it."""
    process.state = state.as_json()
    due = [task.due for task in engine.open_tasks(state) if task.due]
    process.next_timer_at = min(due, default=None)
