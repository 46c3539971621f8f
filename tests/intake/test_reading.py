"""Reading an envelope never crashes and never lets through what cannot be kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.reading import Unreadable, read_application, read_envelope

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_application(read_envelope(raw))
    except Unreadable as error:
        assert error.problems


@given(
    st.fixed_dictionaries(
        {}, optional={"service": JSON, "case": JSON, "data": JSON, "documents": JSON}
    )
)
def test_any_object_is_read_or_refused(value: dict[str, object]) -> None:
    try:
        read_application(read_envelope(json.dumps(value).encode()))
    except Unreadable as error:
        assert error.problems


def test_document_count_is_bounded() -> None:
    with pytest.raises(Unreadable):
        read_application({"service": "x", "documents": [{"content": "YQ=="}] * 101})
