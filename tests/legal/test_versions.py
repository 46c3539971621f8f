"""Which text of a norm was in force on a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from legal.versions import in_force, text_hash


@dataclass(frozen=True)
class Text:
    name: str
    observed_at: datetime
    superseded_at: datetime | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def seen(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T05:00").replace(tzinfo=UTC)


def name_on(day: str, *texts: Text) -> str | None:
    found = in_force(texts, date.fromisoformat(day))
    return found.name if found else None


OLD = Text("old", seen("2022-07-13"), seen("2024-12-20"))
NEW = Text("new", seen("2024-12-20"))


@pytest.mark.parametrize(
    ("day", "name"), [("2024-12-19", "old"), ("2024-12-20", "new"), ("2030-01-01", "new")]
)
def test_without_dates_the_observation_counts(day: str, name: str) -> None:
    assert name_on(day, NEW, OLD) == name


def test_days_are_german_days() -> None:
    late = Text("new", datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    assert name_on("2024-12-31", OLD, late) == "old"
    assert name_on("2025-01-01", OLD, late) == "new"


def test_before_anything_was_observed_the_oldest_text_is_shown() -> None:
    assert name_on("1999-01-01", OLD, NEW) == "old"


def test_a_date_of_validity_beats_the_observation() -> None:
    announced = Text("new", seen("2024-12-20"), valid_from=date(2025, 1, 1))
    assert name_on("2024-12-31", OLD, announced) == "old"
    assert name_on("2025-01-01", OLD, announced) == "new"


def test_a_date_before_the_observation_counts_too() -> None:
    noticed_late = Text("new", seen("2025-02-01"), valid_from=date(2025, 1, 1))
    assert name_on("2025-01-15", OLD, noticed_late) == "new"


def test_nothing_before_the_first_day_and_after_the_last() -> None:
    only = Text("only", seen("2024-06-01"), None, date(2024, 1, 1), date(2024, 12, 31))
    assert name_on("2023-12-31", only) is None
    assert name_on("2024-01-01", only) == name_on("2024-12-31", only) == "only"
    assert name_on("2025-01-01", only) is None


def test_a_norm_that_vanished_is_not_in_force_any_more() -> None:
    gone = Text("gone", seen("2022-01-01"), seen("2024-12-20"))
    assert name_on("2024-12-19", gone) == "gone"
    assert name_on("2024-12-20", gone) is None


def test_no_text_at_all() -> None:
    assert in_force([], date(2024, 1, 1)) is None


def test_white_space_does_not_change_the_hash_but_words_and_title_do() -> None:
    assert text_hash("Titel", "a b\nc") == text_hash("Titel", " a  b\u00a0c\n")
    assert text_hash("Titel", "a b c") != text_hash("Titel", "a bc")
    assert text_hash("Titel", "a b c") != text_hash("Titel neu", "a b c")
