"""The people of the board: who works there, who is absent and who stands in, who may sign."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from casework.access import roles
from casework.access.models import SigningPower, Substitution, Unit, UnitPermission, User
from casework.access.substitution import in_force
from casework.decisions.models import Decision
from casework.desk.team.load import Load, Loads

PEOPLE_SHOWN = 50
SHOWN = ("first_name", "last_name", "username", "is_active")  # of the people of the board


@dataclass(frozen=True)
class Away:
    """An absence that runs today; `gap`: the deputy is absent too, so that nobody stands in."""

    absence: Substitution
    gap: bool


@dataclass(frozen=True)
class Line:
    """What one person has before them, also service by service (names with numbers).

    `works`: they still have a working role here; who has not, keeps cases that are to be moved.
    """

    person: User
    load: Load
    services: list[tuple[str, int]]
    closed: int
    works: bool
    away: Away | None


@dataclass(frozen=True)
class Signer:
    """A power to sign in the units of the board, in words, and whether its holder is absent."""

    power: SigningPower
    outcomes: list[str]
    away: Away | None


def absences(user: User, today: date) -> dict[int, Away]:
    """Who of the authority is absent on this day, by their ids; one query."""
    running = in_force(today).filter(absent__authority=user.authority_id)
    found = {one.absent_id: one for one in running.select_related("absent", "deputy")}
    return {pk: Away(one, one.deputy_id in found) for pk, one in found.items()}


def lines(
    units: Collection[int],
    loads: Loads,
    closed: Mapping[tuple[int, int], int],
    names: Mapping[int, str],
    away: Mapping[int, Away],
) -> list[Line]:
    """Everybody who works in `units` or has cases there, by name; one query.

    `names` are those of the services, `closed` how many cases each closed of each.
    """
    holders = UnitPermission.objects.filter(
        permission__codename__in=(roles.WORK, roles.LEAD), content_object__in=list(units)
    )
    works = Exists(holders.filter(user=OuterRef("pk")))
    here = Q(is_active=True, pk__in=holders.values("user")) | Q(pk__in=loads.people)
    people = User.objects.filter(here).annotate(works=works).only(*SHOWN)
    by_person, done = loads.by_person(), _done(closed)
    return [
        Line(
            person,
            sum(cells.values(), Load()),
            sorted((names.get(service, ""), load.open) for service, load in cells.items()),
            done.get(person.pk, 0),
            person.is_active and getattr(person, "works", False),
            away.get(person.pk),
        )
        for person in people.order_by("last_name", "first_name", "pk")
        for cells in (by_person.get(person.pk, {}),)
    ]


def signers(units: Collection[int], above: Iterable[int], away: Mapping[int, Away]) -> list[Signer]:
    """Who may sign in `units`, by power of a unit there or `above`, by name; one query."""
    powers = SigningPower.objects.filter(
        withdrawn_at__isnull=True, user__is_active=True, unit__in={*units, *above}
    )
    words = dict(Decision.Outcome.choices)
    return [
        Signer(power, [str(words.get(one, one)) for one in power.outcomes], away.get(power.user_id))
        for power in powers.select_related("user", "unit").order_by(
            "user__last_name", "user__first_name", "unit__name", "pk"
        )
    ]


def units_above(units: Collection[int], tree: Iterable[Unit]) -> set[int]:
    """Every unit above one of `units`, by the tree of the authority."""
    parents = {unit.pk: unit.parent_id for unit in tree}
    found: set[int] = set()
    for unit in units:
        above = parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def units_below(unit: int, tree: Iterable[Unit]) -> set[int]:
    """`unit` and every unit below it, by the tree of the authority."""
    found, waiting, tree = {unit}, [unit], list(tree)
    while waiting:
        top = waiting.pop()
        parts = [one.pk for one in tree if one.parent_id == top and one.pk not in found]
        found.update(parts)
        waiting.extend(parts)
    return found


def _done(closed: Mapping[tuple[int, int], int]) -> dict[int, int]:
    done: dict[int, int] = {}
    for (person, _service), number in closed.items():
        done[person] = done.get(person, 0) + number
    return done
