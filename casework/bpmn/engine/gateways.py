"""Gateways that count tokens as BPMN says.

SpiffWorkflow's joins recognise an arrival by what stands in the tree of past tasks. In a loop they
take arrivals of an earlier round for new ones and open too soon (seen with a parallel part inside
"request documents, then back"). These joins mark each arrival as used when they open.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from casework.bpmn.engine.errors import NoPath
from casework.bpmn.engine.names import FLOWS, node_id
from casework.bpmn.engine.near import Near
from casework.bpmn.engine.timers import Timer

_AT_WORK = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class _Join(Near):
    """What both joins share: each arrival waits until the join opens and uses it up."""

    name: str

    def _update_hook(self, my_task: Any) -> bool:
        arrivals = [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self and (task is my_task or task.state == TaskState.WAITING)
        ]
        used = self._used(my_task, arrivals)
        if used is None:
            my_task._set_state(TaskState.WAITING)
            return False
        for task in used:
            if task is not my_task:
                task.cancel()
        return True

    def _used(self, my_task: Any, arrivals: list[Any]) -> list[Any] | None:
        """The arrivals with which the join opens, `my_task` among them; None if it stays shut."""
        raise NotImplementedError


class ParallelGateway(_Join, defaults.ParallelGateway):  # type: ignore[misc]
    """Opens when a token has come on every incoming flow, and uses one of each."""

    def _used(self, my_task: Any, arrivals: list[Any]) -> list[Any] | None:
        wanted: Counter[str] = Counter(self._inputs)
        used = []
        for task in [my_task, *(other for other in arrivals if other is not my_task)]:
            source = task.parent.task_spec.name
            if wanted[source] > 0:
                wanted[source] -= 1
                used.append(task)
        return None if wanted.total() else used

    def _run_hook(self, my_task: Any) -> bool:
        return True


class InclusiveGateway(_Join, defaults.InclusiveGateway):  # type: ignore[misc]
    """Opens when no token that is still on its way can come to a flow that has none.

    BPMN 2.0.2, table 13.3: a token further back that could also come on a flow that already has one
    does not keep the gateway shut.
    """

    def _used(self, my_task: Any, arrivals: list[Any]) -> list[Any] | None:
        come = {task.parent.task_spec.name for task in arrivals}
        missing = set(self._inputs) - come
        if missing:
            late, early = self._leading_to(missing), self._leading_to(come)
            for task in my_task.workflow.tasks.values():
                if task.task_spec is not self and _is_token(task):
                    place = task.task_spec.name
                    if place in late and place not in early:
                        return None
        return arrivals

    def _leading_to(self, places: Iterable[str]) -> set[str]:
        """Everything from which a path leads to one of the places without coming through here."""
        found = set(places)
        queue = list(found)
        while queue:
            for before in self._wf_spec.task_specs[queue.pop()]._inputs:
                if before != self.name and before not in found:
                    found.add(before)
                    queue.append(before)
        return found

    def _run_hook(self, my_task: Any) -> bool:
        matches, default = self._get_matching_outputs(my_task)
        if not matches and not default:
            raise NoPath(node_id(self.name, FLOWS))
        my_task._sync_children(matches or default, TaskState.FUTURE)
        for child in my_task.children:
            mask = TaskState.FUTURE | TaskState.PREDICTED_MASK
            child.task_spec._predict(child, mask=mask)
        return True


class ExclusiveGateway(defaults.ExclusiveGateway):  # type: ignore[misc]
    """Says which gateway it is when no way out is open."""

    def _run_hook(self, my_task: Any) -> bool:
        try:
            return bool(super()._run_hook(my_task))
        except WorkflowException as error:
            raise NoPath(node_id(self.name, FLOWS)) from error


class EventBasedGateway(defaults.EventBasedGateway):  # type: ignore[misc]
    """Goes on with one event only: what has come, or else the timer that was due first."""

    def _run_hook(self, my_task: Any) -> bool:
        now = my_task.workflow.script_engine.now
        awaited = self.event_definition.event_definitions
        seen = my_task.internal_data.get("seen_events", [])
        come = [event for event in seen if not isinstance(event.event_definition, Timer)]
        due = [timer for timer in awaited if isinstance(timer, Timer) and timer.has_fired(my_task)]
        first = (
            come[0] if come else BpmnEvent(min(due, key=lambda timer: timer.due(my_task) or now))
        )
        my_task.internal_data["seen_events"] = [first]
        result = super()._run_hook(my_task)
        my_task.internal_data.clear()
        return bool(result)


def _is_token(task: Any) -> bool:
    """Whether the task stands for a token: at work, or about to be because its parent is done."""
    if task.has_state(_AT_WORK):
        return True
    open_still = task.has_state(TaskState.NOT_FINISHED_MASK) and task.parent is not None
    return open_still and bool(task.parent.has_state(TaskState.COMPLETED))
