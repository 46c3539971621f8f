"""What the operators and functions of a condition do with values. Pure, total and strict.

Strict on purpose: text is never quietly compared with a number and a missing answer is never
quietly false, because a case must not take a path for want of data.
"""

from collections.abc import Callable, Mapping
from decimal import (
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from casework.bpmn.expressions.tokens import ExpressionError

MAX_TEXT = 10_000
"""Longest text an expression may build."""

ARITHMETIC = Context(prec=34, traps=[DivisionByZero, InvalidOperation, Overflow])
"""34 digits, as FEEL prescribes (DMN 1.3, 10.3.2.3): 0.1 + 0.2 is 0.3."""


class _Missing:
    """A name the case does not know; only `is defined`, `empty` and `= null` allow it."""

    def __repr__(self) -> str:
        return "missing"


MISSING = _Missing()


def truth(value: object, at: int) -> bool:
    """The value, which must be true or false."""
    if isinstance(value, bool):
        return value
    raise ExpressionError("not_true_or_false", _name(value), at)


def number(value: object, at: int) -> Decimal:
    """The value as an exact decimal; floats count as what they print as."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ExpressionError("not_a_number", _name(value), at)
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ExpressionError("not_a_number", str(value), at)
    return exact


def text(value: object, at: int) -> str:
    if isinstance(value, str):
        return value
    raise ExpressionError("not_a_text", _name(value), at)


def _name(value: object) -> str:
    """How a value is called in a message: short, never its whole content."""
    if value is None:
        return "null"
    return str(value)[:40] if isinstance(value, str | int | float | Decimal) else _kind(value)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float | Decimal):
        return "number"
    kinds = ((str, "text"), (list | tuple, "list"), (Mapping, "object"))
    return next((name for types, name in kinds if isinstance(value, types)), repr(MISSING))


def equal(left: object, right: object, at: int) -> bool:
    """Whether two simple values are the same; null differs from everything, other kinds clash."""
    if left is None or right is None:
        return all(value is None or value is MISSING for value in (left, right))
    if MISSING in (left, right):
        raise ExpressionError("unknown_name", "", at)
    if _kind(left) != _kind(right) or isinstance(left, list | tuple | Mapping):
        raise ExpressionError("not_comparable", f"{_kind(left)}, {_kind(right)}", at)
    if isinstance(left, str | bool):
        return left == right
    return number(left, at) == number(right, at)


def order(left: object, right: object, at: int) -> int:
    """-1, 0 or 1; two numbers or two texts (so that ISO dates compare as dates do)."""
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    if _kind(left) != _kind(right):
        raise ExpressionError("not_comparable", f"{_kind(left)}, {_kind(right)}", at)
    first, second = number(left, at), number(right, at)
    return (first > second) - (first < second)


def calculate(operator: str, left: object, right: object, at: int) -> object:
    """`+ - * / %` on numbers, and `+` to join texts."""
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > MAX_TEXT:
            raise ExpressionError("too_long", operator, at)
        return left + right
    first, second = number(left, at), number(right, at)
    steps: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
        "+": ARITHMETIC.add,
        "-": ARITHMETIC.subtract,
        "*": ARITHMETIC.multiply,
        "/": ARITHMETIC.divide,
        "%": ARITHMETIC.remainder,
    }
    try:
        return steps[operator](first, second)
    except DecimalException as error:
        raise ExpressionError("no_result", operator, at) from error


def empty(value: object) -> bool:
    """JUEL's `empty`: nothing there, or nothing in it."""
    return value in (None, MISSING, "") or (isinstance(value, list | Mapping) and not value)


def contains(whole: object, part: object, at: int) -> bool:
    """Whether a text holds another text, or a list a value."""
    if isinstance(whole, str):
        return text(part, at) in whole
    return any(equal(item, part, at) for item in members(whole, at))


def members(value: object, at: int) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    raise ExpressionError("not_a_list", _name(value), at)


def size(value: object, at: int) -> Decimal:
    return Decimal(len(value if isinstance(value, str) else members(value, at)))


FUNCTIONS: dict[str, tuple[int, Callable[..., object]]] = {
    "contains": (2, contains),
    "list contains": (2, contains),
    "starts with": (2, lambda a, b, at: text(a, at).startswith(text(b, at))),
    "startsWith": (2, lambda a, b, at: text(a, at).startswith(text(b, at))),
    "ends with": (2, lambda a, b, at: text(a, at).endswith(text(b, at))),
    "endsWith": (2, lambda a, b, at: text(a, at).endswith(text(b, at))),
    "equals": (2, equal),
    "count": (1, size),
    "size": (1, size),
    "length": (1, size),
    "string length": (1, size),
    "lower case": (1, lambda a, at: text(a, at).lower()),
    "toLowerCase": (1, lambda a, at: text(a, at).lower()),
    "upper case": (1, lambda a, at: text(a, at).upper()),
    "toUpperCase": (1, lambda a, at: text(a, at).upper()),
}
"""Function name -> (number of arguments, what it does). The names of FEEL and of Java's methods."""
