"""Reads the times in a model: ISO 8601 dates and durations. Pure."""

import re
from calendar import monthrange
from datetime import datetime, timedelta

from casework.bpmn.expressions import ExpressionError, check
from casework.bpmn.model import Event

_DURATION = re.compile(
    r"P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?"
    r"(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,9})S)?)?",
    re.ASCII,
)
_ANY_MOMENT = datetime(2000, 1, 1)


def is_computed(stated: str) -> bool:
    """Whether a time is written as an expression rather than as plain ISO 8601."""
    return stated.startswith(("=", "${", "#{"))


def readable(timer: Event) -> bool:
    """Whether a date or duration timer can be read; what an expression yields is not yet known."""
    stated = timer.expression.strip()
    try:
        if is_computed(stated):
            check(stated)
        elif timer.timer == "duration":
            after(stated, _ANY_MOMENT)
        else:
            datetime.fromisoformat(stated)
    except (ExpressionError, ValueError, OverflowError):
        return False
    return True


def after(duration: str, start: datetime) -> datetime:
    """`start` plus an ISO 8601 duration; a month ends on the same day or on its last day.

    Raises ValueError if it is none, OverflowError or ValueError beyond the year 9999.
    """
    match = _DURATION.fullmatch(duration)
    if match is None or duration[-1] in "PT":
        raise ValueError(duration)
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    month = start.month - 1 + part["months"] + 12 * part["years"]
    year, month = start.year + month // 12, month % 12 + 1
    if year > datetime.max.year:
        raise ValueError(duration)
    day = min(start.day, monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day) + timedelta(
        weeks=part["weeks"],
        days=part["days"],
        hours=part["hours"],
        minutes=part["minutes"],
        seconds=part["seconds"],
    )
