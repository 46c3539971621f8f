"""Checks the paths of a model: flows, conditions, starts, and circles that never wait. Pure."""

from collections.abc import Collection, Iterator

from casework.bpmn.expressions import ExpressionError, check
from casework.bpmn.graph import choices, default_flow, reachable, starts, successors
from casework.bpmn.model import TASKS, Flow, Model, Node
from casework.bpmn.problems import Problem, problem

_KNOWN_LANGUAGES = ("", "feel", "juel", "xpath")

_NO_WAY_IN = frozenset(("startEvent", "boundaryEvent"))
_NO_WAY_OUT = frozenset(("endEvent",))


def touches(model: Model, flow: Flow, scopes: Collection[str]) -> bool:
    """Whether the flow lies in one of the scopes or reaches into one."""
    ends = (model.nodes.get(flow.source), model.nodes.get(flow.target))
    return flow.scope in scopes or any(node and node.scope in scopes for node in ends)


def check_flow(model: Model, flow: Flow) -> Iterator[Problem]:
    """The problems of one sequence flow and its condition."""
    for end in (flow.source, flow.target):
        node = model.nodes.get(end)
        if node is None or node.scope != flow.scope:
            yield problem("broken_flow", flow.id, end)
        elif node.type in (_NO_WAY_OUT if end == flow.source else _NO_WAY_IN):
            yield problem("impossible_flow", flow.id, end)
    if flow.condition is None:
        return
    if not _is_known(flow.language):
        yield problem("condition_language", flow.id, flow.language)
        return
    try:
        check(flow.condition)
    except ExpressionError as error:
        yield problem("unreadable_condition", flow.id, f"{flow.condition[:200]} ({error})")


def _is_known(language: str) -> bool:
    """Whether a condition's language is one we read: named shortly or by its address."""
    name = language.lower().rstrip("/").rpartition("/")[2]
    return name in _KNOWN_LANGUAGES


def check_ways_out(model: Model, node: Node) -> Iterator[Problem]:
    """The problems of the flows that leave an element, taken together."""
    flows = model.outgoing.get(node.id, ())
    if node.default and node.default not in {flow.id for flow in flows}:
        yield problem("unknown_default", node.id, node.default)
    if node.type == "eventBasedGateway":
        yield from _after_event_gateway(model, node, flows)
    if choices(node, flows):
        yield problem("choice_by_person", node.id)
    elif flows and default_flow(node, flows) is None and all(flow.condition for flow in flows):
        yield problem("no_default", node.id)


def _after_event_gateway(model: Model, node: Node, flows: tuple[Flow, ...]) -> Iterator[Problem]:
    awaited = [model.nodes[flow.target] for flow in flows if flow.target in model.nodes]
    if not awaited:
        yield problem("event_gateway", node.id, "-")
    for flow in flows:
        if flow.condition:  # what comes first decides, nothing else
            yield problem("event_gateway", node.id, flow.id)
    for target in awaited:
        shared = len(model.incoming.get(target.id, ())) > 1
        if target.type not in ("intermediateCatchEvent", "receiveTask") or shared:
            yield problem("event_gateway", node.id, target.id)


def check_scope(model: Model, scope: str, start: str | None) -> Iterator[Problem]:
    """The problems of a process or subprocess as a whole: its start, what it never reaches."""
    found = starts(model, scope)
    if not any(model.in_scope(scope)):
        return
    chosen = next((node for node in found if start in (None, node.id)), None)
    if chosen is None:
        yield problem("unknown_start" if start else "no_start", scope, start or "")
        return
    if len(found) > 1 and start is None:
        yield problem("several_starts", scope, chosen.id)
    reached = set(reachable(model, chosen.id))
    for node in model.in_scope(scope):
        if node.id not in reached and node not in found and not node.event_triggered:
            yield problem("unreachable", node.id)
    yield from _circles(model, reached)


def _circles(model: Model, reached: set[str]) -> Iterator[Problem]:
    """Elements on a circle in which nothing waits: it would turn for ever.

    Elements without an automatic predecessor are taken away until none is left; what remains lies
    on a circle or behind one, and the same from the other side leaves the circles.
    """
    automatic = {found for found in reached if not waits(model, model.nodes[found])}
    after = {found: set(successors(model, found)) & automatic for found in automatic}
    while ends := {found for found in automatic if not after[found] & automatic}:
        automatic -= ends
    before = {found: {b for b in automatic if found in after[b]} for found in automatic}
    while heads := {found for found in automatic if not before[found] & automatic}:
        automatic -= heads
    yield from (problem("endless_loop", found) for found in sorted(automatic))


def waits(model: Model, node: Node) -> bool:
    """Whether the element waits for a person, a message or a time before it lets a case pass."""
    if node.type in TASKS or node.type == "eventBasedGateway":
        return True
    if node.type in ("intermediateCatchEvent", "boundaryEvent"):
        return any(event.kind != "link" for event in node.events)
    inside = {"subProcess": node.id, "callActivity": node.called}.get(node.type)
    return inside is not None and any(n.type in TASKS for n in model.in_scope(inside))
