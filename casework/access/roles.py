"""Roles of people in units: granting them, and which units they reach.

A role in a unit holds for all units below it.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from casework.access.models import Unit, UnitPermission, User

WORK = "work"
LEAD = "lead"
AUDIT = "audit"
ADMINISTER = "administer"
ROLES = (WORK, LEAD, AUDIT, ADMINISTER)


def grant(*, user: User, role: str, unit: Unit) -> None:
    """Give `user` the `role` in `unit` and everything below it. ValueError for a foreign unit."""
    if role not in ROLES:
        raise ValueError(f"unknown role {role!r}")
    if unit.closed_at is not None:
        raise ValueError("a closed unit takes no people any more")
    if user.authority_id != unit.authority_id:
        raise ValueError("a person can only have roles in units of their own authority")
    assign_perm(role, user, unit)
    forget(user)


def withdraw(*, user: User, role: str, unit: Unit) -> None:
    """Take the `role` in `unit` back; nothing happens when it was not there."""
    remove_perm(role, user, unit)
    forget(user)


def unit_ids(user: User, *roles: str) -> frozenset[int]:
    """Ids of all units in which `user` has one of `roles`, units below included.

    One query for the first call with this user object, none after.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    reach = _reach(user)
    return frozenset().union(*(reach.get(role, frozenset()) for role in roles))


def has_role(user: User, *roles: str) -> bool:
    """Whether `user` has one of `roles` anywhere."""
    return bool(unit_ids(user, *roles))


def people_with(role: str, units: Iterable[int]) -> QuerySet[User]:
    """Active people who have `role` directly in one of `units`, by name."""
    holders = UnitPermission.objects.filter(permission__codename=role, content_object__in=units)
    return User.objects.filter(is_active=True, pk__in=holders.values("user")).order_by(
        "last_name", "first_name", "pk"
    )


def with_ancestors(unit: Unit) -> list[int]:
    """Ids of `unit` and every unit above it: a role in any of them reaches `unit`."""
    parents = dict(Unit.objects.filter(authority=unit.authority_id).values_list("id", "parent_id"))
    found: list[int] = []
    current: int | None = unit.pk
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found


def subtrees(units: Iterable[int], authority: int) -> dict[int, frozenset[int]]:
    """For each of `units` the ids of itself and all units below it; one query."""
    children = _children(authority)
    return {unit: frozenset(_subtree(unit, children)) for unit in units}


def forget(user: User) -> None:
    """Have the next question read the roles anew."""
    user.__dict__.pop("_unit_reach", None)


def _reach(user: User) -> dict[str, frozenset[int]]:
    cached: dict[str, frozenset[int]] | None = user.__dict__.get("_unit_reach")
    if cached is None:
        cached = user.__dict__["_unit_reach"] = _read_reach(user)
    return cached


# Each role a person holds, with its unit and, step by step, all below; UNION ends a circle too.
_REACH = """
    WITH RECURSIVE reached(role, unit) AS (
        SELECT permission.codename, held.content_object_id
        FROM access_unitpermission AS held
        JOIN auth_permission AS permission ON permission.id = held.permission_id
        JOIN access_unit AS unit ON unit.id = held.content_object_id
        WHERE held.user_id = %s AND unit.authority_id = %s
        UNION
        SELECT reached.role, part.id
        FROM reached JOIN access_unit AS part ON part.parent_id = reached.unit
    )
    SELECT role, array_agg(unit) FROM reached GROUP BY role
"""


def _read_reach(user: User) -> dict[str, frozenset[int]]:
    if user.authority_id is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_REACH, [user.pk, user.authority_id])
        return {role: frozenset(units) for role, units in cursor.fetchall()}


def _children(authority: int) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for unit, parent in Unit.objects.filter(authority=authority).values_list("id", "parent_id"):
        if parent is not None:
            children.setdefault(parent, []).append(unit)
    return children


def _subtree(root: int, children: dict[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [root]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, ()))
    return found
