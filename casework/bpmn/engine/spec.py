"""Builds SpiffWorkflow's specification of a process from our Model of the file.

SpiffWorkflow has a parser of its own. It is not used because it takes conditions for Python, reads
vendors' data associations as commands, lets receive tasks without a message pass unseen, refuses
several ways out of a task, and recurses once per node. What `problems` checked is what runs.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs import event_definitions as definitions
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit

from casework.bpmn.engine import gateways as gateways
from casework.bpmn.engine.conditions import Path
from casework.bpmn.engine.names import FLOWS, JOIN, SPLIT, spec_name
from casework.bpmn.engine.near import near
from casework.bpmn.engine.repeat import repeated
from casework.bpmn.engine.timers import Timer
from casework.bpmn.graph import default_flow, link_target, reachable, start_of
from casework.bpmn.model import Event, Flow, Model, Node

_CLASSES: dict[str, type[Any]] = {
    "task": near(defaults.NoneTask),
    "userTask": near(defaults.UserTask),
    "manualTask": near(defaults.ManualTask),
    "sendTask": near(defaults.ManualTask),
    "exclusiveGateway": gateways.ExclusiveGateway,
    "inclusiveGateway": gateways.InclusiveGateway,
    "parallelGateway": gateways.ParallelGateway,
    "subProcess": near(defaults.SubWorkflowTask),
    "callActivity": near(defaults.CallActivity),
}
_EVENT_CLASSES: dict[str, type[Any]] = {
    "startEvent": near(defaults.StartEvent),
    "endEvent": near(defaults.EndEvent),
    "intermediateCatchEvent": near(defaults.IntermediateCatchEvent),
    "intermediateThrowEvent": near(defaults.IntermediateThrowEvent),
    "receiveTask": near(defaults.ReceiveTask),
}
_BoundaryEvent = near(defaults.BoundaryEvent)


class SpecBuilder:
    """Builds one process or subprocess; `scope` is its id."""

    def __init__(self, model: Model, scope: str, start_event: str | None = None) -> None:
        self._model = model
        self._start = start_of(model, scope, start_event)
        self._nodes = [model.nodes[found] for found in reachable(model, self._start)]
        self._spec = BpmnProcessSpec(name=scope)

    def build(self) -> Any:
        """The specification, with every node that can be reached from the start event."""
        for node in self._nodes:
            self._add(node)
        for node in self._nodes:
            if node.attached_to:
                continue
            self._attach(node)
        for node in self._nodes:
            self._connect(node)
        self._spec.start.connect(self._task(self._start))
        return self._spec

    def scopes(self) -> Iterator[str]:
        """The subprocesses and called processes that the process needs."""
        for node in self._nodes:
            if node.type == "callActivity":
                yield node.called
            elif node.type == "subProcess":
                yield node.id

    def _task(self, node: str) -> Any:
        return self._spec.task_specs[spec_name(node)]

    def _add(self, node: Node) -> None:
        name, spec = spec_name(node.id), self._spec
        if node.type == "eventBasedGateway":
            waited = definitions.MultipleEventDefinition([])
            gateways.EventBasedGateway(spec, name, event_definition=waited)
        elif node.type == "boundaryEvent":
            caught, stops = _definition(node), node.interrupting
            _BoundaryEvent(spec, name, event_definition=caught, cancel_activity=stops)
        elif node.type in _EVENT_CLASSES:
            _EVENT_CLASSES[node.type](spec, name, event_definition=_definition(node))
        elif node.type in ("subProcess", "callActivity"):
            _CLASSES[node.type](spec, name, subworkflow_spec=node.called or node.id)
        else:
            _CLASSES[node.type](spec, name)
        if node.loop is not None:
            repeated(spec, spec.task_specs[name], node.loop)

    def _attach(self, node: Node) -> None:
        """Puts the boundary events of an activity beside it, as SpiffWorkflow's parser does."""
        boundary = self._model.attached(node.id)
        if not boundary:
            return
        name = spec_name(node.id)
        split = BoundaryEventSplit(self._spec, name + SPLIT)
        join = BoundaryEventJoin(self._spec, name + JOIN, split_task=split.name, cancel=True)
        for activity in (node, *boundary):
            split.connect(self._task(activity.id))
            self._task(activity.id).connect(join)

    def _entry(self, node: str) -> Any:
        """Where a flow to the node has to lead: before its boundary events, if it has any."""
        return self._spec.task_specs.get(spec_name(node) + SPLIT) or self._task(node)

    def _connect(self, node: Node) -> None:
        task, flows = self._task(node.id), self._model.outgoing.get(node.id, ())
        if node.type in ("exclusiveGateway", "inclusiveGateway"):
            self._branch(task, node, flows, question=node.id)
        elif any(flow.condition is not None for flow in flows):
            split = gateways.InclusiveGateway(self._spec, spec_name(node.id) + FLOWS)
            task.connect(split)
            self._branch(split, node, flows, question="")
        else:
            for flow in flows:
                task.connect(self._entry(flow.target))
        if target := link_target(self._model, node):
            task.connect(self._entry(target))
        elif not flows and node.type != "eventBasedGateway":
            task.connect(self._spec.end)

    def _branch(self, task: Any, node: Node, flows: tuple[Flow, ...], question: str) -> None:
        default = default_flow(node, flows)
        for flow in flows:
            if flow is default:
                task.connect(self._entry(flow.target))
            else:
                task.connect_outgoing_if(Path(flow, question), self._entry(flow.target))


def _definition(node: Node) -> Any:
    """What an event waits for or throws. A start event has happened: the case is its proof."""
    event = node.events[0] if node.events else Event("none")
    if node.type == "startEvent":
        return definitions.NoneEventDefinition()
    match event.kind:
        case "message":
            return definitions.MessageEventDefinition(event.name)
        case "signal":
            return definitions.SignalEventDefinition(event.name)
        case "timer":
            return Timer(node.id, event)
        case "error":
            return definitions.ErrorEventDefinition(event.name, event.name or None)
        case "escalation":
            return definitions.EscalationEventDefinition(event.name, event.name or None)
        case "terminate":
            return definitions.TerminateEventDefinition()
    return definitions.NoneEventDefinition()
