"""Turns events into alerts: the one place that writes them."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casework.notifying.days import brought_by
from casework.notifying.events import Event, active, happened
from casework.notifying.models import Alert, Choice, Progress

OVERLAP = timedelta(minutes=5)  # an act of a longer transaction is seen late; its key tells it once
FIRST_LOOK = timedelta(hours=1)
DAY_BEGINS = time(5)
MAILS_AT = time(7)  # what people want once a day


@transaction.atomic
def tell(now: datetime) -> int:
    """Write the alerts of what happened since the last call, and of the day when it begins.

    Returns how many are new. Two workers never do it at once: the second waits, and finds nothing.
    """
    log = _progress("log", now - FIRST_LOOK)
    events = list(happened(log.upto - OVERLAP, now))
    _move(log, now)
    today = timezone.localdate(now)
    days = _progress("days", now - timedelta(days=1))
    begun = timezone.localtime(now).time() >= DAY_BEGINS
    if begun and timezone.localdate(days.upto) < today:
        events += brought_by(today, now)
        _move(days, now)
    return write(events, now)


def write(events: Iterable[Event], now: datetime) -> int:
    """An alert for each event that was not told before; returns how many there are."""
    wanted = {(event.user, event.key): event for event in events}
    known = Alert.objects.filter(key__in={key for _user, key in wanted})
    for told in known.values_list("user", "key"):
        wanted.pop(told, None)
    people = active({user for user, _key in wanted})
    ways = _ways(people)
    alerts = [
        _alert(event, ways.get((event.user, event.kind), Choice.Way.OFF), now)
        for event in wanted.values()
        if event.user in people
    ]
    return len(Alert.objects.bulk_create(alerts, batch_size=500, ignore_conflicts=True))


def _ways(people: Collection[int]) -> dict[tuple[int, str], str]:
    """How people want each kind by e-mail."""
    if not settings.MAIL_ENABLED:
        return {}
    rows = Choice.objects.filter(user__in=people).exclude(user__email="")
    return {(user, kind): way for user, kind, way in rows.values_list("user", "kind", "way")}


def _alert(event: Event, way: str, now: datetime) -> Alert:
    alert = Alert(
        user_id=event.user,
        kind=event.kind,
        case_id=event.case,
        about=event.about,
        key=event.key,
        at=event.at,
    )
    if way != Choice.Way.OFF:
        alert.mail = Alert.Mail.WAITING
        alert.mail_at = now if way == Choice.Way.AT_ONCE else next_digest(now)
    return alert


def next_digest(now: datetime) -> datetime:
    """When what is wanted once a day goes out next."""
    local = timezone.localtime(now)
    day = local.date() + timedelta(days=local.time() >= MAILS_AT)
    return timezone.make_aware(datetime.combine(day, MAILS_AT))


def _progress(source: str, begin: datetime) -> Progress:
    Progress.objects.get_or_create(source=source, defaults={"upto": begin})
    return Progress.objects.select_for_update().get(source=source)


def _move(progress: Progress, now: datetime) -> None:
    progress.upto = now
    progress.save(update_fields=["upto"])
