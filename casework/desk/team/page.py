"""Everything the team board shows; the number of queries does not grow with cases or people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access import roles
from casework.access.models import Unit, User
from casework.decisions.cosign_lists import waiting_in
from casework.desk.inbox.rows import row_of
from casework.desk.team import lists, people
from casework.desk.team.load import Load, Loads, cases_in, lately_done, loads
from casework.desk.team.people import PEOPLE_SHOWN, Line
from casework.desk.team.selection import AGES, BoardSelection
from casework.services.models import Service

SIGNING_SHOWN = 50


@dataclass(frozen=True)
class Tile:
    """A list or a part of the page with its number, for the row at the top; `pressing`: something
    burns, `more` says what.
    """

    label: str
    number: str
    url: str
    current: bool = False
    pressing: bool = False
    more: str = ""


@dataclass(frozen=True)
class ServiceLine:
    """A service with all that is open of it, and how many of those nobody has taken."""

    service: Service
    load: Load
    free: int
    url: str


def board_context(user: User, selection: BoardSelection, now: datetime) -> dict[str, Any]:
    """The board of whoever leads: what presses, the list chosen, and who carries what."""
    today = timezone.localdate(now)
    tree = list(Unit.objects.filter(authority=user.authority_id).order_by("name", "pk"))
    led = roles.unit_ids(user, roles.LEAD)
    units = chosen_units(led, selection, tree)
    cases = cases_in(units, user, selection.service)
    counted = loads(cases, today, selection.older)
    services = list(Service.objects.filter(authority=user.authority_id).order_by("name", "pk"))
    away = people.absences(user, today)
    team = people.lines(
        units, counted, lately_done(cases, now), {one.pk: one.name for one in services}, away
    )
    to_sign = list(waiting_in(units, user)[: SIGNING_SHOWN + 1])
    shown = selection.shown or _most_pressing(counted)
    absent = absent_lines(team)
    followed = cases.filter(follows__user=user).count()
    page = lists.page_of(shown, selection, units, user, today)
    return {
        "selection": selection,
        "shown": shown,
        "tiles": _tiles(counted, shown, selection, absent, len(to_sign), followed),
        "title": titles(selection)[shown],
        "hits": _hits(shown, counted, selection.person, followed),
        "nothing": _nothing(shown),
        "everybody": selection.address(person=None),
        "total": counted.total,
        "rows": [row_of(case, user, today) for case in page.cases],
        "more": selection.address(shown=shown, after=page.after) if page.after else "",
        "first": selection.address(after=None) if selection.after else "",
        **_people(team, selection),
        "absent": absent,
        "services": _service_lines(counted, services, selection),
        "service_choices": services,
        "units": [unit for unit in tree if unit.pk in led],
        "ages": AGES,
        "to_sign": to_sign[:SIGNING_SHOWN],
        "more_to_sign": len(to_sign) > SIGNING_SHOWN,
        "signers": people.signers(units, people.units_above(units, tree), away),
        "today": today,
    }


def chosen_units(
    led: Collection[int], selection: BoardSelection, tree: Sequence[Unit]
) -> frozenset[int]:
    """The units the board is about: those led, or of them the one chosen and all below it."""
    if selection.unit is None or selection.unit not in led:
        return frozenset(led)
    return frozenset(led) & people.units_below(selection.unit, tree)


def absent_lines(team: Sequence[Line]) -> list[Line]:
    """Who is absent today, those whom nobody stands in for first."""
    return sorted(
        (line for line in team if line.away), key=lambda line: not (line.away and line.away.gap)
    )


def _most_pressing(counted: Loads) -> str:
    """The list the board opens with: what is overdue, else what nobody has taken."""
    return "overdue" if counted.total.overdue else "free"


def _tiles(
    counted: Loads,
    shown: str,
    selection: BoardSelection,
    absent: Sequence[Line],
    to_sign: int,
    followed: int,
) -> list[Tile]:
    total, free = counted.total, counted.of_person(None)
    gaps = sum(bool(line.away and line.away.gap and line.load.open) for line in absent)
    late = _("%(n)s of them overdue") % {"n": free.overdue} if free.overdue else ""
    alone = ngettext("for %(n)s nobody stands in", "for %(n)s nobody stands in", gaps)

    def listed(name: str, number: int, pressing: int, more: str = "") -> Tile:
        url = selection.address(shown=name, person=None) + "#cases"
        return Tile(titles(selection)[name], str(number), url, name == shown, bool(pressing), more)

    signing = f"{SIGNING_SHOWN}+" if to_sign > SIGNING_SHOWN else str(to_sign)
    return [
        listed("overdue", total.overdue, total.overdue),
        listed("free", free.open, free.overdue, late),
        listed("old", total.old, 0),
        listed("followed", followed, 0),
        Tile(
            _("Absent today"),
            str(len(absent)),
            "#absent",
            pressing=bool(gaps),
            more=alone % {"n": gaps} if gaps else "",
        ),
        Tile(_("Waiting for a co-signature"), signing, "#sign"),
    ]


def titles(selection: BoardSelection) -> dict[str, str]:
    """What the lists are called."""
    return {
        "overdue": _("Overdue"),
        "free": _("Not taken yet"),
        "old": _("Open for more than %(days)s days") % {"days": selection.older},
        "followed": _("Followed by you"),
    }


def _nothing(shown: str) -> str:
    """What an empty list says."""
    return {
        "overdue": _("Nothing is overdue."),
        "free": _("Every open case has somebody who works on it."),
        "old": _("No case has been open for so long."),
        "followed": _("You follow no case. On the page of a case, “Follow” marks it for you."),
    }[shown]


def _hits(shown: str, counted: Loads, person: int | None, followed: int) -> int:
    """How many cases the list holds, all its pages together."""
    if shown == "followed":
        return followed
    if shown == "free":
        return counted.of_person(None).open
    load = counted.of_person(person) if person else counted.total
    return load.overdue if shown == "overdue" else load.old


def _people(team: Sequence[Line], selection: BoardSelection) -> dict[str, Any]:
    """The page of people that is shown, and the ways to the others."""
    chosen = (line.person for line in team if line.person.pk == selection.person)
    pages = max(1, -(-len(team) // PEOPLE_SHOWN))
    page = min(max(selection.people, 1), pages)
    return {
        "loads": team[(page - 1) * PEOPLE_SHOWN : page * PEOPLE_SHOWN],
        "overdue_of": selection.address(shown="overdue", person=None),
        "people_number": len(team),
        "people_before": selection.address(people=page - 1) if page > 1 else "",
        "people_after": selection.address(people=page + 1) if page < pages else "",
        "person_shown": next(chosen, None),
        "busiest": max((line.load.open for line in team), default=0),
    }


def _service_lines(
    counted: Loads, services: Sequence[Service], selection: BoardSelection
) -> list[ServiceLine]:
    free = counted.by_person().get(None, {})
    return [
        ServiceLine(
            one,
            counted.of_service(one.pk),
            free.get(one.pk, Load()).open,
            selection.address(service=one.pk),
        )
        for one in services
        if one.pk in counted.services
    ]
