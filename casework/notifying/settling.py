"""What a person wants by e-mail, and forgetting alerts that are old."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from casework.access.models import User
from casework.notifying.models import Alert, Choice, Kind

KEPT = timedelta(days=90)


def choices_of(user: User) -> dict[str, str]:
    """How `user` wants each kind by e-mail; one query."""
    found = dict(Choice.objects.filter(user=user).values_list("kind", "way"))
    return {kind: found.get(kind, Choice.Way.OFF) for kind in Kind.values}


@transaction.atomic
def settle(*, wanted: Mapping[str, str], by: User) -> None:
    """Keep what `by` wants for themselves. ValueError for what there is not."""
    for kind, way in wanted.items():
        Choice.objects.update_or_create(
            user=by, kind=Kind(kind).value, defaults={"way": Choice.Way(way).value}
        )
    off = [kind for kind, way in wanted.items() if way == Choice.Way.OFF]
    waiting = Alert.objects.filter(user=by, kind__in=off, mail=Alert.Mail.WAITING)
    waiting.update(mail=Alert.Mail.NONE)


def forget(now: datetime) -> int:
    """Delete alerts that are old; what still waits stands in the inbox anyway. Returns how many."""
    gone, _by_model = Alert.objects.filter(at__lt=now - KEPT).delete()
    return gone
