"""The list of call-backs and meetings: late, today and later."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Appointment, Case
from casework.desk.case.remarks import Agreement, agreements
from casework.desk.inbox.lists import own_cases

MOST = 200
WHOSE = {"mine": _("Mine and nobody's"), "units": _("All of my units")}
TITLES = {"today": _("Today"), "overdue": _("Overdue"), "later": _("Later on")}


@dataclass(frozen=True)
class Group:
    """The appointments of one heading."""

    key: str
    title: Promise
    lines: list[Agreement]


def groups_of(whose: str, user: User, today: date) -> tuple[list[Group], bool]:
    """What is agreed in the cases `user` sees, theirs and nobody's or all; empty groups left out.

    One query, at most MOST of them, the earliest first; and whether there are more.
    """
    cases = Case.objects.visible_to(user, today)
    if whose != "units":
        cases = cases.filter(own_cases(user, today))
    waiting = Appointment.objects.filter(done_at__isnull=True, case__in=cases.order_by())
    rows = list(
        waiting.select_related("contact__party", "case__service", "case__assignee")[: MOST + 1]
    )
    found: dict[str, list[Agreement]] = {key: [] for key in TITLES}
    for one in agreements(rows[:MOST], today):
        level = one.urgency.level
        found[level if level in found else "later"].append(one)
    groups = [Group(key, TITLES[key], lines) for key, lines in found.items() if lines]
    return groups, len(rows) > MOST
