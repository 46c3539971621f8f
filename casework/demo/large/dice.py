"""What differs between the copies, thrown by one seed: the same seed throws the same office."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.demo.large.office import Team
from casework.demo.large.templates import Template

OPEN_AT_THE_END = 0.06  # the latest cases are open
OPEN_BEFORE = 0.005  # and a few old ones
YEARS = 6
BORN = [date(1948, 1, 1) + timedelta(days=day) for day in range(0, 20500, 7)]
SYLLABLES = ("Berg", "Dorf", "Feld", "Hof", "Holz", "Kamp", "Land", "Mann", "Stein", "Wald")


@dataclass(frozen=True)
class Copy:
    """One case to be written: after which mould, how many days older, whose."""

    template: Template
    older: int
    team: Team
    worker: int
    person: dict[str, str]
    noted: bool


def thrown(
    templates: Sequence[Template], teams: Sequence[Team], names: Any, count: int, seed: int
) -> Iterator[Copy]:
    """`count` cases in the order in which they came."""
    dice = random.Random(seed)  # noqa: S311 - invented cases, not secrets
    closed = [one for one in templates if not one.is_open]
    running = [one for one in templates if one.is_open]
    weights = {False: [one.weight for one in closed], True: [one.weight for one in running]}
    for number in range(count):
        part = number / count
        is_open = part >= 1 - OPEN_AT_THE_END or dice.random() < OPEN_BEFORE
        chosen = running if is_open else closed
        template = dice.choices(chosen, weights[is_open])[0]
        team = dice.choice(teams)
        if is_open:
            older = min(60, int(dice.expovariate(1 / 3))) - dice.randint(0, template.slack)
        else:
            older = int((1 - part) * YEARS * 365) + dice.randrange(20)
        yield Copy(
            template=template,
            older=older,
            team=team,
            worker=dice.choice(team.workers),
            person=_person(names, template.organisation, dice),
            noted=dice.random() < 0.3,
        )


def _person(names: Any, organisation: bool, dice: random.Random) -> dict[str, str]:
    given, family = dice.choice(names["given_names"]), dice.choice(names["family_names"])
    if dice.random() < 0.7:  # more names than a file can hold
        family = f"{family}-{dice.choice(names['family_names'])}{dice.choice(SYLLABLES).lower()}"
    firm = f"{family} {dice.choice(names['firms'])}"
    return {
        "p_name": firm if organisation else f"{given} {family}",
        "p_organisation": firm,
        "p_given_name": given,
        "p_family_name": family,
        "p_street": f"{dice.choice(names['streets'])} {dice.randint(1, 188)}",
        "p_birth_date": dice.choice(BORN).isoformat(),
        "p_email": f"person{dice.randrange(10**7)}@example.org",
    }
