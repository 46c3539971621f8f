"""A BPMN 2.0 process model as plain objects: what the file says, without its drawing. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

TASKS = frozenset(
    ("task", "userTask", "manualTask", "receiveTask", "sendTask")
    + ("serviceTask", "scriptTask", "businessRuleTask")
)
GATEWAYS = frozenset(
    ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway")
    + ("complexGateway",)
)
SUBPROCESSES = frozenset(("subProcess", "transaction", "adHocSubProcess"))
EVENTS = frozenset(
    ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent")
    + ("boundaryEvent",)
)
FLOW_NODES = TASKS | GATEWAYS | SUBPROCESSES | EVENTS | {"callActivity"}


@dataclass(frozen=True, slots=True)
class Event:
    """One event definition of an event, or the message of a receive or send task.

    `kind`: message, timer, signal, error, escalation, terminate, link, conditional, compensate or
    cancel. `name`: of the message, signal or link, or the error's code. `timer`: date, duration or
    cycle, with its `expression` as written in the file.
    """

    kind: str
    name: str = ""
    timer: str = ""
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """Repetition of an activity: `standard`, `parallel` or `sequential`.

    For the latter two: how often (`cardinality`), or once for each member of `collection`, known in
    the instance as `element`; `completion` ends it early.
    """

    kind: str
    cardinality: str = ""
    collection: str = ""
    element: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A task, gateway, event, subprocess or call activity. `scope` is the process or subprocess."""

    id: str
    type: str
    name: str
    scope: str
    lane: str = ""
    default: str = ""
    events: tuple[Event, ...] = ()
    attached_to: str = ""
    interrupting: bool = True
    called: str = ""
    loop: Loop | None = None
    event_triggered: bool = False
    compensation: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `condition` is the text as in the file, None if there is no condition."""

    id: str
    name: str
    scope: str
    source: str
    target: str
    condition: str | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    id: str
    name: str
    executable: bool | None
    """As the file says; None where it says nothing."""


@dataclass(frozen=True)
class Model:
    """Everything one BPMN file says that matters for running it."""

    sha256: str
    processes: tuple[Process, ...]
    nodes: dict[str, Node]
    flows: dict[str, Flow]
    duplicates: tuple[str, ...] = ()
    unknown: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Elements inside a process that we do not know: id (or line) -> (scope, element name)."""
    vendors: tuple[str, ...] = ()
    exporter: str = ""

    @cached_property
    def outgoing(self) -> dict[str, tuple[Flow, ...]]:
        return self._by("source")

    @cached_property
    def incoming(self) -> dict[str, tuple[Flow, ...]]:
        return self._by("target")

    def _by(self, end: str) -> dict[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {}
        for flow in self.flows.values():
            if self.is_whole(flow):
                found.setdefault(getattr(flow, end), []).append(flow)
        return {node: tuple(flows) for node, flows in found.items()}

    def is_whole(self, flow: Flow) -> bool:
        """Whether the flow connects two elements of its own process or subprocess."""
        ends = (self.nodes.get(flow.source), self.nodes.get(flow.target))
        return all(node is not None and node.scope == flow.scope for node in ends)

    def in_scope(self, scope: str) -> Iterator[Node]:
        """The nodes directly inside a process or subprocess, in the order of the file."""
        return (node for node in self.nodes.values() if node.scope == scope)

    def attached(self, node_id: str) -> tuple[Node, ...]:
        """The boundary events of an activity."""
        return self._boundary.get(node_id, ())

    @cached_property
    def _boundary(self) -> dict[str, tuple[Node, ...]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            activity = self.nodes.get(node.attached_to)
            if activity is not None and activity.scope == node.scope:
                found.setdefault(node.attached_to, []).append(node)
        return {activity: tuple(nodes) for activity, nodes in found.items()}

    def process(self, process_id: str) -> Process | None:
        return next((p for p in self.processes if p.id == process_id), None)

    @property
    def tasks(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if node.type in TASKS)

    @property
    def gateways(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if node.type in GATEWAYS)

    @property
    def messages(self) -> tuple[str, ...]:
        """The names of all messages and signals that are waited for or sent."""
        names = (e.name for n in self.nodes.values() for e in n.events if e.kind in NAMED_EVENTS)
        return tuple(dict.fromkeys(names))


NAMED_EVENTS = frozenset(("message", "signal"))
