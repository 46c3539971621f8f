"""What happened that somebody is to be told, found in the log and in the record.

The log says where to look: every act leaves an entry there, with its case and who did it. What
there is to tell is read from the record as it stands: what has been looked at or taken back
meanwhile is told to nobody. Nobody is told what they did themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.access.substitution import in_force
from casework.audit.models import Entry
from casework.cases.models import Case, Share
from casework.decisions.cosign import possible_signers
from casework.decisions.cosign_lists import open_requests
from casework.decisions.models import CoSignature
from casework.notifying.models import Kind


@dataclass(frozen=True)
class Event:
    """One thing to tell one person (see models.Alert)."""

    user: int
    kind: Kind
    key: str
    at: datetime
    case: int | None = None
    about: int | None = None


@dataclass(frozen=True)
class Acts:
    """The cases some acts were about since a moment, and who did them."""

    since: datetime
    cases: Collection[int]
    by: Collection[tuple[int, int | None]]


def happened(since: datetime, now: datetime) -> Iterator[Event]:
    """The events of all acts logged after `since`; a fixed number of queries, but for requests to
    co-sign that ask nobody in particular.
    """
    found = Entry.objects.filter(
        timestamp__gt=since, action=Entry.Action.ACT, act__in=SOURCES, case_id__isnull=False
    )
    acts: dict[str, set[tuple[int, int | None]]] = defaultdict(set)
    for act, case, by in found.values_list("act", "case_id", "actor"):
        acts[act].add((case, by))
    for act, pairs in acts.items():
        cases = {case for case, _by in pairs}
        yield from SOURCES[act](Acts(since, cases, pairs), now)


def _assigned(acts: Acts, now: datetime) -> Iterator[Event]:
    return _called(acts, Case.Attention.ASSIGNED, Kind.ASSIGNED)


def _answered(acts: Acts, now: datetime) -> Iterator[Event]:
    return _called(acts, Case.Attention.ANSWER, Kind.ANSWER)


def _called(acts: Acts, attention: str, kind: Kind) -> Iterator[Event]:
    """What waits in the cases for whoever has them, and they have not looked at yet."""
    found = Case.objects.filter(
        pk__in=acts.cases, attention=attention, attention_since__gt=acts.since
    )
    for case, user, at in found.exclude(assignee=None).values_list(
        "pk", "assignee", "attention_since"
    ):
        if user and at and (case, user) not in acts.by:
            yield Event(user, kind, f"{kind}:{case}:{at:%Y%m%dT%H%M%S%f}", at, case)


def _co_sign(acts: Acts, now: datetime) -> Iterator[Event]:
    """Whoever is asked and their deputies; where nobody in particular is, everybody who may."""
    today = timezone.localdate(now)
    requests = open_requests().filter(decision__case__in=acts.cases, requested_at__gt=acts.since)
    people = ("requested_by", "decision__case__unit", "decision__case__service", "decision__step")
    for one in requests.select_related(*people):
        if one.asked_id is None:
            asked = {
                basis.signer.pk for basis in possible_signers(one.decision, one.requested_by, today)
            }
        else:
            asked = {one.asked_id, *_deputies(one.asked_id, today)}
        for user in asked - {one.requested_by_id}:
            case = one.decision.case_id
            yield Event(user, Kind.CO_SIGN, f"co_sign:{one.pk}", one.requested_at, case, one.pk)


def _deputies(user: int, today: date) -> Iterator[int]:
    running = in_force(today).filter(absent=user, deputy__is_active=True)
    return iter(running.values_list("deputy", flat=True))


def _co_signed(acts: Acts, now: datetime) -> Iterator[Event]:
    answered = (CoSignature.State.SIGNED, CoSignature.State.RETURNED)
    found = CoSignature.objects.filter(
        decision__case__in=acts.cases, state__in=answered, settled_at__gt=acts.since
    ).select_related("decision")
    for one in found:
        if one.settled_at and one.requested_by_id != one.settled_by_id:
            key, case = f"co_signed:{one.pk}", one.decision.case_id
            yield Event(one.requested_by_id, Kind.CO_SIGNED, key, one.settled_at, case)


def _shared(acts: Acts, now: datetime) -> Iterator[Event]:
    """Whom a case was opened to: a person, or the people who work in a unit."""
    found = Share.objects.filter(
        Q(until__gte=timezone.localdate(now)),
        case__in=acts.cases,
        granted_at__gt=acts.since,
        ended_at__isnull=True,
    )
    for share in found:
        kind = Kind.CONSULTED if share.waits else Kind.SHARED
        for user in set(_recipients(share)) - {share.granted_by_id}:
            yield Event(user, kind, f"share:{share.pk}", share.granted_at, share.case_id, share.pk)


def _recipients(share: Share) -> Iterator[int]:
    if share.user_id is not None:
        yield share.user_id
    elif share.unit_id is not None:
        for role in (roles.WORK, roles.LEAD):
            people = roles.people_with(role, [share.unit_id])
            yield from people.order_by().values_list("pk", flat=True)


SOURCES: dict[str, Callable[[Acts, datetime], Iterator[Event]]] = {
    "case.assign": _assigned,
    "case.answer": _answered,
    "share.answer": _answered,
    "share.grant": _shared,
    "cosign.request": _co_sign,
    "cosign.sign": _co_signed,
    "cosign.return": _co_signed,
}


def active(users: Collection[int]) -> set[int]:
    """Those of `users` (ids) who still work here."""
    return set(User.objects.filter(pk__in=users, is_active=True).values_list("pk", flat=True))
