"""Alerts by e-mail: what kind, how many, file number and link; never a name, never content.

An e-mail lies on foreign servers and on telephones. So it says that there is something, and the
page behind the link shows what to whom may see it.
"""

import logging
import smtplib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from casework.access.models import User
from casework.notifying.models import Alert, Kind
from casework.notifying.showing import shown_to, signable

MOST_TRIES = 6  # the last one more than two hours after the first
MOST_PEOPLE = 200  # in one run
MOST_LINES = 40  # in one e-mail
Mail = Alert.Mail
logger = logging.getLogger(__name__)


def send_due(now: datetime) -> int:
    """Send what is due, one e-mail for each person; returns how many went out.

    An e-mail that cannot be sent stops no other and is tried again, later each time.
    """
    if not settings.MAIL_ENABLED:
        return 0
    due = Alert.objects.filter(mail=Mail.WAITING, mail_at__lte=now).order_by("user")
    people = due.values_list("user", flat=True).distinct()[:MOST_PEOPLE]
    return sum(_send_to(user, now) for user in list(people))


@transaction.atomic
def _send_to(user_id: int, now: datetime) -> bool:
    waiting = Alert.objects.filter(user=user_id, mail=Mail.WAITING, mail_at__lte=now)
    locked = list(waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    rows = Alert.objects.filter(pk__in=[one.pk for one in locked])
    user = User.objects.get(pk=user_id)
    telling = _still_to_tell(user, locked)
    rows.exclude(pk__in=[one.pk for one in telling]).update(mail=Mail.NONE)
    rows = rows.filter(mail=Mail.WAITING)
    if not telling:
        return False
    try:
        message_to(user, telling).send()
    except (OSError, smtplib.SMTPException) as error:
        _again(rows, locked, error, now)
        return False
    rows.update(mail=Mail.SENT)
    return True


def _still_to_tell(user: User, alerts: Sequence[Alert]) -> list[Alert]:
    """What the person may see and has not read yet; nothing for whoever left or has no address."""
    if not user.is_active or not user.email:
        return []
    found = shown_to(user).filter(pk__in=[one.pk for one in alerts], read_at__isnull=True)
    return signable(list(found.select_related("case").defer("case__data")), user)


def _again(rows: object, locked: Sequence[Alert], error: Exception, now: datetime) -> None:
    """Later, or never where the address is refused for good or it was tried often enough.

    The log names the kind of trouble alone: an error of a mail server quotes the address.
    """
    logger.warning("an e-mail with alerts was not sent: %s", type(error).__name__)
    refused = isinstance(error, smtplib.SMTPRecipientsRefused)
    tries = max(one.mail_tries for one in locked) + 1
    over = refused or tries >= MOST_TRIES
    later = now + timedelta(minutes=5 * 2 ** (tries - 1))
    state = Mail.FAILED if over else Mail.WAITING
    rows.update(mail=state, mail_tries=tries, mail_at=later)  # type: ignore[attr-defined]


def message_to(user: User, alerts: Sequence[Alert]) -> EmailMessage:
    """The e-mail, in the language of the installation."""
    by_kind: dict[str, list[Alert]] = defaultdict(list)
    for one in alerts[:MOST_LINES]:
        by_kind[one.kind].append(one)
    with translation.override(settings.LANGUAGE_CODE):
        number = len(alerts)
        subject = ngettext("Sachstand: %(n)s alert", "Sachstand: %(n)s alerts", number)
        context = {
            "groups": [
                (Kind(kind).label, list(map(_line, ones))) for kind, ones in by_kind.items()
            ],
            "further": number - min(number, MOST_LINES),
            "all": settings.SITE_URL + reverse("desk:alerts"),
            "settings": settings.SITE_URL + reverse("desk:alert-settings"),
        }
        body = render_to_string("notifying/mail.txt", context).rstrip() + "\n"
    return EmailMessage(
        subject % {"n": number},
        body,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _line(alert: Alert) -> tuple[str, str]:
    """The file number, and the address that leads there."""
    link = settings.SITE_URL + reverse("desk:alert", args=[alert.pk])
    return alert.case.file_number if alert.case else "", link
