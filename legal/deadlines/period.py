"""Periods of days, weeks, months and years, counted as §§ 187, 188 BGB count them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from legal.deadlines.records import DeadlineError
from legal.deadlines.words import number

_PATTERN = re.compile(r"P?(\d{1,4})\s*([dwmy])", re.IGNORECASE)
_SINGULAR = {"d": "Tag", "w": "Woche", "m": "Monat", "y": "Jahr"}
_DATIVE = {"d": "Tagen", "w": "Wochen", "m": "Monaten", "y": "Jahren"}
_ACCUSATIVE = {"d": "Tage", "w": "Wochen", "m": "Monate", "y": "Jahre"}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: `count` days (d), weeks (w), months (m) or years (y)."""

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in _SINGULAR or self.count < 1:
            raise DeadlineError("Die Fristdauer muss mindestens 1 betragen.")

    @classmethod
    def parse(cls, text: "str | Period") -> "Period":
        """'1m', '10d', '2w', '1y' (or ISO 8601 'P1M') to a Period; else DeadlineError."""
        if isinstance(text, Period):
            return text
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            raise DeadlineError(
                f"Die Fristdauer „{text}“ ist nicht lesbar. Erwartet wird eine Zahl mit "
                "d (Tage), w (Wochen), m (Monate) oder y (Jahre), zum Beispiel 1m."
            )
        return cls(int(match[1]), match[2].lower())

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @property
    def months(self) -> int:
        """The length in months; only for months and years."""
        return self.count * (12 if self.unit == "y" else 1)

    def dative(self) -> str:
        """'einem Monat', 'zwei Wochen', '14 Tagen': after 'von'."""
        if self.count == 1:
            return f"{'einer' if self.unit == 'w' else 'einem'} {_SINGULAR[self.unit]}"
        return f"{number(self.count)} {_DATIVE[self.unit]}"

    def accusative(self) -> str:
        """'einen Monat', 'zwei Wochen', '14 Tage': after 'um'."""
        if self.count == 1:
            article = {"d": "einen", "w": "eine", "m": "einen", "y": "ein"}[self.unit]
            return f"{article} {_SINGULAR[self.unit]}"
        return f"{number(self.count)} {_ACCUSATIVE[self.unit]}"


def move_months(day: date, months: int) -> date:
    """The day of the same number so many months on; the month's last where it is missing."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise DeadlineError(f"Das Jahr {year} liegt außerhalb des Kalenders.")
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def move_days(day: date, days: int) -> date:
    """So many days on (or back, if negative)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DeadlineError("Das Fristende liegt außerhalb des Kalenders.") from None


def last_day(event: date, period: Period) -> date:
    """The end of a period whose first day is the day after the event (§ 187 I, § 188 BGB)."""
    if period.unit == "d":
        return move_days(event, period.count)
    if period.unit == "w":
        return move_days(event, 7 * period.count)
    return move_months(event, period.months)


def last_day_from_beginning(first: date, period: Period) -> date:
    """The end of a period that starts with the beginning of a day (§ 187 II, § 188 BGB).

    The day before the one of the same number counts; where that one is missing the month's
    last does (§ 188 III), so one month from 31 January ends on 28 February, not on the 27th.
    """
    if period.unit in "dw":
        return move_days(last_day(first, period), -1)
    if first.day == 1:
        return move_days(move_months(first, period.months), -1)
    return move_months(first.replace(day=first.day - 1), period.months)


def first_day_backwards(event: date, period: Period, *, counts_event: bool = False) -> date:
    """The earliest day of a period counted back from an event (§§ 187, 188 BGB accordingly).

    The day of the event does not count unless `counts_event`.
    """
    if period.unit in "dw":
        back = period.count * (7 if period.unit == "w" else 1)
        return move_days(event, (1 if counts_event else 0) - back)
    start = move_months(event, -period.months)
    return move_days(start, 1) if counts_event else start
