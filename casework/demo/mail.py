"""What became of the demo's letters: posted, waiting, come back, contested."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from casework.access.models import User
from casework.delivery.actions.batches import make_batches
from casework.delivery.actions.changes import change_channel
from casework.delivery.actions.objections import enter_objection
from casework.delivery.actions.posting import note_posting
from casework.delivery.actions.received import Received
from casework.delivery.actions.returns import enter_return
from casework.delivery.models import Delivery, Objection
from casework.delivery.passing import let_days_pass
from casework.delivery.planning import plan, with_case
from casework.delivery.printing import print_batch
from casework.notices.models import Notice
from casework.process.dates import place_of
from legal.deadlines import next_working_day

WAITING = 5  # the latest letters of each unit that still lie in the out-tray
TEXT = (
    "Ich erhebe Widerspruch. Die Ablehnung berücksichtigt nicht, dass ich seit Jahresbeginn mit "
    "Hauptwohnung dort gemeldet bin. Die Meldebestätigung reiche ich nach."
)


def send_out(now: datetime, waiting: int = WAITING) -> None:
    """Post the older letters, each on the working day after it was issued, and let time pass.

    The latest `waiting` of each unit stay in the out-tray.
    """
    for pk in Notice.objects.filter(deliveries__isnull=True).values_list("pk", flat=True):
        notice = with_case(pk)
        plan(notice=notice, now=notice.issued_at)
    latest = _latest(waiting)
    _choose_ways(latest)
    days: dict[tuple[date, int, str], list[Delivery]] = defaultdict(list)
    for delivery in _planned().exclude(pk__in=latest):
        days[_posting_day(delivery), delivery.case.unit_id, delivery.channel].append(delivery)
    for (day, _unit, _channel), letters in sorted(days.items()):
        if day < timezone.localdate(now):
            _post(letters, day, _colleague(letters[0]))
    let_days_pass(now)


def come_back(now: datetime) -> None:
    """One letter came back, and one decision is contested; nothing happens a second time."""
    arrived = Delivery.objects.filter(channel="post", state="delivered").order_by("-notified_on")
    arrived = arrived.select_related(
        "case__authority", "case__assignee", "notice__issued_by", "party"
    )
    returned = arrived.filter(case__status="closed").first()
    if returned and not Delivery.objects.filter(state="returned").exists():
        _return(returned, now)
    refused = arrived.filter(notice__decision__outcome="refuse", final_on__gt=now.date())
    if not Objection.objects.exists() and (contested := refused.first()):
        _object(contested, now)


def _choose_ways(waiting: list[int]) -> None:
    """One refusal is served formally, and one new letter is handed over at the counter."""
    if Delivery.objects.exclude(channel="post").exists():
        return
    older = _planned().exclude(pk__in=waiting).filter(notice__decision__outcome="refuse")
    ways = {
        "formal": older.order_by("-notice__issued_at").first(),
        "counter": _planned().filter(pk__in=waiting).first(),
    }
    for channel, found in ways.items():
        if found:
            by, now = _colleague(found), found.created_at
            change_channel(delivery=found, channel=channel, by=by, now=now)


def _colleague(delivery: Delivery) -> User:
    """Who deals with the mail of a letter: who issued it, else who has the case."""
    who = delivery.notice.issued_by or delivery.case.assignee
    if who is None:
        raise RuntimeError(f"nobody has dealt with {delivery}")
    return who


def _planned() -> QuerySet[Delivery]:
    """Letters to be printed, with who deals with them."""
    found = Delivery.objects.filter(state="planned", channel__in=("post", "formal"))
    return found.select_related("case__authority", "case__assignee", "notice__issued_by").order_by(
        "notice__issued_at", "pk"
    )


def _latest(waiting: int) -> list[int]:
    """The latest letters of each unit: nobody has printed them yet."""
    by_unit: dict[int, list[int]] = defaultdict(list)
    for delivery in _planned():
        by_unit[delivery.case.unit_id].append(delivery.pk)
    return [pk for pks in by_unit.values() for pk in pks[::-1][:waiting]]


def _posting_day(delivery: Delivery) -> date:
    issued = timezone.localdate(delivery.notice.issued_at)
    return next_working_day(issued + timedelta(days=1), place_of(delivery.case.authority))


def _post(letters: list[Delivery], day: date, by: User) -> None:
    afternoon = timezone.make_aware(datetime.combine(day, time(14, 30)))
    chosen = [letter.pk for letter in letters]
    for batch in make_batches(chosen=chosen, by=by, now=afternoon):
        print_batch(batch.pk)
        note_posting(batch=batch, posted_on=day, by=by, now=afternoon)


def _return(delivery: Delivery, now: datetime) -> None:
    enter_return(
        delivery=delivery,
        returned_on=timezone.localdate(now) - timedelta(days=1),
        reason="Empfänger unter der angegebenen Anschrift nicht zu ermitteln",
        by=_colleague(delivery),
        now=now,
    )


def _object(delivery: Delivery, now: datetime) -> None:
    if delivery.party is None:
        return
    received = Received(
        party=delivery.party,
        received_on=timezone.localdate(now) - timedelta(days=1),
        form="written",
        text=TEXT,
    )
    notice = with_case(delivery.notice_id)
    enter_objection(notice=notice, received=received, by=_colleague(delivery), now=now)
