"""Reads the condition language of process models: the common part of JUEL and FEEL. Pure.

A Pratt parser (top-down operator precedence): each operator has a binding power, and a loop takes
operators as long as they bind tighter than what is waiting outside.
"""

from decimal import Decimal
from functools import lru_cache

from casework.bpmn.expressions.nodes import MAX_DEPTH, Literal, Name, Node, operation
from casework.bpmn.expressions.tokens import ExpressionError, Token, tokens

_CANONICAL = {
    "||": "or",
    "&&": "and",
    "==": "=",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "div": "/",
    "mod": "%",
    "!": "not",
}
_POWER = {"?": 10, "or": 20, "and": 30, "in": 40, "between": 40, ".": 80}
_POWER |= dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 40)
_POWER |= {"+": 50, "-": 50, "*": 60, "/": 60, "%": 60}
_PREFIX_POWER = 70
_CONSTANTS = {"true": True, "false": False, "null": None}


@lru_cache(maxsize=1024)
def parse(expression: str) -> Node:
    """The syntax tree of a condition. Raises ExpressionError with the position of the mistake."""
    parser = _Parser(tokens(expression))
    tree = parser.expression(0)
    if parser.token.kind != "end":
        raise parser.unexpected()
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._next, self._depth = found, 0, 0

    @property
    def token(self) -> Token:
        return self._tokens[self._next]

    def unexpected(self) -> ExpressionError:
        return ExpressionError("unexpected", self.token.value or "end", self.token.at)

    def expression(self, power: int) -> Node:
        """One operand and every operator after it that binds tighter than `power`."""
        outside = self._depth
        self._deeper()
        left = self._operand()
        while (operator := self._operator()) and _POWER[operator] > power:
            left = self._infix(operator, left)
        self._depth = outside
        return left

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("too_deep", self.token.value, self.token.at)

    def _operator(self) -> str | None:
        if self.token.kind not in ("sign", "word"):
            return None
        name = _CANONICAL.get(self.token.value, self.token.value)
        return name if name in _POWER else None

    def _take(self) -> Token:
        token = self.token
        self._next += 1
        return token

    def _accept(self, value: str) -> bool:
        if self.token.kind in ("sign", "word") and self.token.value == value:
            self._next += 1
            return True
        return False

    def _expect(self, value: str) -> None:
        if not self._accept(value):
            raise self.unexpected()

    def _operand(self) -> Node:
        token = self.token
        if token.kind == "number":
            return Literal(Decimal(self._take().value), token.at)
        if token.kind == "text":
            return Literal(self._take().value, token.at)
        if token.kind == "name":
            return self._name()
        return self._sign_or_word(token)

    def _sign_or_word(self, token: Token) -> Node:
        if token.kind == "word" and token.value in _CONSTANTS:
            return Literal(_CONSTANTS[self._take().value], token.at)
        if self._accept("("):
            return self._parenthesis(token.at)
        if self._accept("["):
            return self._list(token.at)
        if self._accept("if"):
            return self._if(token.at)
        for sign, name in (
            ("!", "not"),
            ("not", "not"),
            ("-", "negate"),
            ("empty", "empty"),
        ):
            if self._accept(sign):
                return operation(name, (self.expression(_PREFIX_POWER),), token.at)
        raise self.unexpected()

    def _name(self) -> Node:
        """A name of one or more words (FEEL allows spaces in names), or a function call."""
        at, words = self.token.at, [self._take().value]
        while self.token.kind == "name":
            words.append(self._take().value)
        if self._accept("("):
            if words == ["bpmn:getDataObject"]:
                return self._variable(self._items(")"), at)
            return operation(" ".join(words) + "()", self._items(")"), at)
        if len(words) > 2 and words[-2:] == ["is", "defined"]:
            return operation("is defined()", (Name((" ".join(words[:-2]),), at),), at)
        return Name((" ".join(words),), at)

    def _parenthesis(self, at: int) -> Node:
        inner = self.expression(0)
        if self._accept(".."):
            return self._range("(", inner, at)
        if self._accept(","):
            return operation("list", (inner, *self._items(")")), at)
        self._expect(")")
        return inner

    def _list(self, at: int) -> Node:
        if self._accept("]"):
            return operation("list", (), at)
        first = self.expression(0)
        if self._accept(".."):
            return self._range("[", first, at)
        if self._accept("]"):
            return operation("list", (first,), at)
        self._expect(",")
        return operation("list", (first, *self._items("]")), at)

    def _range(self, start: str, low: Node, at: int) -> Node:
        """`[1..10]`, `(0..1]`: a round bracket leaves its bound out."""
        high = self.expression(0)
        end = ")" if self._accept(")") else "]"
        if end == "]":
            self._expect("]")
        return operation(f"..{start}{end}", (low, high), at)

    def _items(self, end: str) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._accept(end):
            if items:
                self._expect(",")
            items.append(self.expression(0))
        return tuple(items)

    def _if(self, at: int) -> Node:
        condition = self.expression(0)
        self._expect("then")
        yes = self.expression(0)
        self._expect("else")
        return operation("if", (condition, yes, self.expression(0)), at)

    def _infix(self, operator: str, left: Node) -> Node:
        at = self._take().at
        if operator == "?":
            yes = self.expression(0)
            self._expect(":")
            return operation("if", (left, yes, self.expression(_POWER["?"] - 1)), at)
        if operator == "between":
            low = self.expression(_POWER["and"])
            self._expect("and")
            bounds = operation("..[]", (low, self.expression(_POWER["and"])), at)
            return operation("in", (left, bounds), at)
        if operator == ".":
            return self._member(left)
        return operation(operator, (left, self.expression(_POWER[operator])), at)

    def _member(self, left: Node) -> Node:
        """`a.b` (a key of a mapping) or `a.contains("x")` (one of our own functions)."""
        if self.token.kind != "name":
            raise self.unexpected()
        token = self._take()
        if not self._accept("("):
            if isinstance(left, Name):
                return Name((*left.path, token.value), left.at)
            raise ExpressionError("unexpected", token.value, token.at)
        arguments = self._items(")")
        if left == Name(("execution",), left.at) and token.value == "getVariable":
            return self._variable(arguments, token.at)
        return operation(token.value + "()", (left, *arguments), token.at)

    def _variable(self, arguments: tuple[Node, ...], at: int) -> Node:
        """Java's `execution.getVariable("x")` and XPath's `bpmn:getDataObject("x")` are just x."""
        match arguments:
            case (Literal(value=str() as name),):
                return Name((name,), at)
        raise ExpressionError("wrong_arguments", "", at)
