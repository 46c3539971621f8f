"""The inbox's address: what it means, and that it can be written again."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from casework.desk.inbox.selection import Cursor, Selection


def read(query: str) -> Selection:
    return Selection.read(QueryDict(query), default="needs")


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(date(2026, 3, 3), 7),
        Cursor(None, 7),
        Cursor(datetime(2026, 3, 3, 9, 30, 0, 123456, tzinfo=UTC), 7),
    ],
)
def test_cursor_survives_the_address(cursor: Cursor) -> None:
    address = read("view=closed").address(after=cursor)
    assert read(address.removeprefix("?")).after == cursor


@pytest.mark.parametrize(
    "text", ["", "x", "_", "2026-13-01_1", "2026-03-03_x", "2026-03-03T09:30_1"]
)
def test_malformed_cursor_is_none(text: str) -> None:
    assert Cursor.parse(text) is None


def test_address_holds_the_whole_state() -> None:
    selection = read("view=open&service=3&person=me&q=Müller+%26+Söhne")
    assert read(selection.address().removeprefix("?")) == selection
    assert selection.is_filtered


@pytest.mark.parametrize(
    "query", ["view=admin", "service=1;drop", "person=you", "service=²", "service=" + "9" * 30]
)
def test_unknown_values_count_as_not_given(query: str) -> None:
    assert read(query) == Selection("needs")
