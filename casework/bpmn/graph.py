"""Questions about the paths of a process model. Pure."""

from casework.bpmn.model import Flow, Model, Node

_BRANCHING = frozenset(("exclusiveGateway", "inclusiveGateway"))


def entry_processes(model: Model) -> list[str]:
    """The ids of the processes that could be run: the executable ones, else all that have content.

    Simple modelling tools mark no process executable; the only one in a file is meant all the same.
    """
    filled = [p for p in model.processes if any(model.in_scope(p.id))]
    executable = [p for p in filled if p.executable is not False and p.executable is not None]
    return [p.id for p in executable or filled]


def starts(model: Model, scope: str) -> list[Node]:
    """The start events of a process or subprocess, plain ones first, else in the file's order."""
    found = [node for node in model.in_scope(scope) if node.type == "startEvent"]
    return sorted(found, key=lambda node: bool(node.events))


def start_of(model: Model, scope: str, chosen: str | None = None) -> str:
    """The id of the start event to use. Raises LookupError if there is none, or not that one."""
    for node in starts(model, scope):
        if chosen in (None, node.id):
            return node.id
    raise LookupError(chosen or scope)


def link_target(model: Model, node: Node) -> str:
    """The id of the link event that a throwing link event jumps to; empty for other nodes."""
    if node.type != "intermediateThrowEvent":
        return ""
    names = {event.name for event in node.events if event.kind == "link"}
    for other in model.in_scope(node.scope):
        caught = {event.name for event in other.events if event.kind == "link"}
        if other.type == "intermediateCatchEvent" and names & caught:
            return other.id
    return ""


def successors(model: Model, node_id: str) -> list[str]:
    """The nodes that may come next: along flows, boundary events and links."""
    node = model.nodes[node_id]
    after = [flow.target for flow in model.outgoing.get(node_id, ())]
    after += [event.id for event in model.attached(node_id)]
    if link := link_target(model, node):
        after.append(link)
    return [found for found in after if found in model.nodes]


def reachable(model: Model, start: str) -> list[str]:
    """The ids of all nodes that can be reached from a node, itself first, inside its scope."""
    seen = {start: None}
    queue = [start]
    while queue:
        for found in successors(model, queue.pop()):
            if found not in seen:
                seen[found] = None
                queue.append(found)
    return list(seen)


def default_flow(node: Node, flows: tuple[Flow, ...]) -> Flow | None:
    """The way out of a gateway that is taken if no other is.

    Marked in the file; or else the only one without a condition, which is how many models mean it.
    """
    if node.default:
        return next((flow for flow in flows if flow.id == node.default), None)
    bare = [flow for flow in flows if flow.condition is None]
    return bare[0] if node.type in _BRANCHING and len(bare) == 1 else None


def choices(node: Node, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """The ways out of a gateway that only a person can choose: no condition, and not the default.

    Simple modelling tools have no place for conditions; the ways are only labelled.
    """
    default = default_flow(node, flows)
    bare = (flow for flow in flows if flow.condition is None and flow is not default)
    return tuple(bare) if node.type in _BRANCHING else ()
