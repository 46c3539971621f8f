"""What a condition compares its names with: for checking it against a list of allowed values."""

from collections.abc import Iterator

from casework.bpmn.expressions.nodes import Literal, Name, Node, Operation
from casework.bpmn.expressions.parser import parse

_COMPARING = frozenset(("=", "!=", "in", "equals()", "contains()", "list contains()"))


def comparisons(expression: str) -> list[tuple[str, object]]:
    """Each name (with dots) and each value written beside it that it is compared with, in order.

    `a = "x"` is ("a", "x"); `a in ["x", "y"]` is two. Raises ExpressionError if unreadable.
    """
    return list(dict.fromkeys(_comparisons(parse(expression))))


def _comparisons(node: Node) -> Iterator[tuple[str, object]]:
    if not isinstance(node, Operation):
        return
    if node.name in _COMPARING:
        for name in (one for one in node.operands if isinstance(one, Name)):
            for value in _literals(node.operands):
                yield ".".join(name.path), value
    for operand in node.operands:
        yield from _comparisons(operand)


def _literals(operands: tuple[Node, ...]) -> Iterator[object]:
    for one in operands:
        if isinstance(one, Literal):
            yield one.value
        elif isinstance(one, Operation) and one.name == "list":
            yield from _literals(one.operands)
