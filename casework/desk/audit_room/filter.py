"""The audit log as an auditor reads it: filtered by the address, page by page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.audit.models import Entry
from casework.cases.models import Case

PAGE_SIZE = 100


@dataclass(frozen=True)
class LogFilter:
    """What the address asks of the log; empty means: everything."""

    case: str = ""
    person: str = ""
    act: str = ""
    day: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "LogFilter":
        """The filter of an address; malformed values count as not given."""
        person, after = query.get("person", ""), query.get("after", "")
        return cls(
            case=query.get("case", "").replace("\x00", "").strip()[:40],
            person=person if person.isdecimal() and len(person) < 16 else "",
            act=query.get("act", "").replace("\x00", "")[:60],
            day=query.get("day", "") if _day(query.get("day", "")) else "",
            after=after if after.isdecimal() and len(after) < 19 else "",
        )

    def address(self, **changes: str) -> str:
        """The query string of this filter with `changes`."""
        values = {**self.__dict__, **changes}
        return "?" + urlencode({key: value for key, value in values.items() if value})


def entries(wanted: LogFilter, user: User) -> QuerySet[Entry]:
    """The log of what `user` audits, the latest first.

    Entries of cases are shown for the units the person audits; entries without a case (services,
    submissions, sign-in) for the person's authority.
    """
    found: QuerySet[Entry] = Entry.objects.filter(authority_id=user.authority_id)
    if not _audits_everything(user):
        found = found.filter(case_id__in=Case.objects.visible_to(user).values("pk"))
    if wanted.case:
        cases = Case.objects.visible_to(user).filter(file_number__iexact=wanted.case)
        found = found.filter(case_id__in=list(cases.values_list("pk", flat=True)))
    if wanted.person:
        found = found.filter(actor=int(wanted.person))
    if wanted.act:
        found = found.filter(act=wanted.act)
    if day := _day(wanted.day):
        start = timezone.make_aware(datetime.combine(day, time.min))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        found = found.filter(timestamp__gte=start, timestamp__lt=end)
    if wanted.after:
        found = found.filter(pk__lt=int(wanted.after))
    ordered: QuerySet[Entry] = found.order_by("-id")
    return ordered


def _audits_everything(user: User) -> bool:
    if user.authority is None:
        return False
    every = set(user.authority.units.values_list("pk", flat=True))
    return every <= roles.unit_ids(user, roles.AUDIT)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
