"""Taking cases off somebody who has too many, or is away: how many, which, and who could help."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.cases import bulk
from casework.cases.models import Case
from casework.desk.team import people
from casework.desk.team.load import cases_in, loads
from casework.desk.team.selection import USUAL_AGE


@dataclass(frozen=True)
class Helper:
    """A colleague who could take over cases, with their open ones; ticked unless they are away."""

    person: User
    open: int
    away: people.Away | None


def newest_of(person: int, user: User) -> QuerySet[Case]:
    """The open cases of `person` in the units `user` leads, those begun last first.

    The newest are the ones in which least has been done and said.
    """
    cases = cases_in(roles.unit_ids(user, roles.LEAD), user).open().filter(assignee=person)
    return cases.order_by("-received_on", "-pk")


def rebalance_context(person: int, user: User, now: datetime) -> dict[str, Any] | None:
    """What the form shows for the cases of `person`; None where `user` leads no case of theirs.

    `proposed` brings them down to what the others have on average.
    """
    units, today = roles.unit_ids(user, roles.LEAD), timezone.localdate(now)
    mine = newest_of(person, user)
    theirs = frozenset(mine.order_by().values_list("unit", flat=True).distinct())
    if not theirs:
        return None
    counted = loads(cases_in(units, user), today, USUAL_AGE)
    team = people.lines(theirs, counted, {}, {}, people.absences(user, today))
    source = next(line for line in team if line.person.pk == person)
    workers = set(roles.people_with(roles.WORK, theirs).values_list("pk", flat=True))
    helpers = [
        Helper(line.person, line.load.open, line.away)
        for line in team
        if line.person.pk in workers - {person}
    ]
    here = [one.open for one in helpers if not one.away]
    average = round(sum(here) / len(here)) if here else 0
    return {
        "source": source,
        "helpers": helpers,
        "average": average,
        "most": min(source.load.open, bulk.MOST),
        "proposed": max(1, min((source.load.open - average) // 2, bulk.MOST)),
    }
