"""What a package must know of its BPMN model: tasks, flows, conditions and their variables.

The file itself stays as the modelling tool exported it; running it is another package's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from casework.services.package.problems import Problem

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TASKS = ("userTask", "manualTask")
GATEWAYS = ("exclusiveGateway", "parallelGateway")
NODES = (*TASKS, *GATEWAYS, "startEvent", "endEvent")
OTHER = (
    "association",
    "dataObject",
    "dataObjectReference",
    "documentation",
    "extensionElements",
    "group",
    "laneSet",
    "sequenceFlow",
    "textAnnotation",
)
WORDS = {"and", "or", "not", "true", "false", "null", "none", "in", "empty", "eq", "ne"}
COMPARISON = re.compile(r"([A-Za-z_]\w*)\s*(?:==|!=|=|eq|ne)\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True)
class Flow:
    """A sequence flow; ``condition`` is the expression without its vendor's wrapping."""

    id: str
    source: str
    target: str
    condition: str

    def variables(self) -> set[str]:
        """Names used in the condition."""
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", " ", self.condition)
        return set(re.findall(r"[A-Za-z_]\w*", bare)) - WORDS

    def compared_with(self, name: str) -> list[str]:
        """The texts the condition compares ``name`` with."""
        return [a or b for found, a, b in COMPARISON.findall(self.condition) if found == name]


@dataclass(frozen=True)
class Model:
    """One process: node id to tag, task id to name, the flows, and gateways' default flows."""

    nodes: dict[str, str]
    tasks: dict[str, str]
    flows: tuple[Flow, ...]
    defaults: dict[str, str]

    def before(self, node: str) -> set[str]:
        """Ids of all nodes from which ``node`` can be reached, itself included."""
        return _closure(node, [(flow.target, flow.source) for flow in self.flows])

    def always_before(self, task: str, node: str) -> bool:
        """Whether every case that arrives at ``node`` has passed ``task`` before.

        Asked the other way round: with ``task`` taken out, can ``node`` still be reached? A
        parallel gateway waits for all its branches, so it needs all of them.
        """
        reached = {key for key, tag in self.nodes.items() if tag == "startEvent"}
        size = 0
        while size != len(reached):
            size = len(reached)
            for key in set(self.nodes) - reached - {task}:
                arriving = [flow.source in reached for flow in self.flows if flow.target == key]
                needs = all if self.nodes[key] == "parallelGateway" else any
                if arriving and needs(arriving):
                    reached.add(key)
        return node not in reached

    def after(self, node: str) -> set[str]:
        """Ids of all nodes that can be reached from ``node``, itself included."""
        return _closure(node, [(flow.source, flow.target) for flow in self.flows])


def read_model(file: str, xml: bytes, process_id: str, problems: list[Problem]) -> Model | None:
    """The named process of a BPMN file; None, with a problem noted, if it cannot be read."""
    root = _parse(file, xml, problems)
    if root is None:
        return None
    if root.tag != f"{BPMN}definitions":
        problems.append(Problem(file, "", "not-bpmn"))
        return None
    processes = {p.get("id", ""): p for p in root.iter(f"{BPMN}process")}
    if process_id not in processes:
        params = {"value": process_id, "allowed": ", ".join(processes)}
        problems.append(Problem(file, "", "no-such-process", params))
        return None
    process = processes[process_id]
    problems.extend(_foreign_elements(file, process))
    return _model(process)


def model_problems(file: str, model: Model) -> list[Problem]:
    """Gaps in the model: loose ends, gateways without a default, flows without a condition."""
    return [*_loose_ends(file, model), *_gateway_problems(file, model)]


def _parse(file: str, xml: bytes, problems: list[Problem]) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        problems.append(Problem(file, "", "xml", {"reason": str(error)}))
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        problems.append(Problem(file, "", "doctype"))
        return None
    return root


def _model(process: etree._Element) -> Model:
    elements = {e.get("id", ""): e for e in process if _tag(e) in NODES}
    return Model(
        nodes={key: _tag(e) for key, e in elements.items()},
        tasks={key: e.get("name", key) for key, e in elements.items() if _tag(e) in TASKS},
        flows=tuple(_flow(e) for e in process.iter(f"{BPMN}sequenceFlow")),
        defaults={key: e.get("default", "") for key, e in elements.items() if e.get("default")},
    )


def _flow(element: etree._Element) -> Flow:
    condition = (element.findtext(f"{BPMN}conditionExpression") or "").strip()
    # Camunda 7 wraps in ${…}, FEEL starts with "="; what is inside is compared alike.
    condition = re.sub(r"\A\s*(?:[$#]\{(.*)\}|=(?!=)(.*))\s*\Z", r"\1\2", condition, flags=re.S)
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=condition.strip(),
    )


def _foreign_elements(file: str, process: etree._Element) -> Iterator[Problem]:
    for element in process:
        tag = _tag(element)
        has_definition = any(_tag(child).endswith("EventDefinition") for child in element)
        if tag and (tag not in NODES + OTHER or has_definition):
            yield Problem(file, "", "element", {"tag": tag, "id": element.get("id", "")})


def _loose_ends(file: str, model: Model) -> Iterator[Problem]:
    starts = [key for key, tag in model.nodes.items() if tag == "startEvent"]
    ends = [key for key, tag in model.nodes.items() if tag == "endEvent"]
    reachable = set().union(*(model.after(start) for start in starts))
    leading_on = set().union(*(model.before(end) for end in ends))
    for key in model.nodes:
        if key not in reachable or key not in leading_on:
            yield Problem(file, "", "dangling", {"id": key})


def _gateway_problems(file: str, model: Model) -> Iterator[Problem]:
    for key, tag in model.nodes.items():
        outgoing = [flow for flow in model.flows if flow.source == key]
        if tag != "exclusiveGateway" or len(outgoing) < 2:
            continue
        default = model.defaults.get(key)
        if default not in [flow.id for flow in outgoing]:
            yield Problem(file, "", "no-default-flow", {"id": key})
        for flow in outgoing:
            if not flow.condition and flow.id != default:
                yield Problem(file, "", "no-condition", {"id": flow.id})


def _tag(element: etree._Element) -> str:
    """The element's BPMN name, "" for comments and foreign namespaces."""
    tag = element.tag
    return tag.removeprefix(BPMN) if isinstance(tag, str) and tag.startswith(BPMN) else ""


def _closure(node: str, edges: list[tuple[str, str]]) -> set[str]:
    """Everything that can be reached from ``node`` over ``edges``, itself included."""
    found, todo = {node}, [node]
    while todo:
        here = todo.pop()
        for near, far in edges:
            if near == here and far not in found:
                found.add(far)
                todo.append(far)
    return found
