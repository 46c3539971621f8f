"""The deadline calculus of `legal`, asked with what the authority and the service know."""

from datetime import date

from casework.access.models import Authority
from casework.services.package import Period
from legal import deadlines
from legal.deadlines import Deadline, Place

REGIMES = {"VwVfG": "vwvfg", "SGB X": "sgbx", "AO": "ao"}


def place_of(authority: Authority) -> Place:
    """The place whose holidays count."""
    return Place(authority.land, catholic=authority.catholic)


def add_period(
    event: date, period: Period, authority: Authority, regime: str, *, fiction: str = "none"
) -> Deadline:
    """The last day of `period` after `event` at the authority's place under the service's law.

    `fiction` is how the event reached the addressee (see legal.deadlines.compute).
    """
    return deadlines.compute(
        event=event,
        period=str(period),
        regime=REGIMES[regime],
        place=place_of(authority),
        fiction=fiction,
    )
