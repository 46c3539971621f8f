"""A second, slow and obvious deadline calculus: it walks the calendar day by day.

It shares nothing with the product's code: holidays come from a table of our own and from the
Easter formula, and every period is counted by taking single steps.
"""

from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    event: date
    count: int
    unit: str
    land: str
    place: str | None = None
    regime: str = "vwvfg"
    fiction: str = "none"
    shift: bool = True
    beginning: bool = False
    backwards: bool = False
    own_days: int | None = None


def easter_sunday(year: int) -> date:
    """Gauss's formula in Lichtenberg's form."""
    k = year // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    s = 2 - (3 * k + 3) // 4
    a = year % 19
    d = (19 * a + m) % 30
    r = (d + a // 11) // 29
    og = 21 + d - r
    sz = 7 - (year + year // 4 + s) % 7
    oe = 7 - (og - sz) % 7
    return date(year, 3, 1) + timedelta(days=og + oe - 1)


def repentance_day(year: int) -> date:
    """The Wednesday before 23 November."""
    day = date(year, 11, 22)
    while day.weekday() != 2:
        day -= ONE
    return day


def is_holiday(day: date, land: str, place: str | None) -> bool:
    since = {
        (1, 6): {"BW": 0, "BY": 0, "ST": 0},
        (3, 8): {"BE": 2019, "MV": 2023},
        (9, 20): {"TH": 2019},
        (10, 31): {
            "BB": 0, "MV": 0, "SN": 0, "ST": 0, "TH": 0, "HB": 2018, "HH": 2018, "NI": 2018,
            "SH": 2018,
        },
        (11, 1): {"BW": 0, "BY": 0, "NW": 0, "RP": 0, "SL": 0},
    }  # fmt: skip
    key = (day.month, day.day)
    if key in {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}:
        return True
    if key in since and day.year >= since[key].get(land, 9999):
        return True
    if day == date(2017, 10, 31):
        return True
    if land == "BE" and day in {date(2020, 5, 8), date(2025, 5, 8), date(2028, 6, 17)}:
        return True
    if key == (8, 15) and (land == "SL" or (land == "BY" and place is not None)):
        return True
    if key == (8, 8) and place == "augsburg":
        return True
    if day == repentance_day(day.year) and (land == "SN" or day.year <= 1994):
        return True
    return is_movable_holiday(day, land, place)


def is_movable_holiday(day: date, land: str, place: str | None) -> bool:
    after_easter = (day - easter_sunday(day.year)).days
    if after_easter in {-2, 1, 39, 50}:
        return True
    if after_easter == 60:
        return land in {"BW", "BY", "HE", "NW", "RP", "SL"} or (
            land in {"SN", "TH"} and place == "catholic"
        )
    return False


def is_free(day: date, land: str, place: str | None) -> bool:
    return day.weekday() >= 5 or is_holiday(day, land, place)


def next_workday(day: date, land: str, place: str | None) -> date:
    while is_free(day, land, place):
        day += ONE
    return day


def walk_months(day: date, months: int, step: timedelta) -> date:
    """Walk until the month changed so often and the number is reached, or is missing."""
    changes, here = 0, day
    while True:
        tomorrow = here + step
        if tomorrow.month != here.month:
            changes += 1
        here = tomorrow
        last = (here + ONE).month != here.month
        if changes == months and (here.day == day.day or (last and here.day < day.day)):
            return here


def walk(day: date, count: int, unit: str, step: timedelta = ONE) -> date:
    if unit in "my":
        return walk_months(day, count * (12 if unit == "y" else 1), step)
    for _ in range(count * (7 if unit == "w" else 1)):
        day += step
    return day


def notification_days(asked: Question) -> list[date]:
    """The day of notification, or both where the law at the turn of 2024/2025 is disputed."""
    steps = asked.own_days or {"none": 0, "retrieval": 1}.get(asked.fiction, 4)
    old = asked.own_days is None and steps == 4 and asked.event.year < 2025
    days = [walk(asked.event, 3 if old else steps, "d")]
    if old and days[0].year >= 2025 and asked.regime != "ao":
        days.append(walk(asked.event, 4, "d"))
    if asked.regime == "ao" and asked.fiction != "none":
        days = [next_workday(day, asked.land, asked.place) for day in days]
    return days


def raw_end(start: date, asked: Question) -> date:
    end = walk(start, asked.count, asked.unit)
    if not asked.beginning:
        return end
    missing = asked.unit in "my" and end.day < start.day
    return end if missing else end - ONE


def raw_back(start: date, asked: Question) -> date:
    first = walk(start, asked.count, asked.unit, -ONE)
    return first if asked.beginning else first - ONE


def solve(asked: Question) -> tuple[date, date | None, date | None]:
    """(due, notified_on, disputed)."""
    if asked.backwards:
        return raw_back(asked.event, asked), None, None
    days = notification_days(asked)
    raw = [raw_end(day, asked) for day in days]
    moved = [next_workday(end, asked.land, asked.place) for end in raw]
    notified = None if asked.beginning else days[0]
    if not asked.shift:
        other = moved[-1] if (len(days) == 2 or moved[0] != raw[0]) else None
        return raw[0], notified, other
    return moved[0], notified, moved[1] if len(moved) == 2 else None
