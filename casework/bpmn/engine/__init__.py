"""Runs the BPMN process of a case. Pure: bytes, data and the time go in, a new State comes out.

The file is the one the modelling tool exported; SpiffWorkflow moves the process on. A State never
changes: every call returns a new one or raises EngineError and leaves the old one as it was.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from SpiffWorkflow.exceptions import SpiffWorkflowException

from casework.bpmn import ModelUnreadable, problems, read_model
from casework.bpmn.engine import workflow as spiff
from casework.bpmn.engine.conditions import Conditions
from casework.bpmn.engine.errors import (
    Deadlock,
    EngineError,
    MessageNotExpected,
    ModelRefused,
    StateMismatch,
)
from casework.bpmn.engine.tasks import OpenTask, complete_task, find_open, send
from casework.bpmn.graph import entry_processes
from casework.bpmn.problems import problem

__all__ = [
    "EngineError",
    "ModelRefused",
    "OpenTask",
    "Outcome",
    "State",
    "complete",
    "is_finished",
    "last_outcome",
    "message",
    "open_tasks",
    "start",
    "tick",
]

FORMAT = 1
"""Version of the saved form of a State."""


@dataclass(frozen=True)
class Outcome:
    """The end event at which a process, or a branch of it, ended last."""

    bpmn_id: str
    name: str


@dataclass(frozen=True)
class State:
    """Where a process stands. `data` are its variables, JSON values, common to all branches."""

    xml: bytes
    process_id: str
    start_event: str | None
    data: dict[str, Any]
    workflow: dict[str, Any]
    outcome: Outcome | None = None

    def as_json(self) -> dict[str, Any]:
        """What to store with the case: everything but the model's bytes."""
        return {
            "format": FORMAT,
            "model": self.compiled.model.sha256,
            "process": self.process_id,
            "start": self.start_event,
            "data": self.data,
            "workflow": self.workflow,
            "outcome": [self.outcome.bpmn_id, self.outcome.name] if self.outcome else None,
        }

    @classmethod
    def from_json(cls, xml: bytes, saved: Mapping[str, Any]) -> "State":
        """The State that was stored. Raises StateMismatch if it belongs to another model."""
        if saved.get("format") != FORMAT:
            raise StateMismatch(f"format {saved.get('format')}")
        outcome = Outcome(*saved["outcome"]) if saved["outcome"] else None
        state = cls(
            xml, saved["process"], saved["start"], saved["data"], saved["workflow"], outcome
        )
        if state.compiled.model.sha256 != saved["model"]:
            raise StateMismatch(str(saved["model"]))
        return state

    @property
    def compiled(self) -> spiff.Compiled:
        return _compiled(self.xml, self.process_id, self.start_event)


@lru_cache(maxsize=64)
def _compiled(xml: bytes, process_id: str | None, start_event: str | None) -> spiff.Compiled:
    try:
        model = read_model(xml)
    except ModelUnreadable as error:
        raise ModelRefused([problem(error.code, "", error.detail)]) from error
    errors = [found for found in problems(model, process_id, start_event) if found.level == "error"]
    if errors:
        raise ModelRefused(errors)
    return spiff.build(model, process_id or entry_processes(model)[0], start_event)


def start(
    xml: bytes,
    process_id: str | None,
    data: Mapping[str, Any],
    *,
    now: datetime,
    start_event: str | None = None,
) -> State:
    """Starts a process and runs it up to its first open tasks.

    `process_id` may be None if the file has one executable process; `start_event` chooses among
    several. `now` (with a time zone) starts the timers. Raises ModelRefused if the model cannot be
    run, and EngineError if a condition fails on the way.
    """
    compiled = _compiled(xml, process_id, start_event)
    conditions = Conditions(dict(data), now)
    with _failing_plainly():
        workflow = spiff.begin(compiled, conditions)
    state = State(xml, compiled.process_id, start_event, dict(data), {})
    return _run_on(state, workflow, dict(data))


def open_tasks(state: State) -> list[OpenTask]:
    """The tasks somebody can complete and the messages and timers that are waited for."""
    return find_open(_load(state, state.data, None), state.compiled.model)


def complete(state: State, task_id: str, data: Mapping[str, Any], *, now: datetime) -> State:
    """Completes an open task of a person, or notes by hand that an awaited message has come.

    `data` is laid over the process's variables. Raises TaskNotOpen if the task is not open (any
    more), and EngineError if a condition fails on the way.
    """
    merged = {**state.data, **data}
    workflow = _load(state, merged, now)
    with _failing_plainly():
        complete_task(workflow, state.compiled.model, task_id)
    return _run_on(state, workflow, merged)


def message(state: State, name: str, data: Mapping[str, Any], *, now: datetime) -> State:
    """Delivers a message or signal by its name to everything that waits for it.

    Raises MessageNotExpected if nothing does.
    """
    merged = {**state.data, **data}
    workflow = _load(state, merged, now)
    with _failing_plainly():
        if not send(workflow, name):
            raise MessageNotExpected(name)
    return _run_on(state, workflow, merged)


def tick(state: State, *, now: datetime) -> State:
    """Fires the timers that are due by `now`."""
    return _run_on(state, _load(state, state.data, now), state.data)


def is_finished(state: State) -> bool:
    """Whether the process has ended: nothing is open any more."""
    return bool(state.workflow["completed"])


def last_outcome(state: State) -> Outcome | None:
    """The end event the process reached last; None before the first."""
    return state.outcome


@contextmanager
def _failing_plainly() -> Iterator[None]:
    """Whatever SpiffWorkflow raises becomes an EngineError; a process is never half moved on."""
    try:
        yield
    except SpiffWorkflowException as error:
        raise EngineError("engine_failed", str(error)) from error
    except RecursionError as error:
        raise EngineError("endless_loop") from error


def _load(state: State, data: dict[str, Any], now: datetime | None) -> Any:
    conditions = Conditions(data, now)
    return spiff.restore(state.workflow, state.compiled, conditions)


def _run_on(state: State, workflow: Any, data: dict[str, Any]) -> State:
    with _failing_plainly():
        done = spiff.run(workflow)
    if not workflow.is_completed() and not find_open(workflow, state.compiled.model):
        raise Deadlock(spiff.waiting(workflow))
    ends = [name for name in done if _is_end(state, name)]
    outcome = state.outcome
    if ends:
        node = state.compiled.model.nodes[ends[-1][1:]]
        outcome = Outcome(node.id, node.name)
    return State(
        state.xml, state.process_id, state.start_event, data, spiff.save(workflow), outcome
    )


def _is_end(state: State, name: str) -> bool:
    node = state.compiled.model.nodes.get(name[1:])
    return node is not None and node.type == "endEvent"
