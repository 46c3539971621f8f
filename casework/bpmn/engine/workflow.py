"""Holds SpiffWorkflow: compiled models, running a workflow on, and its saved form.

Everything untyped stays in this module and in `engine_spec`.
"""

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import TaskConverter
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casework.bpmn.engine.conditions import Conditions
from casework.bpmn.engine.errors import EngineError
from casework.bpmn.engine.history import forget
from casework.bpmn.engine.names import node_id
from casework.bpmn.engine.spec import SpecBuilder
from casework.bpmn.model import Model

MAX_STEPS = 500
"""Most automatic elements that run between two steps of a person."""


@dataclass(frozen=True)
class Compiled:
    """A model with the specifications SpiffWorkflow runs; shared by all cases, never changed."""

    model: Model
    process_id: str
    spec: Any
    subprocesses: dict[str, Any]


def build(model: Model, process_id: str, start_event: str | None) -> Compiled:
    """The specifications of a process and of every subprocess and called process in it."""
    main = SpecBuilder(model, process_id, start_event)
    specs: dict[str, Any] = {}
    waiting = list(main.scopes())
    while waiting:
        scope = waiting.pop()
        if scope not in specs:
            builder = SpecBuilder(model, scope)
            specs[scope] = builder.build()
            waiting += builder.scopes()
    return Compiled(model, process_id, main.build(), specs)


class _Tasks(TaskConverter):  # type: ignore[misc]
    """Tasks with their own data only, which is never searched for the serializer's own marks.

    The data of a case is kept once, beside the workflow; only repeated tasks have some themselves.
    """

    def to_dict(self, task: Any) -> dict[str, Any]:
        return {
            "id": str(task.id),
            "parent": str(task._parent) if task.parent is not None else None,
            "children": [str(child) for child in task._children],
            "last_state_change": task.last_state_change,
            "state": task.state,
            "task_spec": task.task_spec.name,
            "triggered": task.triggered,
            "internal_data": self.registry.convert(task.internal_data),
            "data": task.data,
        }

    def from_dict(self, dct: dict[str, Any], workflow: Any) -> Any:
        data = dct["data"]
        task = super().from_dict({**dct, "data": {}}, workflow)
        task.data = deepcopy(data)
        return task


@lru_cache(maxsize=1)
def _serializer() -> Any:
    kept = {cls: DEFAULT_CONFIG[cls] for cls in (BpmnWorkflow, BpmnSubWorkflow, BpmnEvent)}
    return BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure({**kept, Task: _Tasks}))


def save(workflow: Any) -> dict[str, Any]:
    """The JSON form of a workflow, without its specification."""
    workflow.get_events()
    forget(workflow)
    saved: dict[str, Any] = _serializer().to_dict(workflow)
    for part in ("spec", "subprocess_specs"):
        saved.pop(part)
    return saved


def restore(saved: dict[str, Any], compiled: Compiled, conditions: Conditions) -> Any:
    """The workflow behind a saved form. `saved` is not changed."""
    workflow = _serializer().from_dict(
        {
            **saved,
            "spec": compiled.spec,
            "subprocess_specs": compiled.subprocesses,
            # the serializer empties this one while it reads
            "subprocesses": dict(saved["subprocesses"]),
        }
    )
    workflow.script_engine = conditions
    return workflow


def begin(compiled: Compiled, conditions: Conditions) -> Any:
    """A new workflow, not yet run."""
    return BpmnWorkflow(compiled.spec, dict(compiled.subprocesses), script_engine=conditions)


def run(workflow: Any) -> list[str]:
    """Runs every automatic element that can run; the names of the elements it completed, in order.

    Raises EngineError when the process goes round in circles without waiting for anybody.
    """
    done: list[str] = []

    def count(task: Any) -> None:
        if len(done) >= MAX_STEPS:
            raise EngineError("endless_loop", task.task_spec.name)
        if task.workflow is workflow:
            done.append(task.task_spec.name)
        else:
            done.append("")

    workflow.do_engine_steps(will_complete_task=count)
    while any(not t.task_spec.manual for t in workflow.get_tasks(state=TaskState.READY)):
        workflow.do_engine_steps(will_complete_task=count)
    return done


def waiting(workflow: Any) -> list[str]:
    """The ids of the elements at which a workflow waits."""
    tasks = workflow.get_tasks(state=TaskState.WAITING)
    return sorted({found for task in tasks if (found := node_id(task.task_spec.name))})
