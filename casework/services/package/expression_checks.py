"""What a model computes with, be it a condition, a timer or a repetition, must be known by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from casework.bpmn.expressions import ExpressionError, check, comparisons
from casework.bpmn.timer import is_computed
from casework.services.package.contents import Package
from casework.services.package.problems import Problem
from casework.services.package.process_model import ProcessModel
from casework.services.package.step_parts import Field, Option, Step


@dataclass(frozen=True)
class _Use:
    """An expression, and where: the element it is computed at or, for a flow, when leaving it."""

    id: str
    expression: str
    at: str
    scope: str
    leaving: bool = False


@dataclass(frozen=True)
class _Source:
    """A name of the process data: its field, and the tasks whose steps set it."""

    field: Field
    tasks: tuple[str, ...]


def expression_problems(package: Package, process: ProcessModel) -> list[Problem]:
    """Names no step asks for on every way there, and comparisons with values no option has."""
    sources = _sources(package)
    problem = partial(Problem, package.process.file, "")
    found: list[Problem] = []
    for use in _uses(process):
        for name in _names(use.expression):
            if name.split(".")[0] in process.repeated(use.scope):
                continue
            params = {"id": use.id, "name": name}
            if name not in sources:
                found.append(problem("unknown-variable", params))
                continue
            source = sources[name]
            params["task"] = ", ".join(source.tasks)
            if not _always_set(process, use, source):
                found.append(problem("variable-may-be-unset", params))
            if not source.field.required and source.field.type != "boolean":
                found.append(problem("variable-not-required", params))
            found.extend(problem("unknown-value", params | p) for p in _strangers(use, source))
    return found


def _sources(package: Package) -> dict[str, _Source]:
    found = {
        field.key: _Source(field, (step.task,)) for step in package.steps for field in step.fields
    }
    if deciding := [step for step in package.steps if step.kind == "decide"]:
        found["outcome"] = _Source(_outcome(deciding), tuple(step.task for step in deciding))
    return found


def _outcome(deciding: Sequence[Step]) -> Field:
    """What completing one of these decide steps adds to the process data by itself."""
    outcomes = dict.fromkeys(outcome for step in deciding for outcome in step.outcomes)
    options = tuple(Option(outcome, "") for outcome in outcomes)
    return Field("outcome", "", "choice", options, required=True, help="", law="", default=None)


def _uses(process: ProcessModel) -> Iterator[_Use]:
    for flow in process.flows:
        if flow.condition:
            yield _Use(flow.id, flow.condition, flow.source, flow.scope, leaving=True)
    for node in process.nodes:
        if node.loop is not None:
            over = node.loop.collection or node.loop.cardinality
            yield _Use(node.id, over, node.id, node.scope)
        for event in node.events:
            if event.kind == "timer" and is_computed(event.expression):
                yield _Use(node.id, event.expression, node.id, node.scope)


def _names(expression: str) -> list[str]:
    try:
        return check(expression)
    except ExpressionError:  # the engine has said so
        return []


def _always_set(process: ProcessModel, use: _Use, source: _Source) -> bool:
    reached = process.ways.left if use.leaving else process.ways.arrived
    return use.at not in reached(source.tasks)


def _strangers(use: _Use, source: _Source) -> Iterator[dict[str, str]]:
    """The values the expression compares the field with though no option of it has them."""
    allowed = source.field.values()
    for name, value in comparisons(use.expression):
        if allowed and name == source.field.key and value not in allowed:
            yield {"value": str(value), "allowed": ", ".join(allowed)}
