"""Sends letters through FIT-Connect, one careful step after the other, for the worker.

Each step is committed before the next begins, so that after a crash the next run knows where it
was: a begun attempt, the reply's id, the tags of what was encrypted. The same reply is sent again,
never a second one; before that the event log is asked whether it had arrived.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from casework.delivery.actions import outcomes
from casework.delivery.actions.common import begin_attempt, deliveries
from casework.delivery.fitconnect.channel import ReplyChannel, reply_channel_of
from casework.delivery.fitconnect.client import FitConnect, Refused, Unreachable
from casework.delivery.fitconnect.events import Seen, seen
from casework.delivery.fitconnect.jose import JoseError
from casework.delivery.fitconnect.reply import attachment_id, build
from casework.delivery.models import Attempt, Delivery
from casework.notices.models import Notice

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)  # nobody else takes a delivery while one worker is at it
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720))
LOOK_AGAIN = timedelta(hours=1)
NO_WAY_BACK = (
    "Der Antrag kam ohne einen Rückkanal über FIT-Connect, den dieses System bedienen kann."
)


def send_due(client: FitConnect, now: datetime) -> int:
    """Take every delivery whose time has come one step further; returns how many."""
    due = Delivery.objects.filter(next_try_at__lte=now).order_by("next_try_at")
    pks = list(due.values_list("pk", flat=True)[:50])
    for pk in pks:
        go_on(pk, client, now)
    return len(pks)


def go_on(pk: int, client: FitConnect, now: datetime) -> None:
    """One run for one delivery: send, or look whether what was sent has been accepted."""
    taken = _take(pk, now)
    if taken is None:
        return
    delivery, attempt = taken
    perhaps_sent = attempt.result == Attempt.Result.OPEN and bool(attempt.tags)
    channel = reply_channel_of(delivery.case)
    try:
        if channel is None or channel.key is None:
            raise Refused(NO_WAY_BACK)
        if attempt.result == Attempt.Result.SENT:
            _look(delivery, attempt, channel, client, now)
        else:
            _send(attempt, channel, client, now)
    except (Refused, JoseError) as error:
        # Refused may mean "already there": where an answer was lost before, nobody knows.
        ended = outcomes.given_up if perhaps_sent else outcomes.refused
        ended(delivery=delivery, attempt=attempt, why=str(error), now=now)
    except Unreachable as error:
        logger.warning("delivery %s: FIT-Connect cannot be reached: %s", pk, error)
        _later(delivery, attempt, str(error), now)


@transaction.atomic
def _take(pk: int, now: datetime) -> tuple[Delivery, Attempt] | None:
    """The delivery and the attempt to go on with, leased; None where nothing is due any more."""
    delivery = (
        deliveries()
        .select_for_update(of=("self",), skip_locked=True)
        .filter(
            Q(state=Delivery.State.PLANNED) | Q(state=Delivery.State.UNDER_WAY),
            pk=pk,
            channel=Delivery.Channel.PORTAL,
            next_try_at__lte=now,
        )
        .first()
    )
    if delivery is None:
        return None
    attempt = delivery.attempts.order_by("-number").first()
    if attempt is None or attempt.result not in (Attempt.Result.OPEN, Attempt.Result.SENT):
        attempt = begin_attempt(delivery, None, now)
    delivery.state = Delivery.State.UNDER_WAY
    delivery.next_try_at = now + LEASE
    delivery.tries += 1
    delivery.save(update_fields=["state", "next_try_at", "tries"])
    return delivery, attempt


def _send(attempt: Attempt, channel: ReplyChannel, client: FitConnect, now: datetime) -> None:
    notice = Notice.objects.select_related("case").get(pk=attempt.delivery.notice_id)
    if attempt.tags:  # an earlier run got as far as sending: perhaps it arrived
        found = _ask(attempt, channel, client)
        if found.state != "unknown":
            outcomes.sent(attempt=attempt, now=now, next_look=now)
            return
    if not attempt.reference:
        attempt.reference = client.announce(channel.case_id, [attachment_id(notice)])
        attempt.save(update_fields=["reference"])
    reply = build(notice, channel)
    for name, jwe in reply.attachments.items():
        client.upload(attempt.reference, name, jwe)
    attempt.tags = reply.tags
    attempt.save(update_fields=["tags"])
    client.submit(attempt.reference, reply.metadata, reply.data)
    outcomes.sent(attempt=attempt, now=now, next_look=now + LOOK_AGAIN)


def _look(
    delivery: Delivery, attempt: Attempt, channel: ReplyChannel, client: FitConnect, now: datetime
) -> None:
    found = _ask(attempt, channel, client)
    if found.state == "accepted":
        outcomes.accepted(delivery=delivery, attempt=attempt, found=found, now=now)
    elif found.state == "rejected":
        why = " ".join(found.problems) or "Der Onlinedienst hat die Antwort abgewiesen."
        outcomes.refused(delivery=delivery, attempt=attempt, why=why, now=now)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=now + LOOK_AGAIN)


def _ask(attempt: Attempt, channel: ReplyChannel, client: FitConnect) -> Seen:
    return seen(client.events(channel.case_id), attempt.reference, attempt.tags, client.keys())


def _later(delivery: Delivery, attempt: Attempt, why: str, now: datetime) -> None:
    """Try again after a while that grows; in the end a person has to look."""
    if delivery.tries <= len(PAUSES):
        again = now + PAUSES[delivery.tries - 1]
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=again)
    elif attempt.result == Attempt.Result.SENT:
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=now + PAUSES[-1])
    else:
        outcomes.given_up(delivery=delivery, attempt=attempt, why=why, now=now)
