"""Holidays by place, against a table of our own."""

from datetime import date, timedelta

import pytest

from legal.deadlines import DeadlineError, Place, holiday_name
from legal.deadlines.holiday_calendar import not_a_holiday_here
from legal.deadlines.words import LAENDER
from tests.legal.slow_deadlines import is_holiday

PLACES = [
    *((land, place) for land in LAENDER for place in (None, "catholic")),
    ("BY", "augsburg"),
]


@pytest.mark.parametrize(("land", "place"), PLACES)
def test_every_day_of_thirty_years(land: str, place: str | None) -> None:
    spot = Place(land, place == "catholic", "Augsburg" if place == "augsburg" else None)
    days = [date(2010, 1, 1) + timedelta(days=step) for step in range(365 * 30)]
    wrong = [
        day
        for day in days
        # Sundays make no difference: Easter Sunday is a statutory holiday in Brandenburg only
        if day.weekday() != 6 and bool(holiday_name(day, spot)) != is_holiday(day, land, place)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "place", "words"),
    [
        (date(2026, 12, 24), Place("BE"), "Heiligabend ist kein"),
        (date(2026, 2, 16), Place("NW"), "Rosenmontag ist kein"),
        (date(2026, 6, 4), Place("NI"), "Fronleichnam ist in Niedersachsen kein"),
        (date(2026, 6, 4), Place("TH"), "nur in Gemeinden"),
        (date(2025, 8, 8), Place("BY", catholic=True), "nur in der Stadt Augsburg"),
        (date(2025, 8, 8), Place("SL"), "Friedensfest ist im Saarland kein"),
    ],
)
def test_a_day_taken_for_a_holiday_is_explained(day: date, place: Place, words: str) -> None:
    assert words in str(not_a_holiday_here(day, place))


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2026, 6, 4), Place("HE")),
        (date(2026, 6, 4), Place("SN", catholic=True)),
        (date(2025, 8, 8), Place("BY", subdivision="Augsburg")),
        (date(2026, 3, 4), Place("BE")),
    ],
)
def test_nothing_to_explain(day: date, place: Place) -> None:
    assert not_a_holiday_here(day, place) is None


@pytest.mark.parametrize(
    ("land", "subdivision", "words"),
    [
        ("XX", None, "Land „XX“ ist unbekannt"),
        ("BY", "Fürth", "keinen eigenen Kalender"),
        ("NW", "Augsburg", "Augsburg liegt in Bayern"),
    ],
)
def test_a_wrong_place_is_refused(land: str, subdivision: str | None, words: str) -> None:
    with pytest.raises(DeadlineError, match=words):
        Place(land, subdivision=subdivision)


@pytest.mark.parametrize("year", [1990, 2101])
def test_years_without_known_holidays_are_refused(year: int) -> None:
    with pytest.raises(DeadlineError, match=f"Jahr {year}"):
        holiday_name(date(year, 5, 1), Place("BE"))
