"""The large office: the demo's town with as many units as asked for, and people in all of them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.db import transaction

from casework.access import roles
from casework.access.models import Authority, Unit, UnitPermission, User
from casework.demo.town import PASSWORD, Town, read

DEPARTMENTS = (
    "Bürgeramt", "Ordnungsamt", "Bauordnungsamt", "Jugendamt", "Sozialamt", "Straßenverkehrsamt",
    "Gewerbeamt", "Umweltamt", "Gesundheitsamt", "Ausländerbehörde", "Schulamt", "Kulturamt",
)  # fmt: skip
PEOPLE_IN_A_TEAM = 5


@dataclass(frozen=True)
class Team:
    """A unit that works on cases, and the ids of its caseworkers."""

    unit: int
    workers: tuple[int, ...]


@transaction.atomic
def enlarge(town: Town, units: int, seed: int) -> list[Team]:
    """Give the town `units` units with people and return every team that works on cases.

    Each department has a lead; every fifth person works in two teams. Running it a second time in
    the same database fails: the short names are taken.
    """
    root = town.units["stadt"]
    dice = random.Random(seed)  # noqa: S311 - invented people, not secrets
    departments = _units(town.authority, root, DEPARTMENTS[: max(1, units - len(town.units))])
    left = max(0, units - len(town.units) - len(departments))
    teams = [
        Unit(
            authority=town.authority,
            parent=departments[number % len(departments)],
            slug=f"{departments[number % len(departments)].slug}-{number // len(departments) + 1}",
            name=f"{departments[number % len(departments)].name}, "
            f"Sachgebiet {number // len(departments) + 1}",
        )
        for number in range(left)
    ]
    Unit.objects.bulk_create(teams)
    _staff(town.authority, departments, teams, dice)
    return _working(town.authority)


def _units(authority: Authority, parent: Unit, names: Sequence[str]) -> list[Unit]:
    rows = [
        Unit(authority=authority, parent=parent, slug=f"amt-{number:02d}", name=name)
        for number, name in enumerate(names, start=1)
    ]
    return Unit.objects.bulk_create(rows)


def _staff(
    authority: Authority, departments: list[Unit], teams: list[Unit], dice: random.Random
) -> None:
    """People with one password (that of the demo) and their roles, in a few statements."""
    names, secret = read("people.json"), make_password(PASSWORD)
    jobs = [(roles.LEAD, [unit]) for unit in departments]
    for unit in teams:
        for number in range(PEOPLE_IN_A_TEAM):
            others = [dice.choice(teams)] if number == 0 else []
            jobs.append((roles.WORK, [unit, *(other for other in others if other != unit)]))
    users = User.objects.bulk_create(
        _person(authority, number, role, secret, names, dice)
        for number, (role, _places) in enumerate(jobs, start=1)
    )
    permissions = {
        found.codename: found
        for found in Permission.objects.filter(
            content_type__app_label="access", codename__in=roles.ROLES
        )
    }
    UnitPermission.objects.bulk_create(
        UnitPermission(user=user, permission=permissions[role], content_object=place)
        for user, (role, places) in zip(users, jobs, strict=True)
        for place in places
    )


def _person(
    authority: Authority,
    number: int,
    role: str,
    secret: str,
    names: dict[str, Any],
    dice: random.Random,
) -> User:
    return User(
        username=f"{role}{number:04d}",
        password=secret,
        authority=authority,
        first_name=dice.choice(names["given_names"]),
        last_name=dice.choice(names["family_names"]),
        function="Teamleitung" if role == roles.LEAD else "Sachbearbeitung",
        phone=f"06999 115-{1000 + number}",
        email=f"{role}{number:04d}@lindenfurt.example",
    )


def _working(authority: Authority) -> list[Team]:
    workers: dict[int, list[int]] = defaultdict(list)
    found = UnitPermission.objects.filter(
        permission__codename=roles.WORK, content_object__authority=authority
    )
    for unit, user in found.order_by("content_object", "user").values_list(
        "content_object", "user"
    ):
        workers[unit].append(user)
    return [Team(unit, tuple(users)) for unit, users in workers.items()]
