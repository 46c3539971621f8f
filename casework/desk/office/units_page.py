"""Units as a tree, and who can do what in one; the number of queries does not grow with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from casework.access import roles
from casework.access.models import SigningPower, Substitution, Unit, UnitPermission, User
from casework.access.substitution import deputies_of, standing_in_for
from casework.cases.models import Case, Share
from casework.cases.models.reach import reach_of, running_shares
from casework.cases.units import why_not_close
from casework.desk.office.unit_forms import ROLES, GrantForm, MoveForm, NewUnitForm, UnitForm


@dataclass(frozen=True)
class Node:
    """A unit in the tree; `people` and `cases` count those directly in it."""

    unit: Unit
    depth: int
    people: int
    cases: int
    reachable: bool


@dataclass(frozen=True)
class Holder:
    """Somebody who can do something in a unit; `above` is the unit where they got the role."""

    person: User
    role: str
    name: str
    means: str
    above: Unit | None


@dataclass(frozen=True)
class HeldRole:
    """A role of a person in a unit, and how many units below it reaches too."""

    unit: Unit
    role: str
    name: str
    means: str
    below: int


def tree(user: User) -> list[Node]:
    """The units of the authority, each after the one above it; three queries."""
    units = Unit.objects.filter(authority=user.authority_id).order_by("name", "pk")
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit)
    own = roles.unit_ids(user, roles.ADMINISTER)
    people, cases = _people(user), _open_cases(user)

    def walk(parent: int | None, depth: int) -> Iterator[Node]:
        for unit in children.get(parent, ()):
            here, open_cases = people.get(unit.pk, 0), cases.get(unit.pk, 0)
            yield Node(unit, depth, here, open_cases, reachable=unit.pk in own)
            yield from walk(unit.pk, depth + 1)

    return list(walk(None, 0))


def administered(user: User) -> QuerySet[Unit]:
    """The units whose roles `user` settles."""
    return Unit.objects.filter(pk__in=roles.unit_ids(user, roles.ADMINISTER))


def holders_in(unit: Unit) -> list[Holder]:
    """Who can do what in the unit, by role and name, with roles that come from above."""
    reaching = roles.with_ancestors(unit)
    held = _held().filter(content_object__in=reaching, user__is_active=True)
    found = [
        Holder(
            person=one.user,
            role=one.permission.codename,
            name=str(ROLES[one.permission.codename][0]),
            means=str(ROLES[one.permission.codename][1]),
            above=None if one.content_object_id == unit.pk else one.content_object,
        )
        for one in held
    ]
    order = {role: place for place, role in enumerate(ROLES)}
    return sorted(found, key=lambda one: (order[one.role], one.person.last_name, one.person.pk))


def unit_context(unit: Unit, user: User, forms: dict[str, Any]) -> dict[str, Any]:
    """Everything the page of a unit shows."""
    details = {"name": unit.name, "street": unit.street, "opening_hours": unit.opening_hours}
    return {
        "unit": unit,
        "holders": holders_in(unit),
        "parts": list(unit.parts.order_by("closed_at", "name")),
        "own": roles.unit_ids(user, roles.ADMINISTER),
        "why_not_close": why_not_close(unit),
        "grant_form": GrantForm(user),
        "unit_form": UnitForm(initial=details),
        "new_form": NewUnitForm(),
        "move_form": MoveForm(unit, user) if unit.parent_id else None,
        "roles": [(name, means) for name, means in ROLES.values()],
        "form": next(iter(forms.values()), None),
        **forms,
    }


def person_context(person: User, on: date) -> dict[str, Any]:
    """What a person can do: their roles, whom they stand in for, powers, shared cases."""
    held = list(_held().filter(user=person, content_object__authority=person.authority_id))
    reach = roles.subtrees([one.content_object_id for one in held], person.authority_id or 0)
    shares = Share.objects.filter(running_shares(person, on))
    return {
        "person": person,
        "held": [
            HeldRole(
                unit=one.content_object,
                role=one.permission.codename,
                name=str(ROLES[one.permission.codename][0]),
                means=str(ROLES[one.permission.codename][1]),
                below=len(reach[one.content_object_id]) - 1,
            )
            for one in held
        ],
        "stands_in_for": standing_in_for(person, on),
        "deputies": deputies_of(person, on),
        "coming": Substitution.objects.filter(
            deputy=person, withdrawn_at__isnull=True, starts_on__gt=on
        ).select_related("absent"),
        "powers": SigningPower.objects.filter(
            user=person, withdrawn_at__isnull=True
        ).select_related("unit"),
        "shared": shares.values("case").distinct().count(),
    }


def _held() -> QuerySet[UnitPermission]:
    found = UnitPermission.objects.filter(permission__codename__in=ROLES)
    related = found.select_related("user", "permission", "content_object")
    return related.order_by("content_object__name", "permission__codename", "pk")


def _people(user: User) -> dict[int, int]:
    held = UnitPermission.objects.filter(
        content_object__authority=user.authority_id, user__is_active=True
    )
    counted = held.order_by().values("content_object").annotate(n=Count("user", distinct=True))
    return {row["content_object"]: row["n"] for row in counted}


def _open_cases(user: User) -> dict[int, int]:
    cases = Case.objects.open().filter(reach_of(user).not_barred(), authority=user.authority_id)
    counted = cases.order_by().values("unit").annotate(n=Count("pk"))
    return {row["unit"]: row["n"] for row in counted}
