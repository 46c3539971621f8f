"""The process of a package, as the engine's own reader reads and judges it.

The file itself stays as the modelling tool exported it. What the engine refuses is a problem of the
package; what it only warns of is told at the installation. Stricter here: every element must lie
between start and end, and no choice may leave a case without a way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from casework import bpmn
from casework.bpmn.model import NAMED_EVENTS, Flow, Node
from casework.bpmn.ways import Ways
from casework.services.package.contents import Package
from casework.services.package.model_messages import code_of
from casework.services.package.problems import Problem

WORKED_ON = ("task", "userTask", "manualTask", "sendTask")
BRANCHING = ("exclusiveGateway", "inclusiveGateway")
NO_MODEL = ("no_process", "unknown_process", "too_large")
"""Problems with which there is nothing further to look at."""


@dataclass(frozen=True)
class ProcessModel:
    """One process of a file with its subprocesses and the processes of the file it calls."""

    model: bpmn.Model
    process_id: str

    @cached_property
    def ways(self) -> Ways:
        return Ways(self.model, self.process_id)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every element that belongs to the process, in the order of the file."""
        scopes = bpmn.scopes_of(self.model, self.process_id)
        return tuple(node for node in self.model.nodes.values() if node.scope in scopes)

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        return tuple(flow for node in self.nodes for flow in self.model.outgoing.get(node.id, ()))

    @cached_property
    def tasks(self) -> dict[str, str]:
        """Id and name of all that needs a step: a person works on it, or notes that it came."""
        return {
            node.id: node.name or node.id
            for node in self.nodes
            if node.type in WORKED_ON or (is_awaited(node) and not node.attached_to)
        }

    @cached_property
    def awaited(self) -> dict[str, str]:
        """Id and name of the messages a person can note as arrived, also on the edge of a task."""
        return {node.id: node.name or node.id for node in self.nodes if is_awaited(node)}

    def repeated(self, scope: str) -> set[str]:
        """The names under which repetitions around a scope give each instance its member."""
        found: set[str] = set()
        seen: set[str] = set()
        queue = [scope]
        while queue:
            for container in self.ways.around(queue.pop()):
                if container not in seen:
                    seen.add(container)
                    node = self.model.nodes[container]
                    found |= {node.loop.element} if node.loop else set()
                    queue.append(node.scope)
        return found


def is_awaited(node: Node) -> bool:
    """Whether the element waits for a message or signal, which a person may note by hand."""
    waits = node.type in ("receiveTask", "intermediateCatchEvent", "boundaryEvent")
    return waits and any(event.kind in NAMED_EVENTS for event in node.events)


def read_process(
    file: str, xml: bytes, process_id: str, problems: list[Problem]
) -> ProcessModel | None:
    """The named process of a BPMN file; None, with a problem noted, if it cannot be read."""
    try:
        model = bpmn.read_model(xml)
    except bpmn.ModelUnreadable as error:
        problems.append(Problem(file, "", code_of(error.code), {"detail": error.detail}))
        return None
    errors = [found for found in bpmn.problems(model, process_id) if found.level == "error"]
    problems.extend(_problem(file, found) for found in errors)
    if any(found.code in NO_MODEL for found in errors):
        return None
    process = ProcessModel(model, process_id)
    problems.extend(_loose_ends(file, process))
    problems.extend(_ways_out(file, process))
    return process


def model_warnings(package: Package) -> list[Problem]:
    """What the engine finds worth knowing of a valid package's model; it runs all the same."""
    model = bpmn.read_model(package.process.xml)
    found = bpmn.problems(model, package.process.process_id)
    return [_problem(package.process.file, problem) for problem in found]


def _problem(file: str, found: bpmn.Problem) -> Problem:
    return Problem(file, found.element, code_of(found.code), {"detail": found.detail})


def _loose_ends(file: str, process: ProcessModel) -> Iterator[Problem]:
    """Elements no case arrives at, or from which it finds to no end.

    Further start events may be there: a case always begins at the first.
    """
    arrived, ending = process.ways.arrived(), process.ways.next_to_an_end()
    for node in process.nodes:
        if (node.id not in arrived and node.type != "startEvent") or node.id not in ending:
            yield Problem(file, "", "dangling", {"id": node.id})


def _ways_out(file: str, process: ProcessModel) -> Iterator[Problem]:
    for node in process.nodes:
        flows = process.model.outgoing.get(node.id, ())
        splits = node.type in BRANCHING and len(flows) > 1
        only_conditions = bool(flows) and all(flow.condition for flow in flows)
        if (splits or only_conditions) and node.default not in [flow.id for flow in flows]:
            yield Problem(file, "", "no-default-flow", {"id": node.id})
        for flow in flows:
            if splits and not flow.condition and flow.id != node.default:
                yield Problem(file, "", "no-condition", {"id": flow.id})
