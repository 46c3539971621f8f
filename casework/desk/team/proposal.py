"""Proposing who gets which case: reads what the rules need, with a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from casework.access import roles
from casework.access.models import Unit, UnitPermission, User
from casework.cases.models import BulkAct, Case, Exclusion
from casework.desk.inbox.urgency import Urgency, urgency
from casework.desk.team import people
from casework.desk.team.load import cases_in, lately_done, loads
from casework.desk.team.rules import TURN, Candidate, Proposed, Standing, Wanted, propose
from casework.desk.team.selection import USUAL_AGE

ACTS_LOOKED_AT = 20  # for whose turn it is


@dataclass(frozen=True)
class ProposalLine:
    """A case, who is proposed for it and why, and who else could have it."""

    case: Case
    proposed: Proposed
    options: list[Candidate]
    urgency: Urgency


@dataclass(frozen=True)
class Share:
    """How many cases a person gets by a proposal, and how many open ones they then have."""

    name: str
    new: int
    then: int


@dataclass(frozen=True)
class Proposal:
    """All lines of a proposal, and what each person gets by it."""

    lines: list[ProposalLine]
    shares: list[Share]


def proposal_for(
    cases: Sequence[Case],
    rule: str,
    user: User,
    now: datetime,
    *,
    without: Collection[int] = (),
    only: Collection[int] = (),
) -> Proposal:
    """Who gets `cases`, by a rule; `user` leads their units.

    Neither the absent nor those `without` are proposed, nor who is excluded from a case; where
    `only` some are to get cases, they alone.
    """
    today = timezone.localdate(now)
    candidates = _candidates(user, {case.unit_id for case in cases}, today, without, only)
    barred = _barred(cases)
    standing = _standing(user, rule, now)
    wanted = [Wanted(case.pk, case.unit_id, case.service_id) for case in cases]
    found = propose(wanted, rule, candidates, barred, standing)
    return Proposal(
        [
            ProposalLine(
                case,
                found[case.pk],
                [one for one in candidates[case.unit_id] if (case.pk, one.pk) not in barred],
                urgency(case.next_on, today),
            )
            for case in cases
        ],
        _shares(candidates, standing),
    )


def _candidates(
    user: User, units: Iterable[int], today: date, without: Collection[int], only: Collection[int]
) -> dict[int, list[Candidate]]:
    """Who works in each of `units` and is here today, by name; of the next unit above where
    nobody works in it directly. Three queries.
    """
    parents = dict(Unit.objects.filter(authority=user.authority_id).values_list("pk", "parent_id"))
    held = UnitPermission.objects.filter(
        permission__codename=roles.WORK,
        content_object__authority=user.authority_id,
        user__is_active=True,
    ).exclude(user__in=[*people.absences(user, today), *without])
    workers: dict[int, list[Candidate]] = {}
    for one in held.select_related("user").order_by("user__last_name", "user__first_name", "user"):
        if not only or one.user_id in only:
            workers.setdefault(one.content_object_id, []).append(candidate(one.user))
    return {unit: _nearest(unit, parents, workers) for unit in units}


def candidate(user: User) -> Candidate:
    """A person as the rules know them."""
    return Candidate(user.pk, str(user), (user.last_name, user.first_name, user.pk))


def _nearest(
    unit: int, parents: Mapping[int, int | None], workers: Mapping[int, list[Candidate]]
) -> list[Candidate]:
    place: int | None = unit
    while place is not None:
        if place in workers:
            return workers[place]
        place = parents.get(place)
    return []


def _barred(cases: Sequence[Case]) -> set[tuple[int, int]]:
    """Who is excluded from which case, for its own sake or that of its origin; one query."""
    origins = {case.origin_id for case in cases if case.origin_id}
    running = Exclusion.objects.filter(
        lifted_at__isnull=True, case__in={case.pk for case in cases} | origins
    )
    out: dict[int, set[int]] = {}
    for case, person in running.values_list("case", "user"):
        out.setdefault(case, set()).add(person)
    return {
        (case.pk, person)
        for case in cases
        for of in (case.pk, case.origin_id)
        for person in (out.get(of, ()) if of else ())
    }


def _standing(user: User, rule: str, now: datetime) -> Standing:
    cases = cases_in(roles.unit_ids(user, roles.LEAD), user)
    cells = loads(cases, timezone.localdate(now), USUAL_AGE).cells
    of_service = {(who, what): load.open for (who, what), load in cells.items() if who}
    carried: dict[int, int] = {}
    for (who, _what), number in of_service.items():
        carried[who] = carried.get(who, 0) + number
    turn = _turns(user) if rule == TURN else {}
    return Standing(carried, of_service, lately_done(cases, now), turn)


def _turns(user: User) -> dict[int, Candidate]:
    """Who had the last case in turn, by unit; whoever leads. Two queries."""
    acts = BulkAct.objects.filter(
        kind=BulkAct.Kind.DISTRIBUTE,
        given__rule=TURN,
        undone_at__isnull=True,
        by__authority=user.authority_id,
    ).order_by("-pk")[:ACTS_LOOKED_AT]
    last: dict[int, int] = {}
    for act in acts:
        for unit, person in act.given["last"].items():
            last.setdefault(int(unit), person)
    users = User.objects.in_bulk(last.values())
    return {unit: candidate(users[person]) for unit, person in last.items() if person in users}


def _shares(candidates: dict[int, list[Candidate]], standing: Standing) -> list[Share]:
    everybody = {one.pk: one for found in candidates.values() for one in found}
    return [
        Share(one.name, standing.given[one.pk], standing.open.get(one.pk, 0))
        for one in sorted(everybody.values(), key=lambda one: one.place)
        if one.pk in standing.given
    ]
