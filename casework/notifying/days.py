"""What a day brings: deadlines, follow-ups, call-backs, substitutions, changes of the law."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from casework.access import roles
from casework.access.models import Authority, Unit
from casework.access.substitution import in_force
from casework.cases.models import Case, CaseQuerySet
from casework.lawwatch.changes import watch
from casework.notifying.events import Event
from casework.notifying.models import Kind

NEAR = timedelta(days=3)


def brought_by(today: date, now: datetime) -> Iterator[Event]:
    """The events of the day `today`; asked again, they come with the same keys."""
    yield from _near(today, now)
    yield from _due("follow_up_on", Kind.FOLLOW_UP, today, now)
    yield from _due("call_back_on", Kind.CALL_BACK, today, now)
    yield from _standing_in(today, now)
    for authority in Authority.objects.order_by("pk"):
        yield from _law(authority, now)


def _near(today: date, now: datetime) -> Iterator[Event]:
    """Deadlines of one's own cases within the next days; missed ones were told before."""
    for case, user, day in (
        _held().filter(due_on__range=(today, today + NEAR)).values_list("pk", "assignee", "due_on")
    ):
        yield Event(user, Kind.DEADLINE, f"deadline:{case}:{day}", now, case)


def _due(column: str, kind: Kind, today: date, now: datetime) -> Iterator[Event]:
    found = _held().filter(**{column: today}).values_list("pk", "assignee")
    for case, user in found:
        yield Event(user, kind, f"{kind}:{case}:{today}", now, case)


def _held() -> CaseQuerySet:
    """Open cases somebody has; a restricted one only lies there (Art. 18 GDPR)."""
    held = Case.objects.open().exclude(assignee=None)
    return held.exclude(restriction=Case.Restriction.FULL).order_by()


def _standing_in(today: date, now: datetime) -> Iterator[Event]:
    """Deputies whose time begins today, unless they entered it themselves."""
    for one in in_force(today).filter(starts_on=today, absent__is_active=True):
        if one.entered_by_id != one.deputy_id:
            yield Event(one.deputy_id, Kind.SUBSTITUTION, f"substitution:{one.pk}", now)


def _law(authority: Authority, now: datetime) -> Iterator[Event]:
    """Administrators, when uses of the law are to be reviewed that were not before."""
    units = Unit.objects.filter(authority=authority).values_list("pk", flat=True)
    people = list(roles.people_with(roles.ADMINISTER, units).values_list("pk", flat=True))
    if not people:
        return
    found = watch(authority)
    texts = sorted(f"{one.norm.pk}:{one.after.pk if one.after else 0}" for one in found.changed)
    if not texts:
        return
    seen = hashlib.sha256(" ".join(texts).encode()).hexdigest()[:16]
    for user in people:
        yield Event(user, Kind.LAW, f"law:{authority.pk}:{seen}", now)
