"""Reads BPMN 2.0 models as modelling tools export them, and says what keeps one from running. Pure.

model = read_model(xml)            # ModelUnreadable if the bytes are no BPMN
for problem in problems(model):    # level error: refused; level warning: worth knowing
"""

from collections.abc import Iterator

from casework.bpmn.check_nodes import check_node
from casework.bpmn.check_paths import check_flow, check_scope, check_ways_out, touches
from casework.bpmn.graph import entry_processes
from casework.bpmn.model import SUBPROCESSES, Event, Flow, Loop, Model, Node, Process
from casework.bpmn.problems import MESSAGES, Problem, problem
from casework.bpmn.questions import Question, questions
from casework.bpmn.reader import read_model
from casework.bpmn.xml import ModelUnreadable

__all__ = [
    "MESSAGES",
    "Event",
    "Flow",
    "Loop",
    "Model",
    "ModelUnreadable",
    "Node",
    "Problem",
    "Process",
    "Question",
    "problems",
    "questions",
    "read_model",
]

MAX_NODES = 500
"""Most elements that one file may hold; the largest reference model has 94."""


def problems(
    model: Model, process_id: str | None = None, start_event: str | None = None
) -> list[Problem]:
    """All problems of running one process of the model, errors first; without errors it runs.

    `process_id` may be None if there is only one to choose; `start_event` chooses among several.
    Elements of other processes in the file (pools of the other side) are not judged.
    """
    found = list(_of_the_file(model, process_id))
    if not any(p.level == "error" for p in found):
        found += _of_the_process(model, process_id or entry_processes(model)[0], start_event)
    return sorted(dict.fromkeys(found), key=lambda p: p.level != "error")


def _of_the_file(model: Model, process_id: str | None) -> Iterator[Problem]:
    candidates = entry_processes(model)
    if not candidates:
        yield problem("no_process")
    elif process_id is None and len(candidates) > 1:
        yield problem("several_processes", "", ", ".join(candidates))
    elif process_id is not None and not any(model.in_scope(process_id)):
        yield problem("unknown_process", "", process_id)
    if len(model.nodes) > MAX_NODES:
        yield problem("too_large", "", f"{len(model.nodes)} > {MAX_NODES}")
    for duplicate in model.duplicates:
        yield problem("duplicate_id" if duplicate else "missing_id", duplicate)
    if model.vendors:
        yield problem("vendor_extensions", "", ", ".join(model.vendors))


def _of_the_process(model: Model, process_id: str, start: str | None) -> Iterator[Problem]:
    process = model.process(process_id)
    if process is not None and process.executable is False:
        yield problem("not_executable", process_id)
    scopes = scopes_of(model, process_id)
    yield from _calls(model, process_id)
    for element, (scope, kind) in model.unknown.items():
        if scope in scopes:
            yield problem("unsupported_element", element, kind)
    for flow in model.flows.values():
        if touches(model, flow, scopes):
            yield from check_flow(model, flow)
    for scope in scopes:
        yield from check_scope(model, scope, start if scope == process_id else None)
        for node in model.in_scope(scope):
            yield from check_node(model, node)
            yield from check_ways_out(model, node)


def scopes_of(model: Model, process_id: str) -> list[str]:
    """The process, the subprocesses in it, and the processes of the same file that it calls."""
    found = [process_id]
    for scope in found:
        for node in model.in_scope(scope):
            inner = node.id if node.type in SUBPROCESSES else node.called
            known = node.type in SUBPROCESSES or model.process(inner) is not None
            if known and inner not in found:
                found.append(inner)
    return found


def _calls(model: Model, process_id: str) -> Iterator[Problem]:
    """Processes that, through others or not, call themselves."""
    for scope in scopes_of(model, process_id):
        for node in model.in_scope(scope):
            if model.process(node.called) and scope in scopes_of(model, node.called):
                yield problem("recursive_call", node.id, node.called)
