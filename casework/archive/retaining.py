"""Until when a closed case is kept: from closing or finality on, as long as its service says.

Art. 5 I e GDPR: data are kept no longer than needed. What is needed is in the service package
(`[retention]`), where the authority's own filing plan is repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.archive.family import family_of
from casework.archive.models import Hold, Retention
from casework.cases.models import Case
from casework.delivery.models import Delivery, Objection
from casework.services.catalogue import package_of

BUSY = (Delivery.State.PLANNED, Delivery.State.UNDER_WAY)
PENDING = (Objection.State.KEPT, Objection.State.IN_PROCEDURE)


@dataclass(frozen=True)
class Kept:
    """From and until when, and why; or what is still under way (`blocked`), then no dates."""

    starts_on: date | None = None
    ends_on: date | None = None
    because: tuple[str, ...] = ()
    blocked: str = ""


@dataclass(frozen=True)
class _Span:
    case: Case
    starts_on: date
    ends_on: date
    because: tuple[str, ...]


def reckon(case: Case) -> Kept:
    """How long the case is kept: as long as the longest of those it belongs to."""
    family = family_of(case)
    if blocked := _blocked(family):
        return Kept(blocked=blocked)
    spans = [_span(one) for one in family]
    own = next(span for span in spans if span.case.pk == case.pk)
    longest = max(spans, key=lambda span: span.ends_on)
    if longest.ends_on <= own.ends_on:
        return Kept(own.starts_on, own.ends_on, own.because)
    words = _("%(number)s, to which it belongs, is kept until %(day)s.")
    further = words % {"number": longest.case.file_number, "day": _day(longest.ends_on)}
    return Kept(own.starts_on, longest.ends_on, (*own.because, further))


def compute(case: Case, now: datetime) -> Retention:
    """Reckon and store."""
    kept = reckon(case)
    values = {
        "starts_on": kept.starts_on,
        "ends_on": kept.ends_on,
        "because": list(kept.because),
        "blocked": kept.blocked,
        "computed_at": now,
    }
    return Retention.objects.update_or_create(case=case, defaults=values)[0]


def compute_missing(now: datetime, *, most: int = 2000) -> int:
    """Compute for closed cases without a date, and anew where the day has come; how many.

    What is under way is looked at again every night: an objection ends, a letter arrives.
    """
    today = timezone.localdate(now)
    stale = Q(retention=None) | Q(retention__ends_on=None) | Q(retention__ends_on__lt=today)
    closed = Case.objects.filter(stale, status=Case.Status.CLOSED)
    fresh = Retention.objects.filter(case=OuterRef("pk"), computed_at__gte=now)
    cases = list(closed.filter(~Exists(fresh)).order_by("closed_at", "pk")[:most])
    for case in cases:
        with transaction.atomic():
            compute(case, now)
    return len(cases)


def holds_on(cases: Sequence[Case], today: date) -> QuerySet[Hold]:
    """Holds that stand on a day in any of the cases."""
    standing = Hold.objects.filter(case__in=cases, lifted_at=None)
    return standing.filter(Q(until=None) | Q(until__gte=today))


def after_years(day: date, years: int) -> date:
    """The day a period of years ends that an event on `day` begins (§ 188 II, III BGB)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _blocked(family: Sequence[Case]) -> str:
    if still := next((one for one in family if one.status != Case.Status.CLOSED), None):
        return _("%(number)s is not closed.") % {"number": still.file_number}
    pending = Objection.objects.filter(case__in=family, state__in=PENDING)
    if objection := pending.select_related("notice").first():
        return _("The objection against %(number)s is not settled.") % {
            "number": objection.notice.number
        }
    under_way = Delivery.objects.filter(case__in=family, state__in=BUSY)
    if delivery := under_way.select_related("notice").first():
        return _("The letter %(number)s is not delivered yet.") % {"number": delivery.notice.number}
    return ""


def _span(case: Case) -> _Span:
    if case.closed_at is None:
        raise ValueError("a closed case has the day of its closing")
    closed = timezone.localdate(case.closed_at)
    package = package_of(case.service_version_id)
    final = case.deliveries.filter(final_on__isnull=False).order_by("-final_on").first()
    because = [_("Closed on %(day)s.") % {"day": _day(closed)}]
    starts = closed
    if final is not None and final.final_on is not None and final.final_on > closed:
        starts = final.final_on
        because.append(_("The decision is final from %(day)s.") % {"day": _day(starts)})
    ends = after_years(starts, package.retention_years)
    words = _("Kept %(years)s years, until %(day)s: %(reason)s")
    reason = package.retention_reason or _("period of the service")
    because.append(words % {"years": package.retention_years, "day": _day(ends), "reason": reason})
    return _Span(case, starts, ends, tuple(because))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
