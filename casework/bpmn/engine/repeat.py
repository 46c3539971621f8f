"""Activities that are carried out several times: once for each member of a list, or a given number.

"Consult every authority in the list" is one task in the model and as many open tasks in the case.
The list is read when the activity starts; each instance sees its own member under the element's
name, everything else is common to all.
"""

import json
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.util.task import TaskState

from casework.bpmn.engine.conditions import Computed
from casework.bpmn.engine.errors import EngineError
from casework.bpmn.engine.names import CHILD
from casework.bpmn.engine.near import Near
from casework.bpmn.expressions import ExpressionError, evaluate
from casework.bpmn.model import Loop

MAX_INSTANCES = 100
"""Most instances of one activity."""


class _Repeated(Near):
    """Reads the list once, gives each instance its member and leaves no trace of it afterwards."""

    loop: Loop
    name: str

    def _update_hook(self, my_task: Any) -> Any:
        engine = my_task.workflow.script_engine
        members = _members(self.loop, {**engine.data, **my_task.data}, self.name)
        # as text: the serializer must not look for its own marks in the data of a case
        my_task.internal_data["members"] = json.dumps(members)
        my_task._set_state(TaskState.FUTURE)  # only what is certain may have instances
        return super()._update_hook(my_task)  # type: ignore[misc]

    def create_child(self, my_task: Any, item: int, key_or_index: int | None = None) -> None:
        member = json.loads(my_task.internal_data["members"])[item]
        my_task.data.pop(self.loop.element, None)
        super().create_child(my_task, member, item)  # type: ignore[misc]

    def _run_hook(self, my_task: Any) -> Any:
        my_task.data.pop(self.loop.element, None)
        return super()._run_hook(my_task)  # type: ignore[misc]


class Parallel(_Repeated, defaults.ParallelMultiInstanceTask):  # type: ignore[misc]
    """All instances at once."""


class Sequential(_Repeated, defaults.SequentialMultiInstanceTask):  # type: ignore[misc]
    """One instance after the other."""


def repeated(spec: Any, once: Any, loop: Loop) -> Any:
    """Puts the repetition in place of an activity that was built to be carried out once.

    The activity keeps being built under its name with a suffix; flows lead to the repetition.
    """
    name = once.name
    del spec.task_specs[name]
    once.name = name + CHILD
    spec.task_specs[once.name] = once
    build = Sequential if loop.kind == "sequential" else Parallel
    around = build(
        spec,
        name,
        task_spec=once.name,
        cardinality=Computed(_count),
        input_item=TaskDataReference(loop.element) if loop.element else None,
    )
    around.loop = loop
    once.inputs = [around]
    once.completed_event.connect(around.merge_child)
    return around


def _count(task: Any) -> int:
    return len(json.loads(task.internal_data["members"]))


def _members(loop: Loop, data: dict[str, object], name: str) -> list[object]:
    """The members of the list, or 0, 1, 2 ... up to the given number."""
    try:
        found = evaluate(loop.collection or loop.cardinality, data)
    except ExpressionError as error:
        raise EngineError("repetition_failed", f"{name}: {error}") from error
    if isinstance(found, int) and not isinstance(found, bool) and not loop.collection:
        found = range(min(max(found, 0), MAX_INSTANCES + 1))
    if not isinstance(found, list | range):
        raise EngineError("repetition_failed", f"{name}: {type(found).__name__}")
    if len(found) > MAX_INSTANCES:
        raise EngineError("too_many_instances", f"{name}: more than {MAX_INSTANCES}")
    return list(found)
