"""The engine's state of a case, between its saved form and the engine."""

from casework.cases.models import Case
from casework.process.bindings import package_for
from casework.process.engine import State
from casework.process.models import Process


def load(process: Process, case: Case) -> State:
    """The state to go on from. StateMismatch if it was saved for another model."""
    return State.from_json(package_for(case).process.xml, process.state)


def store(process: Process, state: State) -> None:
    """Put the state into the row; the caller saves it."""
    process.state = state.as_json()
