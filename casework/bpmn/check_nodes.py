"""Checks single elements of a model: is each of them something the engine can run? Pure."""

from collections.abc import Iterator

from casework.bpmn.expressions import ExpressionError, check
from casework.bpmn.graph import link_target
from casework.bpmn.model import FLOW_NODES, TASKS, Event, Model, Node
from casework.bpmn.problems import Problem, problem
from casework.bpmn.timer import readable

_ACTIVITIES = frozenset(TASKS | {"subProcess", "callActivity"})
_REFUSED_TASKS = frozenset(("serviceTask", "businessRuleTask"))
_REFUSED_ELEMENTS = frozenset(("complexGateway", "transaction", "adHocSubProcess"))
CATCH = "intermediateCatchEvent"
_EVENTS = {
    "startEvent": frozenset(("message", "timer", "signal", "conditional", "error", "escalation")),
    "endEvent": frozenset(("message", "signal", "error", "escalation", "terminate")),
    CATCH: frozenset(("message", "timer", "signal", "link")),
    "intermediateThrowEvent": frozenset(("message", "signal", "escalation", "link")),
    "boundaryEvent": frozenset(("message", "timer", "signal", "error", "escalation")),
    "receiveTask": frozenset(("message",)),
    "sendTask": frozenset(("message",)),
}
_MUST_WAIT_FOR_SOMETHING = frozenset((CATCH, "boundaryEvent"))


def check_node(model: Model, node: Node) -> Iterator[Problem]:
    """The problems of one element, apart from its paths."""
    yield from _kind(node)
    yield from _events(model, node)
    yield from _connections(model, node)
    if node.type in TASKS and not node.name:
        yield problem("task_without_name", node.id)
    yield from _loop(node)


def _kind(node: Node) -> Iterator[Problem]:
    if node.type == "scriptTask":
        yield problem("script_task", node.id)
    elif node.type in _REFUSED_TASKS:
        yield problem("unsupported_task", node.id, node.type)
    elif node.type in _REFUSED_ELEMENTS or node.type not in FLOW_NODES:
        yield problem("unsupported_element", node.id, node.type)
    elif node.event_triggered:
        yield problem("unsupported_element", node.id, "event subprocess")
    elif node.compensation:
        yield problem("unsupported_element", node.id, "compensation")


def _loop(node: Node) -> Iterator[Problem]:
    loop = node.loop
    if loop is None:
        return
    if loop.kind == "standard" or loop.completion:
        yield problem("unsupported_loop", node.id, loop.completion or loop.kind)
        return
    over = loop.collection or loop.cardinality
    try:
        check(over)
    except ExpressionError as error:
        yield problem("unreadable_repetition", node.id, f"{over[:200]} ({error})")


def _events(model: Model, node: Node) -> Iterator[Problem]:
    allowed = _EVENTS.get(node.type, frozenset())
    for event in node.events:
        if event.kind not in allowed:
            yield problem("unsupported_event", node.id, event.kind)
        elif event.kind == "timer" and node.type != "startEvent":
            yield from _timer(node, event)
    if len(node.events) > 1 and node.type != "startEvent":
        yield problem("unsupported_event", node.id, "multiple")
    if not node.events and node.type in _MUST_WAIT_FOR_SOMETHING:
        yield problem("unsupported_event", node.id, "none")
    yield from _throwing(model, node)


def _timer(node: Node, event: Event) -> Iterator[Problem]:
    if event.timer == "cycle":
        yield problem("unsupported_event", node.id, "timer cycle")
    elif not readable(event):
        yield problem("unreadable_timer", node.id, event.expression)


def _throwing(model: Model, node: Node) -> Iterator[Problem]:
    sends = node.type in ("sendTask", "intermediateThrowEvent", "endEvent")
    for event in node.events:
        if sends and event.kind == "message":
            yield problem("nothing_is_sent", node.id, event.name)
        if event.kind == "link" and not (link_target(model, node) or node.type == CATCH):
            yield problem("link_without_target", node.id, event.name)


def _connections(model: Model, node: Node) -> Iterator[Problem]:
    if node.type == "boundaryEvent":
        activity = model.nodes.get(node.attached_to)
        if activity is None or activity.type not in _ACTIVITIES or activity.scope != node.scope:
            yield problem("attached_to_nothing", node.id, node.attached_to)
    if node.type == "subProcess" and not any(model.in_scope(node.id)):
        yield problem("empty_subprocess", node.id)
    if node.type == "callActivity":
        called = model.process(node.called)
        if called is None or not any(model.in_scope(called.id)):
            yield problem("call_not_in_file", node.id, node.called)
