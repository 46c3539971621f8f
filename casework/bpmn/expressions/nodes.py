"""The syntax tree of a condition. Pure."""

from dataclasses import dataclass

from casework.bpmn.expressions.tokens import ExpressionError

MAX_DEPTH = 60
"""Deepest nesting that is read; keeps reading and evaluating far from Python's recursion limit."""


@dataclass(frozen=True, slots=True)
class Literal:
    value: object
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    path: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or a function with its operands.

    `name` is the operator's one canonical name, or the function's with `()` behind it.
    """

    name: str
    operands: tuple["Node", ...]
    at: int
    depth: int


Node = Literal | Name | Operation


def operation(name: str, operands: tuple[Node, ...], at: int) -> Operation:
    """An operation, refused when it makes the tree so deep that evaluating it could overflow."""
    depth = 1 + max((o.depth for o in operands if isinstance(o, Operation)), default=0)
    if depth > MAX_DEPTH:
        raise ExpressionError("too_deep", name, at)
    return Operation(name, operands, at, depth)
