"""The small parts of the figures: periods, percentiles, charts."""

from datetime import date

import pytest

from casework.desk.figures.charts import bars, columns
from casework.desk.figures.parts import days_within
from casework.desk.figures.periods import add_months, period_of, periods

TODAY = date(2026, 5, 17)


@pytest.mark.parametrize(
    ("key", "first", "last", "months"),
    [
        ("12", date(2025, 6, 1), TODAY, 12),
        ("3", date(2026, 3, 1), TODAY, 3),
        ("2026-2", date(2026, 4, 1), TODAY, 2),
        ("2025-4", date(2025, 10, 1), date(2025, 12, 31), 3),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), 12),
        ("2026-3", date(2025, 6, 1), TODAY, 12),  # has not begun: the usual one instead
    ],
)
def test_a_period_ends_today_at_the_latest(key: str, first: date, last: date, months: int) -> None:
    found = period_of(key, TODAY)
    assert (found.first, found.last, len(found.months())) == (first, last, months)


def test_no_period_is_longer_than_a_year_and_each_has_its_own_key() -> None:
    found = periods(TODAY)
    assert all((one.last - one.first).days <= 366 for one in found)
    assert len({one.key for one in found}) == len(found)


def test_months_are_added_over_the_turn_of_the_year() -> None:
    assert add_months(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert add_months(date(2025, 11, 2), 2) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "half", "most"),
    [({}, None, None), ({3: 1}, 3, 3), ({0: 5, 9: 5}, 0, 9), ({1: 9, 50: 1}, 1, 1)],
)
def test_days_within(days: dict[int, int], half: int | None, most: int | None) -> None:
    assert (days_within(days, 0.5), days_within(days, 0.9)) == (half, most)


def test_columns_are_as_high_as_their_values() -> None:
    chart = columns("c", "t", "d", ["Jan", "Feb"], [("a", [10, 5]), ("b", [0, 20])])
    assert [(one.series, one.height) for one in chart.shapes] == [
        (1, 80),
        (2, 0),
        (1, 40),
        (2, 160),
    ]
    assert [one.text for one in chart.texts][-1] == "20"
    assert chart.legend == [(1, "a"), (2, "b")]


def test_bars_lie_end_to_end_and_keep_room_for_the_value() -> None:
    chart = bars("b", "t", "d", ["a", "b"], [("One", [1, 3], "4"), ("Two", [0, 2], "2")])
    assert [(one.x, one.width) for one in chart.shapes] == [
        ("0.00%", "15.00%"), ("15.00%", "45.00%"), ("0.00%", "30.00%"),
    ]  # fmt: skip
    assert [one.text for one in chart.texts] == ["One", "4", "Two", "2"]


def test_a_chart_of_nothing_draws_nothing() -> None:
    assert not bars("b", "t", "d", ["a"], []).shapes
