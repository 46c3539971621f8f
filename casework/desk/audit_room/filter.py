"""The audit log as an auditor reads it: filtered by the address, page by page."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.archive.models import DeletionItem
from casework.archive.proofs import deleted_cases
from casework.audit.models import Entry
from casework.cases.models import Case
from casework.cases.models.reach import reach_of
from casework.desk.audit_room.access import audits_everything
from casework.desk.audit_room.fields import codes_of

PAGE_SIZE = 100


@dataclass(frozen=True)
class LogFilter:
    """What the address asks of the log; empty means: everything.

    `since` and `until` are minutes of local time; in an address also days, which mean all of it.
    """

    case: str = ""
    person: str = ""
    act: str = ""
    field: str = ""
    ip: str = ""
    since: str = ""
    until: str = ""
    entry: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "LogFilter":
        """The filter of an address; malformed values count as not given."""
        return cls(
            case=_text(query, "case", 40),
            person=_number(query, "person"),
            act=_text(query, "act", 60),
            field=_text(query, "field", 100),
            ip=_ip(_text(query, "ip", 45)),
            since=_minute(query.get("since", ""), "T00:00"),
            until=_minute(query.get("until", ""), "T23:59"),
            entry=_number(query, "entry"),
            after=_number(query, "after"),
        )

    def address(self, **changes: str) -> str:
        """The query string of this filter with `changes`."""
        values = {**self.__dict__, **changes}
        return "?" + urlencode({key: value for key, value in values.items() if value})

    @property
    def given(self) -> dict[str, str]:
        """What narrows the log, without the place of the page."""
        return {key: value for key, value in self.__dict__.items() if value and key != "after"}


def entries(wanted: LogFilter, user: User) -> QuerySet[Entry]:
    """The log of what `user` audits, the latest first.

    Entries of cases are shown for the units the person audits; entries without a case (services,
    submissions, sign-in) for the person's authority.
    """
    found = log_of(user)
    if wanted.case:
        cases = Case.objects.visible_to(user).filter(file_number__iexact=wanted.case)
        deleted = _deleted(user).filter(file_number__iexact=wanted.case)
        ids = [*cases.values_list("pk", flat=True), *deleted.values_list("case_id", flat=True)]
        found = found.filter(case_id__in=ids)
    exact = {"actor": wanted.person, "act": wanted.act, "remote_addr": wanted.ip}
    found = found.filter(**{key: value for key, value in exact.items() if value})
    if wanted.field:
        found = found.filter(changes__has_any_keys=codes_of(wanted.field))
    if wanted.entry:
        found = found.filter(pk=int(wanted.entry))
    if wanted.after:
        found = found.filter(pk__lt=int(wanted.after))
    ordered: QuerySet[Entry] = found.filter(_within(wanted)).order_by("-id")
    return ordered


def log_of(user: User) -> QuerySet[Entry]:
    """Every entry that `user` may read as an auditor; none of cases they are excluded from."""
    found: QuerySet[Entry] = Entry.objects.filter(authority_id=user.authority_id)
    if barred := reach_of(user).barred:
        hidden = Case.objects.filter(Q(pk__in=barred) | Q(origin__in=barred))
        found = found.exclude(case_id__in=list(hidden.values_list("pk", flat=True)))
    if not audits_everything(user):
        there = Q(case_id__in=Case.objects.visible_to(user).values("pk"))
        found = found.filter(there | Q(case_id__in=_deleted(user).values("case_id")))
    return found


def _deleted(user: User) -> QuerySet[DeletionItem]:
    """Cases that were deleted in the units the person audits: their entries stay."""
    return deleted_cases(roles.unit_ids(user, roles.AUDIT))


def _within(wanted: LogFilter) -> Q:
    within = Q()
    if wanted.since:
        within &= Q(timestamp__gte=_moment(wanted.since))
    if wanted.until:
        within &= Q(timestamp__lt=_moment(wanted.until) + timedelta(minutes=1))
    return within


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def _minute(text: str, of_day: str) -> str:
    """The minute an address names, a day with the minute given; empty for anything else."""
    try:
        day = len(text) == len("2026-03-03")
        found = datetime.fromisoformat(text + of_day if day else text).replace(tzinfo=None)
    except ValueError:
        return ""
    return found.isoformat(timespec="minutes") if 1900 < found.year < 9999 else ""


def _text(query: QueryDict, key: str, most: int) -> str:
    return query.get(key, "").replace("\x00", "").strip()[:most]


def _number(query: QueryDict, key: str) -> str:
    text = query.get(key, "")
    return text if text.isascii() and text.isdigit() and len(text) < 16 else ""


def _ip(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
