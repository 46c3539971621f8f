"""Evaluates the conditions of process models safely: the common part of JUEL and FEEL.

A process model is input, not code. Nothing here reaches Python's own evaluation or the attributes
of an object: names are keys of the case's data, functions are the ones in our own table, and
length, depth and work are bounded, so evaluation always ends with a value or an ExpressionError.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from casework.bpmn.expressions import values
from casework.bpmn.expressions.compared import comparisons
from casework.bpmn.expressions.nodes import Literal, Name, Node, Operation
from casework.bpmn.expressions.parser import parse
from casework.bpmn.expressions.tokens import MAX_LENGTH, ExpressionError
from casework.bpmn.expressions.values import MISSING

__all__ = ["MAX_LENGTH", "MAX_STEPS", "ExpressionError", "check", "comparisons", "evaluate"]

MAX_STEPS = 10_000
"""Most operations and list members that one evaluation looks at."""


def evaluate(expression: str, data: Mapping[str, object]) -> object:
    """The value of a condition (`${...}`, `= ...` or bare) over the data of a case.

    `data` holds JSON values; a dotted name is a key as it stands, or goes down
    into nested objects. Numbers come back as int
    or Decimal. Raises ExpressionError if the text cannot be read, a name is missing or null where a
    value is needed, kinds do not fit together, or a limit is reached.
    """
    tree = parse(expression)
    value = _Evaluation(data).known(tree)
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.adjusted() < 34:
        return int(value)
    return value


def check(expression: str) -> list[str]:
    """The names (with dots) that a condition uses, in order; ExpressionError if unreadable."""
    tree = parse(expression)
    return list(dict.fromkeys(_names(tree)))


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield ".".join(node.path)
    if isinstance(node, Operation):
        _signature(node)
        for operand in node.operands:
            yield from _names(operand)


_RANGES = frozenset(("..[]", "..[)", "..(]", "..()"))
_ABOUT_NAMES = frozenset(("is defined()", "isEmpty()", "is empty()"))
"""Functions that may look at a name the case does not know."""


def _signature(node: Operation) -> None:
    """Raises ExpressionError for a function that does not exist or takes other arguments."""
    if not node.name.endswith("()") or node.name in _RANGES:
        return
    name = node.name.removesuffix("()")
    wanted = 1 if node.name in _ABOUT_NAMES else values.FUNCTIONS.get(name, (-1, None))[0]
    if wanted < 0:
        raise ExpressionError("unknown_function", name, node.at)
    if len(node.operands) != wanted:
        raise ExpressionError("wrong_arguments", name, node.at)


class _Evaluation:
    """One run over a syntax tree, counting its steps."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data, self._steps = data, 0

    def known(self, node: Node) -> object:
        """The value of a node, which must not be missing."""
        value = self._value(node)
        if value is MISSING:
            raise ExpressionError("unknown_name", _first_name(node), node.at)
        return value

    def _count(self, steps: int, at: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise ExpressionError("too_much_work", str(MAX_STEPS), at)

    def _value(self, node: Node) -> object:
        self._count(1, node.at)
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Name):
            return self._look_up(node)
        return self._operation(node)

    def _look_up(self, name: Name) -> object:
        found: object = self._data
        if ".".join(name.path) in self._data:
            return self._data[".".join(name.path)]
        for key in name.path:
            if not isinstance(found, Mapping) or key not in found:
                return MISSING
            found = found[key]
        return found

    def _operation(self, node: Operation) -> object:
        match node.name, node.operands:
            case ("and" | "or") as name, (left, right):
                first = values.truth(self.known(left), left.at)
                decided = first == (name == "or")
                return first if decided else values.truth(self.known(right), right.at)
            case "not", (operand,):
                return not values.truth(self.known(operand), operand.at)
            case "negate", (operand,):
                return values.number(self.known(operand), operand.at).copy_negate()
            case "if", (condition, yes, no):
                chosen = yes if values.truth(self.known(condition), condition.at) else no
                return self._value(chosen)
            case "list", items:
                return [self.known(item) for item in items]
            case "in", (item, where):
                return self._in(self.known(item), where)
        return self._simple(node)

    def _simple(self, node: Operation) -> object:
        """Operators and functions that need all their operands first."""
        _signature(node)
        match node.name, node.operands:
            case ("=" | "!=") as name, (left, right):
                return self._equal(left, right, node.at) == (name == "=")
            case ("<" | "<=" | ">" | ">=") as name, (left, right):
                return self._ordered(name, self.known(left), self.known(right), node.at)
            case ("+" | "-" | "*" | "/" | "%") as name, (left, right):
                return values.calculate(name, self.known(left), self.known(right), node.at)
            case (("empty" | "isEmpty()" | "is empty()"), (operand,)):
                return values.empty(self._value(operand))
            case "is defined()", (operand,):
                return self._value(operand) is not MISSING
        if node.name in _RANGES:
            raise ExpressionError("unexpected", "..", node.at)
        return self._call(node)

    def _call(self, node: Operation) -> object:
        _, function = values.FUNCTIONS[node.name.removesuffix("()")]
        operands = [self.known(operand) for operand in node.operands]
        self._count(sum(len(o) for o in operands if isinstance(o, list | tuple)), node.at)
        return function(*operands, node.at)

    def _equal(self, left: Node, right: Node, at: int) -> bool:
        first, second = self._value(left), self._value(right)
        if MISSING in (first, second) and None not in (first, second):
            missing = left if first is MISSING else right
            raise ExpressionError("unknown_name", _first_name(missing), missing.at)
        return values.equal(first, second, at)

    def _ordered(self, name: str, left: object, right: object, at: int) -> bool:
        order = values.order(left, right, at)
        return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[name]

    def _in(self, item: object, where: Node) -> bool:
        """`x in [1, 2]`, `x in list`, `x in [1..10]` or `x in (value)`."""
        if isinstance(where, Operation) and where.name in _RANGES:
            low, high = (self.known(bound) for bound in where.operands)
            above = ">=" if "[" in where.name else ">"
            below = "<=" if "]" in where.name else "<"
            return self._ordered(above, item, low, where.at) and self._ordered(
                below, item, high, where.at
            )
        found = self.known(where)
        candidates = found if isinstance(found, list | tuple) else [found]
        self._count(len(candidates), where.at)
        return any(values.equal(candidate, item, where.at) for candidate in candidates)


def _first_name(node: Node) -> str:
    return next(_names(node), "")
