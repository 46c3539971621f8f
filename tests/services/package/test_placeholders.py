"""Filling placeholders: German dates, amounts and lists; gaps are marked and named."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from casework.services.package import Filled, fill

VALUES = {
    "case": {"received_on": date(2026, 3, 3), "file_number": "BPA-1"},
    "data": {"zone": "A", "since": "2025-12-24", "none": None, "yes": True},
    "fee": {"amount": Decimal("1234.5")},
    "step": {"missing": ["a", "b", "c"], "one": ["a"], "none": []},
}


def words(_path: tuple[str, ...], value: str) -> str:
    return {"A": "Altstadt", "a": "Ausweis", "b": "Brief", "c": "Pass"}[value]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ case.file_number }}!", "BPA-1!"),
        ("{{case.received_on|date}}", "3. März 2026"),
        ("{{ data.since | date }}", "24. Dezember 2025"),
        ("{{ fee.amount | money }}", "1.234,50 Euro"),
        ("{{ data.zone | label }}", "Altstadt"),
        ("{{ data.zone }}", "A"),
        ("{{ data.yes }}", "ja"),
        ("{{ step.missing | list }}", "Ausweis, Brief und Pass"),
        ("{{ step.one | list }}", "Ausweis"),
        ("ohne", "ohne"),
    ],
)
def test_filled(text: str, filled: str) -> None:
    assert fill(text, VALUES, words) == Filled(filled, ())


@pytest.mark.parametrize("path", ["data.none", "data.other", "data.zone.deep", "step.none"])
def test_a_gap_is_marked_and_named(path: str) -> None:
    found = fill(f"vom {{{{ {path} }}}} an", VALUES, words)
    assert found.text == "vom […] an"
    assert found.missing == (path,)


def test_a_value_is_never_read_as_a_placeholder() -> None:
    hostile = {"data": {"name": "{{ case.file_number }}"}, "case": {"file_number": "secret"}}
    assert fill("{{ data.name }}", hostile).text == "{{ case.file_number }}"


def test_what_is_no_date_or_amount_stays_as_it_is() -> None:
    odd = {"data": {"day": "bald", "sum": "viel", "at": datetime(2026, 1, 2, 3)}}
    assert fill("{{ data.day | date }} {{ data.sum | money }}", odd).text == "bald viel"
    assert fill("{{ data.at | date }}", odd).text == "2. Januar 2026"
