"""What somebody is shown of their alerts, and what of it they have read.

An alert shows nothing by itself: whether its case still exists for the person is asked each time,
and whether a request still waits for them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import OuterRef, Q, QuerySet, Subquery, When
from django.db.models.lookups import IsNull
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.cases.models.reach import Reach, known_of, known_reach, not_excluded, reached
from casework.decisions.cosign_lists import open_requests, to_sign
from casework.notifying.models import Alert, Kind
from casework.prepared import Known, ask

PAGE = 30
MOST_COUNTED = 100


def shown_to(user: User) -> QuerySet[Alert]:
    """The alerts of `user` whose case they see today, or that are about no case.

    A request to co-sign opens its draft to whoever may sign, and is shown as long as it waits.
    """
    waits = IsNull(_waiting_request(), False)
    asked = Q(waits, kind=Kind.CO_SIGN) & not_excluded(user, "case__")
    others = ~Q(kind=Kind.CO_SIGN) & (Q(case__isnull=True) | reached(user, "case__"))
    if not roles.has_role(user, roles.ADMINISTER):
        others &= ~Q(kind=Kind.LAW)
    return Alert.objects.filter(asked | others, user=Known("user", user.pk)).order_by("-pk")


def page_of(user: User, after: int | None = None) -> tuple[Sequence[Alert], int | None]:
    """One page, the newest first, and where the next one begins (None: there is none)."""
    found = shown_to(user).select_related("case__service")
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.defer("case__data")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return signable(rows, user), rows[-1].pk if more else None


def signable(alerts: Sequence[Alert], user: User) -> list[Alert]:
    """Without the requests `user` may not answer any more; three queries where there are any."""
    if not any(one.kind == Kind.CO_SIGN for one in alerts):
        return list(alerts)
    waiting = {one.request.pk for one in to_sign(user, timezone.localdate()).values()}
    return [one for one in alerts if one.kind != Kind.CO_SIGN or one.about in waiting]


def unread(user: User) -> list[tuple[int, int | None]]:
    """Alert and case (ids) of what `user` has not read, at most 100; one query a request.

    Where the page has asked what the person reaches, the few rows are looked through here; a
    condition of the database that says the same costs ten times as much.
    """
    known: list[tuple[int, int | None]] | None = user.__dict__.get("_unread_alerts")
    if known is None:
        reach = known_reach(user)
        known = _looked_through(user, reach) if reach else _asked_for(user)
        user.__dict__["_unread_alerts"] = known
    return known


def _asked_for(user: User) -> list[tuple[int, int | None]]:
    works = roles.has_role(user, roles.WORK, roles.LEAD)
    administers = roles.has_role(user, roles.ADMINISTER)
    nowhere = user.authority_id is None
    question = "unread alerts", user.is_active, nowhere, works, administers, timezone.localdate()
    return ask(question, lambda: _asked(user), **known_of(user))


def _asked(user: User) -> QuerySet[Alert, tuple[int, int | None]]:
    found = shown_to(user).filter(read_at__isnull=True)
    return found.values_list("pk", "case")[:MOST_COUNTED]


def _looked_through(user: User, reach: Reach) -> list[tuple[int, int | None]]:
    administers = roles.has_role(user, roles.ADMINISTER)
    found = []
    for pk, kind, waiting, case, *place in ask("alerts", lambda: _own(user), user=user.pk):
        if kind == Kind.CO_SIGN:
            there = waiting is not None and not reach.barred & {case, place[2]}
        elif case is None:
            there = kind != Kind.LAW or administers
        else:
            there = reach.holds(case, *place)
        if there:
            found.append((pk, case))
    return found


def _own(user: User) -> QuerySet[Alert, tuple[Any, ...]]:
    """What `user` has not read, with what decides whether it is shown."""
    waiting = When(kind=Kind.CO_SIGN, then=_waiting_request())
    found = Alert.objects.filter(user=Known("user", user.pk), read_at__isnull=True).order_by("-pk")
    return found.values_list(
        "pk", "kind", Choose(waiting), "case", "case__unit", "case__assignee", "case__origin"
    )[:MOST_COUNTED]


def _waiting_request() -> Subquery:
    """The request of the alert at hand, if it still waits; None for any other.

    A value: for an EXISTS, PostgreSQL would collect those of the whole office beforehand.
    """
    return Subquery(open_requests().filter(pk=OuterRef("about")).order_by().values("pk")[:1])


@transaction.atomic
def mark(user: User, alerts: Iterable[int], *, read: bool, now: datetime) -> int:
    """Mark alerts of `user` (ids) as read or unread; returns how many changed."""
    found = Alert.objects.filter(user=user, pk__in=list(alerts), read_at__isnull=read)
    changed = found.update(read_at=now if read else None)
    user.__dict__.pop("_unread_alerts", None)
    return changed


def mark_all(user: User, *, upto: int, now: datetime) -> int:
    """Mark everything up to the alert `upto` (id) as read: what came since was not seen."""
    found = Alert.objects.filter(user=user, pk__lte=upto, read_at__isnull=True)
    changed = found.update(read_at=now)
    user.__dict__.pop("_unread_alerts", None)
    return changed


def case_opened(user: User, case: int, now: datetime) -> None:
    """Whoever opens a case has read what they were told of it; a statement only if there is any."""
    about = [pk for pk, of in unread(user) if of == case]
    if about:
        mark(user, about, read=True, now=now)
