"""Who carries how much of which service: counted once, summed up in every direction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q

from casework.access.models import User
from casework.cases.models import Case, CaseQuerySet

DONE_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Load:
    """Open cases, and how many of them are overdue, wait for others, or are open for long."""

    open: int = 0
    overdue: int = 0
    waiting: int = 0
    old: int = 0
    oldest: date | None = None

    def __add__(self, other: "Load") -> "Load":
        days = [one for one in (self.oldest, other.oldest) if one]
        return Load(
            self.open + other.open,
            self.overdue + other.overdue,
            self.waiting + other.waiting,
            self.old + other.old,
            min(days, default=None),
        )


@dataclass(frozen=True)
class Loads:
    """The load of each person (None: nobody) with each service, by their ids."""

    cells: dict[tuple[int | None, int], Load]

    @property
    def people(self) -> set[int]:
        """Who has open cases."""
        return {person for person, _service in self.cells if person is not None}

    @property
    def services(self) -> set[int]:
        """Of which services there are open cases."""
        return {service for _person, service in self.cells}

    def of_person(self, person: int | None) -> Load:
        """All that this person carries."""
        return _sum(load for (who, _), load in self.cells.items() if who == person)

    def of_service(self, service: int) -> Load:
        """All there is of this service."""
        return _sum(load for (_, what), load in self.cells.items() if what == service)

    def by_person(self) -> dict[int | None, dict[int, Load]]:
        """What each carries, service by service."""
        found: dict[int | None, dict[int, Load]] = {}
        for (person, service), load in self.cells.items():
            found.setdefault(person, {})[service] = load
        return found

    @property
    def total(self) -> Load:
        """Everything."""
        return _sum(self.cells.values())


def loads(cases: CaseQuerySet, today: date, older: int) -> Loads:
    """The loads in `cases` on this day; one query, whatever their number.

    `older`: the days from which on a case counts as open for long.
    """
    counted = (
        cases.open()
        .values("assignee", "service")
        .annotate(
            number=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            waiting=Count("pk", filter=~Q(waiting_for="")),
            old=Count("pk", filter=Q(received_on__lt=today - timedelta(days=older))),
            oldest=Min("received_on"),
        )
        .order_by()
    )
    return Loads(
        {
            (row["assignee"], row["service"]): Load(
                row["number"], row["overdue"], row["waiting"], row["old"], row["oldest"]
            )
            for row in counted
        }
    )


def lately_done(cases: CaseQuerySet, now: datetime) -> dict[tuple[int, int], int]:
    """How many cases of each service (second) each person (first) closed in the last 30 days."""
    closed = cases.filter(status=Case.Status.CLOSED, closed_at__gte=now - DONE_WITHIN)
    counted = closed.filter(assignee__isnull=False).values("assignee", "service")
    rows = counted.annotate(number=Count("pk")).order_by()
    return {(row["assignee"], row["service"]): row["number"] for row in rows}


def cases_in(units: Collection[int], user: User, service: int | None = None) -> CaseQuerySet:
    """The cases of `units` that `user` sees, of one service where it is given."""
    cases = Case.objects.visible_to(user).filter(unit__in=list(units))
    return cases.filter(service=service) if service else cases


def _sum(parts: Iterable[Load]) -> Load:
    total = Load()
    for part in parts:
        total += part
    return total
