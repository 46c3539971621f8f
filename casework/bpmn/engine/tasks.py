"""What is open in a running workflow, and how an open task is completed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import (
    MessageEventDefinition,
    MultipleEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.util.task import TaskState

from casework.bpmn.engine.errors import TaskNotOpen
from casework.bpmn.engine.names import CHILD, node_id
from casework.bpmn.engine.timers import Timer
from casework.bpmn.model import Model, Node

_KINDS = {
    "userTask": "user",
    "task": "user",
    "manualTask": "manual",
    "sendTask": "manual",
    "receiveTask": "receive",
}


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something the process waits for.

    `id` is unique and stays the same until it is done. `kind`: `user` and `manual` (a person
    works), `receive` and `message` (`message` names what is awaited; a person may note that it
    came), `timer` (`due` says when).
    """

    id: str
    bpmn_id: str
    name: str
    lane: str
    kind: str
    message: str = ""
    due: datetime | None = None
    item: object = None
    """For a task that is repeated over a list: its member of the list."""
    attached_to: str = ""
    """For an event on the edge of an activity: the id of the activity."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An open task with SpiffWorkflow's task and event definition behind it."""

    open: OpenTask
    task: Any
    definition: Any = None


def find_open(workflow: Any, model: Model) -> list[OpenTask]:
    """Everything that is open, in the order of the file."""
    order = {found: position for position, found in enumerate(model.nodes)}
    found = (waiting.open for waiting in _all(workflow, model))
    return sorted(found, key=lambda task: order[task.bpmn_id])


def complete_task(workflow: Any, model: Model, task_id: str) -> None:
    """Completes the open task; the caller runs the workflow on. Raises TaskNotOpen."""
    for waiting in _all(workflow, model):
        if waiting.open.id == task_id and waiting.open.kind != "timer":
            if waiting.definition is None:
                waiting.task.run()
            else:
                _catch(waiting.task, waiting.definition)
            return
    raise TaskNotOpen(task_id)


def send(workflow: Any, name: str) -> int:
    """Delivers a message or signal; how many tasks took it."""
    events = (MessageEventDefinition(name), SignalEventDefinition(name))
    manager = workflow.event_manager
    return sum(manager.catch(BpmnEvent(event, payload={}), internal=False) for event in events)


def _catch(task: Any, definition: Any) -> None:
    task.task_spec.catch(task, BpmnEvent(definition, payload={}))
    task.task_spec._update(task)


def _all(workflow: Any, model: Model) -> Iterator[_Waiting]:
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        node = model.nodes[node_id(task.task_spec.name, CHILD)]
        yield _Waiting(_open(str(task.id), node, task), task)
    for task in workflow.event_manager.tasks.values():
        if task.state == TaskState.WAITING:
            yield from _events(task, model)


def _events(task: Any, model: Model) -> Iterator[_Waiting]:
    """The event a task waits for, or each of the events an event-based gateway waits for."""
    definition = task.task_spec.event_definition
    if not isinstance(definition, MultipleEventDefinition):
        node = model.nodes[node_id(task.task_spec.name, CHILD)]
        yield _Waiting(_open(str(task.id), node, task, definition), task, definition)
        return
    for child, one in zip(task.task_spec.outputs, definition.event_definitions, strict=True):
        node = model.nodes[node_id(child.name)]
        own_id = str(uuid5(UUID(str(task.id)), node.id))
        yield _Waiting(_open(own_id, node, task, one), task, one)


def _open(task_id: str, node: Node, task: Any, definition: Any = None) -> OpenTask:
    timer = isinstance(definition, Timer)
    return OpenTask(
        id=task_id,
        bpmn_id=node.id,
        name=node.name,
        lane=node.lane,
        kind="timer" if timer else _KINDS.get(node.type, "message"),
        message="" if timer or definition is None else definition.name,
        due=definition.due(task) if timer else None,
        item=task.data.get(node.loop.element) if node.loop else None,
        attached_to=node.attached_to,
    )
