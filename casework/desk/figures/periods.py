"""The periods that figures can be asked for (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

YEARS = 6  # this one and those before it


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included; `last` is never after today."""

    key: str
    label: str
    first: date
    last: date

    def months(self) -> list[date]:
        """The first day of each month in it."""
        found = [self.first.replace(day=1)]
        while (following := add_months(found[-1], 1)) <= self.last:
            found.append(following)
        return found


def periods(today: date) -> list[Period]:
    """What can be chosen on the day `today`, the usual one first; at most a year long each."""
    found = [
        Period("12", _("last 12 months"), add_months(today, -11), today),
        Period("3", _("last 3 months"), add_months(today, -2), today),
    ]
    for year in (today.year, today.year - 1):
        for quarter in (4, 3, 2, 1):
            first = date(year, 3 * quarter - 2, 1)
            label = _("quarter %(n)s of %(year)s") % {"n": quarter, "year": year}
            end = min(today, add_months(first, 3) - timedelta(days=1))
            if first <= today:
                found.append(Period(f"{year}-{quarter}", label, first, end))
    for year in range(today.year, today.year - YEARS, -1):
        end = min(today, date(year, 12, 31))
        found.append(Period(str(year), _("year %(year)s") % {"year": year}, date(year, 1, 1), end))
    return found


def period_of(key: str, today: date) -> Period:
    """The period with this key; the usual one for an unknown key."""
    found = periods(today)
    return next((one for one in found if one.key == key), found[0])


def add_months(day: date, months: int) -> date:
    """The first day of the month so many months after that of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
