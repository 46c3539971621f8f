"""From when on something counts as unusual; the setting AUDIT_LIMITS of an installation wins."""

from django.conf import settings

DEFAULTS = {
    "reads_a_day": 20,  # cases somebody read on one day without working on them
    "reads_times_median": 3,  # and this many times the median of all
    "night_begins": 22,  # hour of local time
    "night_ends": 6,
    "night_acts": 5,  # entries of one person in one night or on one weekend day
    "overrides": 3,  # findings one person overrode
    "minutes_to_grant": 15,  # from taking a case to issuing its grant
    "failed_sign_ins": 5,  # for one account on one day
    "downloads_an_hour": 40,
}


def limit(name: str) -> int:
    """The limit of this installation."""
    own: dict[str, int] = getattr(settings, "AUDIT_LIMITS", {})
    return own.get(name, DEFAULTS[name])
