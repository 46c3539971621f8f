"""What the worker clears away of signing in: sessions that are over hold addresses and devices."""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from casework.accounts.models import SignInLink

KEPT = timedelta(days=30)  # so long an administrator sees when a link was used


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="accounts.clear", pass_context=False)
def clear(timestamp: int) -> int:
    """Every hour: forget sessions and links that are over; returns how many rows went."""
    return clear_away(datetime.fromtimestamp(timestamp, UTC))


def clear_away(now: datetime) -> int:
    """Delete what is over at `now`."""
    over, _ = Session.objects.filter(expire_date__lt=now).delete()
    open_ones = Session.objects.values("session_key")
    seen, _ = UserSession.objects.exclude(session_key__in=open_ones).delete()
    links, _ = SignInLink.objects.filter(ends_at__lt=now - KEPT).delete()
    return over + int(seen) + links
