"""Splits a condition of a process model into tokens. Pure."""

import re
from dataclasses import dataclass

MAX_LENGTH = 4_000
"""Longest condition that is read, in characters; real ones have fewer than two hundred."""


class ExpressionError(ValueError):
    """A condition that cannot be read or has no value.

    `code` is a stable word for translation, `detail` the offending piece of text and `at` its
    position in the condition, counted from 0.
    """

    def __init__(self, code: str, detail: str, at: int) -> None:
        super().__init__(f"{code.replace('_', ' ')}: {detail!r} at position {at}")
        self.code, self.detail, self.at = code, detail, at


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """`number`, `text`, `name`, `word` (a keyword), `sign` or `end`."""
    value: str
    at: int


WORDS = frozenset(
    (
        "and",
        "or",
        "not",
        "in",
        "between",
        "if",
        "then",
        "else",
        "true",
        "false",
        "null",
        "empty",
    )
    + ("eq", "ne", "lt", "le", "gt", "ge", "div", "mod")
)
_PIECE = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<quoted>`[^`]+`)
      | (?P<name>bpmn:getDataObject|[^\W\d]\w*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|\.\.|[<>=!()\[\],?:+\-*/%.])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def tokens(expression: str) -> list[Token]:
    """The tokens of a condition, with its dialect's wrapping (`${...}`, `#{...}`, `= ...`) removed.

    Raises ExpressionError for a condition that is empty, too long or holds an unknown character.
    """
    if len(expression) > MAX_LENGTH:
        raise ExpressionError("too_long", f"{len(expression)} characters", MAX_LENGTH)
    at, end = _bounds(expression)
    found: list[Token] = []
    while at < end:
        match = _PIECE.match(expression, at, end)
        if match is None:
            raise ExpressionError("unknown_character", expression[at], at)
        if match.lastgroup != "space":
            found.append(_token(match))
        at = match.end()
    if not found:
        raise ExpressionError("empty_condition", expression.strip(), 0)
    return [*found, Token("end", "", end)]


def _bounds(expression: str) -> tuple[int, int]:
    """Where the content of the condition starts and ends inside its wrapping."""
    stripped = expression.strip()
    start = len(expression) - len(expression.lstrip())
    end = start + len(stripped)
    if stripped.startswith(("${", "#{")) and stripped.endswith("}"):
        return start + 2, end - 1
    if stripped.startswith("=") and not stripped.startswith("=="):
        return start + 1, end
    return start, end


def _token(match: re.Match[str]) -> Token:
    kind, value, at = match.lastgroup or "", match.group(), match.start()
    if kind == "text":
        content = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), value[1:-1], flags=re.DOTALL)
        return Token("text", content, at)
    if kind == "quoted":
        return Token("name", value[1:-1], at)
    if kind == "name" and value in WORDS:
        return Token("word", value, at)
    return Token(kind, value, at)
