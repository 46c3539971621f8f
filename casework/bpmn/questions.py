"""Which questions of the model a person answers where it has no conditions. Pure.

Such a model only labels its ways: "Complete?" - "yes" / "no". The answer is given when the step
before the gateway is completed: the variable named by the gateway's id holds the id or the label of
the way (a list of them for an inclusive gateway).
"""

from dataclasses import dataclass

from casework.bpmn.check_paths import waits
from casework.bpmn.graph import choices, successors
from casework.bpmn.model import Flow, Model


@dataclass(frozen=True, slots=True)
class Question:
    """`variable` is the gateway's id, `text` its label; `options`: id of the way and its label."""

    variable: str
    text: str
    options: tuple[tuple[str, str], ...]
    several: bool
    """Whether more than one way may be chosen (inclusive gateway)."""


def questions(model: Model, task_id: str) -> list[Question]:
    """The questions a person may have to answer when completing a task, the nearest first."""
    found: list[Question] = []
    seen = {task_id}
    queue = [flow.target for flow in model.outgoing.get(task_id, ())]
    while queue:
        node_id = queue.pop(0)
        if node_id in seen or node_id not in model.nodes:
            continue
        seen.add(node_id)
        node, flows = model.nodes[node_id], model.outgoing.get(node_id, ())
        if choices(node, flows):
            bare = (flow for flow in flows if flow.condition is None)
            options = tuple((flow.id, _label(model, flow)) for flow in bare)
            several = node.type == "inclusiveGateway"
            found.append(Question(node.id, node.name, options, several))
        if not waits(model, node):
            queue += successors(model, node_id)
    return found


def _label(model: Model, flow: Flow) -> str:
    """The way's own label, or else where it leads."""
    target = model.nodes.get(flow.target)
    return flow.name or (target.name if target else "") or flow.id
