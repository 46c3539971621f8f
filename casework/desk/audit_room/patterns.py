"""Unusual patterns in the log, a question and a query each. A hit is a reason to ask, no proof."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDate, TruncHour
from django.utils import timezone

from casework.audit.models import Entry
from casework.audit.sign_in import FAILED
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.desk.audit_room.limits import limit

SHOWN = 50
TAKEN_AWAY = ("document.read", "notice.read", "submission.read", "post.read", "letter.preview")
GRANTS = (Decision.Outcome.GRANT, Decision.Outcome.PARTIAL)
ISSUES = ("notice.issue", "cosign.sign")
POWERS = Q(act__startswith="power.") | Q(act__startswith="role.")

Log = QuerySet[Entry]


@dataclass(frozen=True)
class Hit:
    """Something unusual: who, when, how much, and the address that shows the entries."""

    who: str
    at: date | datetime
    count: int
    address: str
    compared: float | None = None
    case_id: int | None = None

    @property
    def is_day(self) -> bool:
        """Whether `at` is a day, not a moment."""
        return not isinstance(self.at, datetime)


def unrelated_reads(log: Log) -> list[Hit]:
    """Person-days with many cases read by somebody who neither has them nor acted in them."""
    acted = Entry.objects.filter(
        case_id=OuterRef("case_id"), actor=OuterRef("actor"), action=Entry.Action.ACT
    )
    has = Case.objects.filter(pk=OuterRef("case_id"), assignee=OuterRef("actor"))
    reads = log.filter(action=Entry.Action.ACCESS, case_id__isnull=False, actor__isnull=False)
    days = _by_day(reads.filter(~Exists(acted), ~Exists(has)), Count("case_id", distinct=True))
    usual = median(day["n"] for day in days) if days else 0
    least = max(limit("reads_a_day"), limit("reads_times_median") * usual)
    return [_of_day(day, compared=usual) for day in days if day["n"] >= least]


def at_night(log: Log) -> list[Hit]:
    """Person-days with entries at night or on a weekend."""
    marked = log.filter(actor__isnull=False).annotate(
        hour=ExtractHour("timestamp"), weekday=ExtractIsoWeekDay("timestamp")
    )
    night = Q(hour__gte=limit("night_begins")) | Q(hour__lt=limit("night_ends"))
    days = _by_day(marked.filter(night | Q(weekday__gte=6)), Count("id"))
    return [_of_day(day) for day in days if day["n"] >= limit("night_acts")]


def overrides(log: Log) -> list[Hit]:
    """People who overrode legal checks that would have stopped a notice."""
    found = log.filter(act="finding.override", action=Entry.Action.ACT)
    days = _by_day(found, Count("id"))
    totals: dict[int, int] = {}
    for day in days:
        totals[day["actor"]] = totals.get(day["actor"], 0) + day["n"]
    often = {actor for actor, n in totals.items() if n >= limit("overrides")}
    return [_of_day(day, act="finding.override") for day in days if day["actor"] in often]


def taken_and_granted(log: Log) -> list[Hit]:
    """Grants that somebody issued minutes after taking the case themselves."""
    soon = timedelta(minutes=limit("minutes_to_grant"))
    taken = Entry.objects.filter(
        case_id=OuterRef("case_id"),
        actor=OuterRef("actor"),
        act="case.take",
        action=Entry.Action.ACT,
        timestamp__lte=OuterRef("timestamp"),
        timestamp__gte=OuterRef("timestamp") - soon,
    )
    granted = Decision.objects.filter(
        case=OuterRef("case_id"), outcome__in=GRANTS, status=Decision.Status.ISSUED
    )
    found = log.filter(act="notice.issue", action=Entry.Action.ACT)
    return _each(found.filter(Exists(taken), Exists(granted)))


def own_powers(log: Log) -> list[Hit]:
    """Powers to sign and roles that somebody gave to or took from themselves."""
    found = log.filter(POWERS, action=Entry.Action.ACT, object_id=F("actor_id"))
    return _each(found)


def failed_sign_ins(log: Log) -> list[Hit]:
    """Accounts with many failed sign-ins on one day."""
    days = (
        log.filter(act=FAILED)
        .annotate(day=TruncDate("timestamp"))
        .order_by()
        .values("object_repr", "day")
        .annotate(n=Count("id"))
        .filter(n__gte=limit("failed_sign_ins"))
        .order_by("-day", "-n")[:SHOWN]
    )
    return [
        Hit(day["object_repr"], day["day"], day["n"], _address(day["day"], act=FAILED))
        for day in days
    ]


def mass_downloads(log: Log) -> list[Hit]:
    """People who opened or saved very many files within one hour."""
    hours = (
        log.filter(act__in=TAKEN_AWAY, actor__isnull=False)
        .annotate(hour=TruncHour("timestamp"))
        .order_by()
        .values("actor", "actor_name", "hour")
        .annotate(n=Count("id"))
        .filter(n__gte=limit("downloads_an_hour"))
        .order_by("-hour", "-n")[:SHOWN]
    )
    return [
        Hit(
            hour["actor_name"],
            hour["hour"],
            hour["n"],
            _address(timezone.localdate(hour["hour"]), person=hour["actor"]),
        )
        for hour in hours
    ]


PATTERNS: dict[str, Callable[[Log], list[Hit]]] = {
    "unrelated": unrelated_reads,
    "night": at_night,
    "overrides": overrides,
    "granted": taken_and_granted,
    "powers": own_powers,
    "sign-ins": failed_sign_ins,
    "downloads": mass_downloads,
}


def file_numbers(hits: Iterable[Hit]) -> dict[int, str]:
    """File numbers of the cases that hits name; one query."""
    ids = {hit.case_id for hit in hits if hit.case_id}
    return dict(Case.objects.filter(pk__in=ids).values_list("pk", "file_number"))


def _by_day(found: Log, counted: Count) -> list[dict[str, Any]]:
    days = found.annotate(day=TruncDate("timestamp")).order_by()
    values = days.values("actor", "actor_name", "day").annotate(n=counted)
    return list(values.order_by("-day", "-n"))


def _of_day(day: dict[str, Any], *, compared: float | None = None, act: str = "") -> Hit:
    address = _address(day["day"], person=day["actor"], act=act)
    return Hit(day["actor_name"], day["day"], day["n"], address, compared)


def _each(found: Log) -> list[Hit]:
    return [
        Hit(
            entry.actor_name,
            entry.timestamp,
            1,
            f"?entry={entry.pk}",
            case_id=entry.case_id,
        )
        for entry in found.order_by("-id")[:SHOWN]
    ]


def _address(day: date, *, person: int | None = None, act: str = "") -> str:
    values = {"person": person or "", "act": act, "since": _at(day, time.min), "until": _at(day)}
    return "?" + urlencode({key: value for key, value in values.items() if value})


def _at(day: date, moment: time = time(23, 59)) -> str:
    return datetime.combine(day, moment).isoformat(timespec="minutes")
