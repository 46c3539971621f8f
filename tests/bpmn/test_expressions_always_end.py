"""The condition language: whatever is written, evaluation ends with a value or an error."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.bpmn.expressions import MAX_LENGTH, ExpressionError, check, evaluate


@pytest.mark.parametrize(
    "huge",
    [
        "1" * (MAX_LENGTH + 1),
        "(" * 1500 + "1" + ")" * 1500,
        "not " * 900 + "true",
        "-" * 3000 + "1",
        "+".join(["1"] * 1900),
        "true ? " * 500 + "1",
        "[" * 1900,
        "if true then " * 300,
        "if " * 1200,
    ],
)
def test_size_has_an_end(huge: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(huge, {})


def test_what_people_write_is_within_the_limits() -> None:
    assert (
        evaluate(" or ".join([f"status = '{n}'" for n in range(50)]), {"status": "open"}) is False
    )
    assert evaluate("(" * 40 + "1" + ")" * 40, {}) == 1


def test_nested_chains_cannot_add_up_to_a_deep_tree() -> None:
    chain = "1"
    for _ in range(40):
        chain = f"({chain}{'+1' * 40})"
    with pytest.raises(ExpressionError) as caught:
        evaluate(chain, {})
    assert caught.value.code == "too_deep"


def test_work_has_an_end() -> None:
    many = {"tags": list(range(20_000))}
    for expression in ("-1 in tags", "contains(tags, -1)", " or ".join(["(-1 in tags)"] * 3)):
        with pytest.raises(ExpressionError) as caught:
            evaluate(expression, many)
        assert caught.value.code == "too_much_work"
    with pytest.raises(ExpressionError) as caught:
        evaluate("text + text", {"text": "x" * 9_000})
    assert caught.value.code == "too_long"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_odd_numbers_are_refused(number: object) -> None:
    with pytest.raises(ExpressionError):
        evaluate("number = 1", {"number": number})
    with pytest.raises(ExpressionError):
        evaluate("number > 1", {"number": number})


PIECES = (
    "a b.c 1 2.5 'x' true null ( ) [ ] , .. . and or not in if then else ? : + - * / % = == != <"
    " <= > >= between empty is defined contains( count( ${ } &&"
)
pieces = st.sampled_from(PIECES.split())
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(st.text(max_size=60) | st.lists(pieces, max_size=25).map(" ".join), values, values)
@settings(max_examples=400, deadline=None)
def test_any_text_over_any_data_has_a_value_or_an_error(text: str, a: object, c: object) -> None:
    data = {"a": a, "b": {"c": c}}
    try:
        names = check(text)
    except ExpressionError as error:
        assert 0 <= error.at <= max(len(text), 1)
        with pytest.raises(ExpressionError):
            evaluate(text, data)
        return
    try:
        evaluate(text, data)
    except ExpressionError as error:
        if error.code == "unknown_name":
            assert error.detail in names


numbers = st.integers(-(10**9), 10**9)


@given(numbers, numbers, numbers)
def test_arithmetic_and_order_agree_with_integers(x: int, y: int, z: int) -> None:
    data = {"x": x, "y": y, "z": z}
    assert evaluate("x + y * z - (x - z)", data) == x + y * z - (x - z)
    assert evaluate("x < y or x = y or x > y", data) is True
    assert evaluate("x in [y..z]", data) is (y <= x <= z)
    assert evaluate("x between y and z", data) is (y <= x <= z)


@given(st.booleans(), st.booleans(), st.booleans())
def test_logic_agrees_with_python(a: bool, b: bool, c: bool) -> None:
    data = {"a": a, "b": b, "c": c}
    assert evaluate("a or b and not c", data) is (a or b and not c)
    assert evaluate("${!a && b || c}", data) is (not a and b or c)
    assert evaluate("= not(a or b) = c", data) is ((not (a or b)) == c)


@given(st.text(max_size=20))
def test_any_text_can_be_written_as_a_literal(text: str) -> None:
    literal = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert evaluate(literal, {}) == text
