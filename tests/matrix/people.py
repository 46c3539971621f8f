"""The people of the matrix: one for each role and each way of standing to the cases."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from casework.access import roles
from casework.access.models import Authority, Substitution, Unit, User
from casework.cases.models import Case, Exclusion, Share
from tests.factories import NOW, Office

NONE = "none"
ROLES = (*roles.ROLES, NONE)
RELATIONS = {
    "own": "the case's unit",
    "above": "the unit above it",
    "other": "another unit",
    "foreign": "another authority",
    "read": "another unit; case shared to read",
    "comment": "another unit; case shared to comment",
    "consult": "another unit; case shared to consult",
    "excluded": "the case's unit, excluded for bias",
    "deputy": "another unit, stands in for the assignee",
}
SIGNED_OUT = "signed out"


@dataclass(frozen=True)
class Person:
    """Somebody with `role` who stands in `relation` to the cases; no user: signed out."""

    role: str
    relation: str
    user: User | None


def make_people(office: Office, foreign: Authority, cases: list[Case]) -> list[Person]:
    """Everybody: each role in each relation, and who is signed out."""
    root, home = office.unit.parent, foreign.units.get(slug="strassenverkehr")
    assert root is not None
    where = {"own": office.unit, "above": root, "foreign": home, "excluded": office.unit}
    people = [
        _person(role, relation, where.get(relation, office.other_unit), office, cases)
        for relation in RELATIONS
        for role in ROLES
    ]
    return [*people, Person("", SIGNED_OUT, None)]


def _person(role: str, relation: str, unit: Unit, office: Office, cases: list[Case]) -> Person:
    user = User.objects.create_user(
        username=f"{role}-{relation}",
        first_name=role.title(),
        last_name=relation.title(),
        email=f"{role}-{relation}@lindenfurt.example",
        authority=unit.authority,
    )
    if role != NONE:
        roles.grant(user=user, role=role, unit=unit)
    if relation in Share.Level.values:
        Share.objects.bulk_create(_share(case, user, relation, office) for case in cases)
    elif relation == "excluded":
        Exclusion.objects.bulk_create(_exclusion(case, user, office) for case in cases)
    elif relation == "deputy":
        today = timezone.localdate()
        Substitution.objects.create(
            absent=office.ada,
            deputy=user,
            starts_on=today,
            ends_on=today + timedelta(days=3),
            entered_by=office.ada,
            entered_at=NOW,
        )
    return Person(role, relation, user)


def _share(case: Case, user: User, level: str, office: Office) -> Share:
    return Share(
        case=case,
        user=user,
        level=level,
        until=timezone.localdate() + timedelta(days=3),
        why="Zur Kenntnis",
        question="Was meinen Sie?" if level == Share.Level.CONSULT else "",
        granted_by=office.lea,
        granted_at=NOW,
    )


def _exclusion(case: Case, user: User, office: Office) -> Exclusion:
    return Exclusion(
        case=case,
        user=user,
        norm="§ 20 Abs. 1 VwVfG",
        reason="Angehörige",
        entered_by=office.lea,
        entered_at=NOW,
    )
