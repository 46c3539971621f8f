"""Reads BPMN 2.0 XML into a Model. The bytes come from outside and are never altered. Pure."""

import hashlib
from collections.abc import Iterator

from casework.bpmn.events import event_definitions
from casework.bpmn.loops import repetition
from casework.bpmn.model import FLOW_NODES, SUBPROCESSES, Flow, Model, Node, Process
from casework.bpmn.xml import (
    BPMN,
    Element,
    children,
    content,
    local_name,
    parse_xml,
    texts_by_id,
    vendor_namespaces,
)

_NOT_PART_OF_THE_FLOW = frozenset(
    ("documentation", "extensionElements", "laneSet", "incoming", "outgoing", "property", "text")
    + ("dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification", "auditing")
    + (
        "textAnnotation",
        "association",
        "group",
        "artifact",
        "monitoring",
        "correlationSubscription",
    )
    + ("supportedInterfaceRef", "resourceRole", "performer", "potentialOwner", "humanPerformer")
    + ("dataInputAssociation", "dataOutputAssociation", "ioBinding", "completionCondition")
    + ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "sequenceFlow")
)


def read_model(xml: bytes) -> Model:
    """The model in a BPMN file. Raises ModelUnreadable if the bytes are no usable BPMN XML.

    The bytes are never altered; `Model.sha256` names them.
    """
    root = parse_xml(xml)
    reader = _Reader(root)
    for process in root.iter(f"{BPMN}process"):
        reader.scope(process, process.get("id", ""))
    return Model(
        sha256=hashlib.sha256(xml).hexdigest(),
        processes=tuple(_process(process) for process in root.iter(f"{BPMN}process")),
        nodes=reader.nodes,
        flows=reader.flows,
        duplicates=tuple(dict.fromkeys(reader.duplicates)),
        unknown=reader.unknown,
        vendors=vendor_namespaces(root),
        exporter=f"{root.get('exporter', '')} {root.get('exporterVersion', '')}".strip(),
    )


def _process(element: Element) -> Process:
    stated = element.get("isExecutable")
    executable = None if stated is None else stated.strip() in ("true", "1")
    return Process(element.get("id", ""), _title(element), executable)


def _title(element: Element) -> str:
    """The element's name; modelling tools break names over several lines to fit a box."""
    return " ".join(element.get("name", "").split())


class _Reader:
    """Walks the processes and collects nodes and flows by id."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._lanes = _lanes(root)
        self._names = texts_by_id(root)
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.duplicates: list[str] = []
        self.unknown: dict[str, tuple[str, str]] = {}

    def scope(self, container: Element, scope: str, lane: str = "") -> None:
        """Reads what is directly inside a process or subprocess, then the subprocesses in it."""
        for element in children(container):
            kind = local_name(element)
            if kind == "sequenceFlow":
                self._keep_flow(_flow(element, scope))
            elif kind in FLOW_NODES:
                node = self._node(element, kind, scope, lane)
                if self._keep_node(node) and kind in SUBPROCESSES:
                    self.scope(element, node.id, node.lane)
            elif kind not in _NOT_PART_OF_THE_FLOW:
                self.unknown[element.get("id") or f"line {element.sourceline}"] = (scope, kind)

    def _keep_node(self, node: Node) -> bool:
        if not node.id or node.id in self.nodes or node.id in self.flows:
            self.duplicates.append(node.id)
            return False
        self.nodes[node.id] = node
        return True

    def _keep_flow(self, flow: Flow) -> None:
        if not flow.id or flow.id in self.nodes or flow.id in self.flows:
            self.duplicates.append(flow.id)
        else:
            self.flows[flow.id] = flow

    def _node(self, element: Element, kind: str, scope: str, lane: str) -> Node:
        return Node(
            id=element.get("id", ""),
            type=kind,
            name=_title(element),
            scope=scope,
            lane=self._lanes.get(element.get("id", ""), lane),
            default=element.get("default", ""),
            events=event_definitions(element, self._names),
            attached_to=element.get("attachedToRef", "") if kind == "boundaryEvent" else "",
            interrupting=element.get("cancelActivity", "true") not in ("false", "0"),
            called=_called(element) if kind == "callActivity" else "",
            loop=repetition(element),
            event_triggered=element.get("triggeredByEvent", "false") in ("true", "1"),
            compensation=element.get("isForCompensation", "false") in ("true", "1"),
        )


def _flow(element: Element, scope: str) -> Flow:
    condition = element.find(f"{BPMN}conditionExpression")
    return Flow(
        id=element.get("id", ""),
        name=_title(element),
        scope=scope,
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=None if condition is None else (content(condition) or None),
        language="" if condition is None else condition.get("language", ""),
    )


def _lanes(root: Element) -> dict[str, str]:
    """Node id -> name of its innermost lane; tools list a node in the outer lanes as well."""
    found: dict[str, str] = {}
    for lane in _outer_lanes_first(root):
        for reference in lane.findall(f"{BPMN}flowNodeRef"):
            found[content(reference)] = _title(lane) or lane.get("id", "")
    return found


def _outer_lanes_first(root: Element) -> Iterator[Element]:
    lanes = list(root.iter(f"{BPMN}lane"))
    return iter(sorted(lanes, key=lambda lane: sum(1 for _ in lane.iterancestors(f"{BPMN}lane"))))


def _called(element: Element) -> str:
    """What a call activity calls: BPMN's own attribute, or Camunda 8's extension element."""
    zeebe = element.find(
        f"{BPMN}extensionElements/{{http://camunda.org/schema/zeebe/1.0}}calledElement"
    )
    stated = element.get("calledElement", "")
    if zeebe is not None:
        stated = stated or zeebe.get("processId", "")
    return stated.rpartition(":")[2]
