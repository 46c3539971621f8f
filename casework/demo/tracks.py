"""Cases about earlier decisions: two objections, a withdrawal after a hearing, a correction.

They start from decisions the demo has already issued and posted; each is made once.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.decisions.reviews import Wanted, open_review
from casework.delivery.actions.objections import enter_objection
from casework.delivery.actions.received import Received
from casework.delivery.models import Delivery, Objection
from casework.delivery.planning import with_case
from casework.demo.applications import Path
from casework.demo.town import Town, read
from casework.demo.walk import walk

AFTER = timedelta(days=8)  # an objection comes a week after the notice arrived
REVIEWED = timedelta(days=4)  # and a mistake is found some days after the decision


def run(town: Town, now: datetime) -> None:
    """Bring every track of fixtures/demo/tracks.json to its place; what is there stays."""
    scripts = read("tracks.json")
    _decided_objection(town, scripts["objection-decided"], now)
    _pending_objection(town, scripts["objection-pending"], now)
    for name in ("withdrawal", "correction"):
        _review(town, scripts[name], now)


def _pending_objection(town: Town, script: dict[str, Any], now: datetime) -> None:
    """The objection the mail brought, else one of our own, on its way to a decision."""
    pending = Objection.objects.filter(track__isnull=False, state="in_procedure")
    if not pending.exists():
        _enter(_refused(), script["text"], now)
    for objection in pending.select_related("track"):
        if objection.track is not None and objection.track.assignee is None:
            walk(objection.track, _path(script), town, now)


def _decided_objection(town: Town, script: dict[str, Any], now: datetime) -> None:
    if Objection.objects.filter(state="settled").exists():
        return
    last = timezone.localdate(now) - timedelta(days=script["days"])
    arrived = _refused().filter(notified_on__lte=last, case__service__regime="VwVfG")
    objection = _enter(arrived, script["text"], now)
    if objection is not None and objection.track is not None:
        walk(objection.track, _path(script), town, now)


def _refused() -> QuerySet[Delivery]:
    """Refusals that arrived and nobody objected to, the latest first."""
    return (
        Delivery.objects.filter(
            state="delivered",
            notified_on__isnull=False,
            notice__decision__outcome="refuse",
            notice__objections__isnull=True,
            case__origin__isnull=True,
            party__isnull=False,
        )
        .select_related("party", "notice__issued_by")
        .order_by("-notified_on")
    )


def _enter(refused: QuerySet[Delivery], text: str, now: datetime) -> Objection | None:
    """An objection to the first of these, in time; None if there is none."""
    found = refused.first()
    if found is None or found.party is None or found.notified_on is None:
        return None
    received_on = min(found.notified_on + AFTER, timezone.localdate(now))
    received = Received(party=found.party, received_on=received_on, form="written", text=text)
    return enter_objection(
        notice=with_case(found.notice_id),
        received=received,
        by=_by(found.notice.issued_by),
        now=_morning(received_on, now),
    )


def _review(town: Town, script: dict[str, Any], now: datetime) -> None:
    """Open and work through a review of a granted decision that nothing else deals with."""
    purpose = script["purpose"]
    if Case.objects.filter(service__key="review", data__review__purpose=purpose).exists():
        return
    decided = Decision.objects.filter(
        status=Decision.Status.ISSUED,
        outcome=Decision.Outcome.GRANT,
        decided_at__lte=now - timedelta(days=script["days"]),
        case__service__key=script["service"],
        case__origin__isnull=True,
        case__tracks__isnull=True,
    ).exclude(case__parties__address_failed_on__isnull=False)
    target = decided.select_related("case", "decided_by", "notice").order_by("-decided_at").first()
    if target is None or target.decided_at is None:
        return
    moment = target.decided_at + REVIEWED
    wanted = Wanted(
        purpose=purpose,
        known_on=timezone.localdate(moment),
        occasion=script["text"],
        requested=script["requested"],
    )
    by = _by(target.decided_by)
    track = open_review(case=target.case, target=target, wanted=wanted, by=by, now=moment)
    walk(track, _path(script), town, now)


def _path(script: dict[str, Any]) -> Path:
    choices: dict[str, dict[str, Any]] = script["choices"]
    return Path(script["name"], script["until"], choices, True, False, "")


def _by(person: User | None) -> User:
    if person is None:
        raise RuntimeError("a demo notice was issued by nobody")
    return person


def _morning(day: date, now: datetime) -> datetime:
    """Nine o'clock on a day, but not after now."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 9))
    return min(moment, now)
