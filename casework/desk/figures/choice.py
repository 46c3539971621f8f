"""What figures are asked for, read from and written to the address, and the cases they count."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from casework.access import roles
from casework.access.models import Unit, User
from casework.cases.models import Case
from casework.desk.figures.periods import Period, period_of
from casework.desk.requests import read_id
from casework.services.models import Service

TOPICS = ("flow", "time", "waiting", "results", "digital", "all")


@dataclass(frozen=True)
class Choice:
    """Topic, period, and the service and unit (with those below it), where one is chosen."""

    topic: str
    period: Period
    service: int | None = None
    unit: int | None = None

    @classmethod
    def read(cls, query: QueryDict, today: date) -> "Choice":
        """What an address asks for; what it does not know counts as not given."""
        topic = query.get("topic", "")
        return cls(
            topic=topic if topic in TOPICS else TOPICS[0],
            period=period_of(query.get("period", ""), today),
            service=read_id(query.get("service")),
            unit=read_id(query.get("unit")),
        )

    def address(self, **changes: object) -> str:
        """The query string of this choice with `changes`, beginning with "?"."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        return "?" + urlencode(changed.values())

    def values(self) -> dict[str, str]:
        """The parts of the address that are not what is usual."""
        period = "" if self.period.key == "12" else self.period.key
        found = {
            "topic": "" if self.topic == TOPICS[0] else self.topic,
            "period": period,
            "service": str(self.service or ""),
            "unit": str(self.unit or ""),
        }
        return {key: value for key, value in found.items() if value}


class Scope:
    """The cases a choice is about: those `user` sees in units that they lead or audit.

    What somebody only works in, stands in for or was given to read does not count. `services`
    are the names of the authority's services, `units` those that can be chosen.
    """

    def __init__(self, choice: Choice, user: User) -> None:
        self.choice, self.user, self.period = choice, user, choice.period
        self.begin, self.end = _midnight(self.period.first), _midnight(_after(self.period.last))
        self._steered = roles.unit_ids(user, roles.LEAD, roles.AUDIT)

    @cached_property
    def services(self) -> dict[int, str]:
        found = Service.objects.filter(authority=self.user.authority_id).order_by("name", "pk")
        return dict(found.values_list("pk", "name"))

    @cached_property
    def units(self) -> dict[int, str]:
        found = Unit.objects.filter(pk__in=self._steered).order_by("name", "pk")
        return dict(found.values_list("pk", "name"))

    @cached_property
    def cases(self) -> QuerySet[Case]:
        """All of them, whenever they were received."""
        units = self._steered
        if self.choice.unit and self.user.authority_id:
            below = roles.subtrees([self.choice.unit], self.user.authority_id)
            units = units & below[self.choice.unit]
        found = Case.objects.visible_to(self.user).filter(unit__in=units)
        return found.filter(service=self.choice.service) if self.choice.service else found

    @property
    def active(self) -> QuerySet[Case]:
        """Those that were open at some time since the period began: found by the indexes of the
        open and the closed ones. What was received or decided in the period is among them.
        """
        return self.cases.filter(Q(status="open") | Q(status="closed", closed_at__gte=self.begin))

    @property
    def closed(self) -> QuerySet[Case]:
        """Those closed in the period."""
        return self.cases.filter(status="closed", closed_at__gte=self.begin, closed_at__lt=self.end)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _after(day: date) -> date:
    return day + timedelta(days=1)
