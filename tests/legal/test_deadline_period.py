"""Counting: §§ 187, 188 BGB on their own."""

from datetime import date

import pytest

from legal.deadlines import DeadlineError, Period
from legal.deadlines.period import first_day_backwards, last_day, last_day_from_beginning


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [("1m", 1, "m"), ("10d", 10, "d"), ("2W", 2, "w"), (" 1 y ", 1, "y"), ("P3M", 3, "m")],
)
def test_a_period_is_read(text: str, count: int, unit: str) -> None:
    assert Period.parse(text) == Period(count, unit)


@pytest.mark.parametrize("text", ["", "m", "1", "1x", "-1d", "1.5m", "0d", "1m2d", "ein Monat"])
def test_anything_else_is_refused_in_german(text: str) -> None:
    with pytest.raises(DeadlineError, match="Fristdauer"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "dative", "accusative"),
    [
        ("1d", "einem Tag", "einen Tag"),
        ("1w", "einer Woche", "eine Woche"),
        ("1m", "einem Monat", "einen Monat"),
        ("1y", "einem Jahr", "ein Jahr"),
        ("3m", "drei Monaten", "drei Monate"),
        ("14d", "14 Tagen", "14 Tage"),
    ],
)
def test_a_period_is_spelled(text: str, dative: str, accusative: str) -> None:
    assert Period.parse(text).dative() == dative
    assert Period.parse(text).accusative() == accusative


@pytest.mark.parametrize(
    ("event", "text", "end"),
    [
        ("2026-01-30", "1m", "2026-02-28"),
        ("2026-02-28", "1m", "2026-03-28"),
        ("2024-02-29", "4y", "2028-02-29"),
        ("2026-12-31", "2m", "2027-02-28"),
        ("2026-12-31", "12m", "2027-12-31"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(event: str, text: str, end: str) -> None:
    assert last_day(date.fromisoformat(event), Period.parse(text)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("first", "text", "end"),
    [
        ("2026-01-01", "1m", "2026-01-31"),
        ("2026-01-29", "1m", "2026-02-28"),
        ("2026-01-30", "1m", "2026-02-28"),
        ("2026-01-31", "1m", "2026-02-28"),
        ("2026-03-31", "1m", "2026-04-30"),
        ("2026-03-01", "1y", "2027-02-28"),
    ],
)
def test_a_period_from_the_beginning_of_a_day(first: str, text: str, end: str) -> None:
    found = last_day_from_beginning(date.fromisoformat(first), Period.parse(text))
    assert found == date.fromisoformat(end)


def test_backwards_the_event_counts_only_if_asked() -> None:
    event = date(2026, 3, 18)
    assert first_day_backwards(event, Period.parse("2w")) == date(2026, 3, 4)
    assert first_day_backwards(event, Period.parse("2w"), counts_event=True) == date(2026, 3, 5)
    assert first_day_backwards(date(2026, 3, 31), Period.parse("1m")) == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["9999y", "9999d"])
def test_the_end_of_the_calendar_is_an_error(text: str) -> None:
    with pytest.raises(DeadlineError, match="außerhalb des Kalenders"):
        last_day(date(9990, 1, 1), Period.parse(text))
