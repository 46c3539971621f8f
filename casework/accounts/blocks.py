"""Names that are blocked after failed attempts, counted in the cache all processes share."""

import time
from collections.abc import Iterator

from allauth.core.internal.ratelimit import Rate, apply_rate, get_cache_key, get_rates
from django.core.cache import cache

from casework.access.models import User

COUNTED = {"app": "allauth.account", "action": "login_failed"}


def name_key(name: str) -> str:
    """Under what failed attempts for a name are counted, whatever host they came to."""
    return f"name:{name.strip().lower()}"


def is_blocked(person: User) -> bool:
    """Whether neither the right password nor the right code would open the account now."""
    now = time.time()
    return any(
        not apply_rate(list(cache.get(key, [])), now, rate, dry_run=True)[0]
        for key, rate in _counters(person)
    )


def lift(person: User) -> None:
    """Forget the failed attempts for a person's name and second factor."""
    cache.delete_many([key for key, _rate in _counters(person)])


def _counters(person: User) -> Iterator[tuple[str, Rate]]:
    for counted in (name_key(person.username), f"mfa-auth-user-{person.pk}"):
        for rate in get_rates(**COUNTED):
            if rate.per == "key":
                yield get_cache_key(None, **COUNTED, rate=rate, key=counted), rate
