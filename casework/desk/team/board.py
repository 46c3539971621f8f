"""The team board: who carries what, and what nobody carries; two queries whatever the size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Prefetch, Q

from casework.access.models import User
from casework.cases.models import Case
from casework.desk.people import workers
from casework.process.models import Step

UNASSIGNED_SHOWN = 50


@dataclass(frozen=True)
class Load:
    """What one person has before them."""

    person: User
    open: int
    overdue: int
    waiting: int
    closed: int


def loads(user: User, units: Iterable[int], today: date, now: datetime) -> list[Load]:
    """The load of everybody who works in `units`, by name; `closed` counts the last 30 days.

    Only cases that `user` may see are counted.
    """
    units = list(units)
    since = now - timedelta(days=30)
    is_open = Q(status=Case.Status.OPEN)
    counted = (
        Case.objects.visible_to(user)
        .filter(unit__in=units, assignee__isnull=False)
        .filter(is_open | Q(closed_at__gte=since))
        .values("assignee")
        .annotate(
            open_cases=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
            waiting=Count("pk", filter=is_open & ~Q(waiting_for="")),
            closed=Count("pk", filter=Q(status=Case.Status.CLOSED)),
        )
    )
    by_person = {row["assignee"]: row for row in counted}
    nothing = {"open_cases": 0, "overdue": 0, "waiting": 0, "closed": 0}
    return [
        Load(person, row["open_cases"], row["overdue"], row["waiting"], row["closed"])
        for person in workers(units)
        for row in (by_person.get(person.pk, nothing),)
    ]


def unassigned(user: User, units: Iterable[int]) -> list[Case]:
    """The most urgent open cases `user` sees that nobody has taken, with their open steps."""
    steps = Prefetch("steps", Step.objects.filter(status=Step.Status.OPEN), to_attr="open_steps")
    return list(
        Case.objects.visible_to(user)
        .open()
        .filter(unit__in=list(units), assignee__isnull=True)
        .select_related("service")
        .prefetch_related(steps)
        .defer("data")
        .order_by(F("due_on").asc(nulls_last=True), "id")[:UNASSIGNED_SHOWN]
    )
