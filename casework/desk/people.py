"""Who can be chosen where the desk offers a list of people."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from casework.access import roles
from casework.access.models import UnitPermission, User
from casework.prepared import Known, OneOf, ask


def colleagues_of(user: User) -> list[User]:
    """Active people who work on cases in the units `user` sees, by name; one query."""
    units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)
    return ask("colleagues", lambda: workers(units), units=sorted(units))


def workers(units: Iterable[int]) -> QuerySet[User]:
    """Active people with a working role directly in one of `units`, by name."""
    there = OneOf(F("content_object_id"), Known("units", sorted(units)))
    working = roles.WORK, roles.LEAD
    holders = UnitPermission.objects.filter(there, permission__codename__in=working)
    return User.objects.filter(is_active=True, pk__in=holders.values("user")).order_by(
        "last_name", "first_name", "pk"
    )
