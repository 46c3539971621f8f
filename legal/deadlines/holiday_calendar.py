"""Statutory holidays and working days at a place in Germany.

The dates come from the `holidays` package. It knows three holidays that bind single
municipalities only: Mariä Himmelfahrt (BY) and Fronleichnam (SN, TH), which the place's
`catholic` flag switches on, and Augsburg's own day, a subdivision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays.countries import Germany

from legal.deadlines.period import move_days
from legal.deadlines.records import DeadlineError
from legal.deadlines.words import LAENDER, in_land, weekday

FIRST_YEAR = Germany.start_year
LAST_YEAR = Germany.end_year
CATHOLIC_LAENDER = frozenset({"BY", "SN", "TH"})


@dataclass(frozen=True, slots=True)
class Place:
    """The seat of the authority or court whose holidays count.

    `land` is one of the 16 abbreviations ("RP"); `catholic` says that the municipality has
    a mainly catholic population (matters in BY, SN, TH); `subdivision` is "Augsburg" or None.
    """

    land: str
    catholic: bool = False
    subdivision: str | None = None

    def __post_init__(self) -> None:
        if self.land not in LAENDER:
            raise DeadlineError(
                f"Das Land „{self.land}“ ist unbekannt. Möglich sind: {', '.join(LAENDER)}."
            )
        if self.subdivision not in (None, "Augsburg"):
            raise DeadlineError(f"Der Ort „{self.subdivision}“ hat keinen eigenen Kalender.")
        if self.subdivision == "Augsburg" and self.land != "BY":
            raise DeadlineError("Augsburg liegt in Bayern: als Land bitte BY angeben.")


@lru_cache(maxsize=4096)
def _year(place: Place, year: int) -> Mapping[date, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DeadlineError(
            f"Für das Jahr {year} sind keine Feiertage bekannt "
            f"(möglich sind {FIRST_YEAR} bis {LAST_YEAR})."
        )
    categories = ("public", "catholic") if place.catholic else ("public",)
    subdivision = place.subdivision or place.land
    return dict(Germany(subdiv=subdivision, years=year, categories=categories, language="de"))


def holiday_name(day: date, place: Place) -> str | None:
    """The German name of the statutory holiday on that day at that place, or None."""
    return _year(place, day.year).get(day)


def is_working_day(day: date, place: Place) -> bool:
    """Neither Saturday nor Sunday nor a statutory holiday (as in § 31 III VwVfG)."""
    return day.weekday() < 5 and holiday_name(day, place) is None


def next_working_day(day: date, place: Place) -> date:
    """The day itself if it is a working day, else the next one that is."""
    while not is_working_day(day, place):
        day = move_days(day, 1)
    return day


def previous_working_day(day: date, place: Place) -> date:
    """The day itself if it is a working day, else the last one before it."""
    while not is_working_day(day, place):
        day = move_days(day, -1)
    return day


def free_day(day: date, place: Place) -> str:
    """What kind of free day: 'ein Samstag', 'Karfreitag, in Bayern ein gesetzlicher Feiertag'."""
    name = holiday_name(day, place)
    if name is None:
        return f"ein {weekday(day)}"
    return f"{name}, {in_land(place.land)} ein gesetzlicher Feiertag"


_AUGSBURG = Place("BY", subdivision="Augsburg")
_EVERYWHERE = tuple(Place(land) for land in LAENDER)


def not_a_holiday_here(day: date, place: Place) -> str | None:
    """A sentence for a day people take for a holiday although it is none at this place.

    Holidays of other Länder or municipalities, Christmas Eve, New Year's Eve and
    Rosenmontag; None where nobody would wonder.
    """
    if holiday_name(day, place):
        return None
    if place.land in CATHOLIC_LAENDER:
        name = holiday_name(day, Place(place.land, catholic=True))
        if name:
            return (
                f"{name} ist {in_land(place.land)} nur in Gemeinden mit überwiegend "
                "katholischer Bevölkerung gesetzlicher Feiertag, hier nicht."
            )
    if place.land == "BY" and (name := holiday_name(day, _AUGSBURG)):
        return f"{name} ist nur in der Stadt Augsburg gesetzlicher Feiertag, hier nicht."
    elsewhere = (holiday_name(day, other) for other in (*_EVERYWHERE, _AUGSBURG))
    name = next((name for name in elsewhere if name), None)
    if name:
        return f"{name} ist {in_land(place.land)} kein gesetzlicher Feiertag."
    name = _customary(day, place)
    return f"{name} ist kein gesetzlicher Feiertag." if name else None


def _customary(day: date, place: Place) -> str | None:
    if day.month == 12 and day.day in (24, 31):
        return "Heiligabend" if day.day == 24 else "Silvester"
    # Rosenmontag is 46 days before Good Friday (48 before Easter Sunday).
    return "Rosenmontag" if holiday_name(move_days(day, 46), place) == "Karfreitag" else None
