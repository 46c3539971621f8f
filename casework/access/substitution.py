"""Who stands in for whom: absences with their deputies.

Chains are not followed. When Ada is absent and Ben stands in for her, and Ben is absent too, Ben's
deputy Cleo does not thereby stand in for Ada: the office named Ben, and what is lent cannot be
lent on. Whoever enters absences names another deputy for Ada instead.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from casework.access.models import Substitution, User


def in_force(on: date) -> QuerySet[Substitution]:
    """Substitutions that run on the day `on`; one that was ended counts no longer."""
    return Substitution.objects.filter(
        withdrawn_at__isnull=True, starts_on__lte=on, ends_on__gte=on
    )


def standing_in_for(user: User, on: date) -> list[User]:
    """The absent people whom `user` stands in for on the day `on`, by name.

    Nobody stands in for people who left: their powers ended with their account.
    """
    running = in_force(on).filter(deputy=user, absent__is_active=True)
    return list(_people(running.values("absent")))


def deputies_of(user: User, on: date) -> list[User]:
    """Who stands in for `user` on the day `on`; empty when `user` is not absent."""
    return list(_people(in_force(on).filter(absent=user).values("deputy")))


def colliding(*, absent: User, starts_on: date, ends_on: date) -> QuerySet[Substitution]:
    """Substitutions for `absent` that share a day with the given ones: two deputies for one
    person would leave it open whose word counts.
    """
    return Substitution.objects.filter(
        absent=absent, withdrawn_at__isnull=True, starts_on__lte=ends_on, ends_on__gte=starts_on
    )


def _people(ids: QuerySet[Substitution, Any]) -> QuerySet[User]:
    found = User.objects.filter(pk__in=ids, is_active=True)
    return found.order_by("last_name", "first_name", "pk")
