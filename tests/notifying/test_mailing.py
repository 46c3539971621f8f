"""E-mails: what they say and what they never say, when they go, and what stops none of them."""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from casework.access.models import User
from casework.cases.models import Case, Exclusion
from casework.notifying import mailing, settling
from casework.notifying.events import Event
from casework.notifying.models import Alert, Choice, Kind
from casework.notifying.telling import next_digest, write
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db
SEND = mail.EmailMessage.send
AT = timezone.make_aware(datetime(2026, 3, 3, 10, 30))


@pytest.fixture(autouse=True)
def mails(settings: Settings) -> None:
    settings.MAIL_ENABLED, settings.SITE_URL = True, "https://sachstand.example.org"
    settings.DEFAULT_FROM_EMAIL = "sachstand@lindenfurt.example"


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def tell(user: User, case: Case | None, kind: Kind = Kind.ASSIGNED, number: int = 1) -> Alert:
    key = f"{kind}:{number}"
    write([Event(user.pk, kind, key, AT, case.pk if case else None)], AT)
    return Alert.objects.get(user=user, key=key)


def wants(user: User, way: str, kind: Kind = Kind.ASSIGNED) -> None:
    Choice.objects.create(user=user, kind=kind, way=way)


def test_says_kind_number_and_link_alone(case: Case, office: Office) -> None:
    wants(office.ada, "at_once")
    alert = tell(office.ada, case)
    assert mailing.send_due(AT) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([office.ada.email], "Sachstand: 1 Benachrichtigung")
    assert sent.body == (
        "Guten Tag,\n\nin Sachstand gibt es etwas für Sie:\n\n"
        "Ihnen zugewiesen (1)\n"
        f"  {case.file_number}: https://sachstand.example.org/alerts/{alert.pk}/\n\n"
        "Diese E-Mail nennt weder Personen noch Inhalte; die sehen Sie nach der Anmeldung.\n"
        "Was Sie per E-Mail bekommen, stellen Sie hier ein: "
        "https://sachstand.example.org/alerts/settings/\n"
    )
    assert case.applicant_name not in sent.body + sent.subject
    assert mailing.send_due(AT) == 0


def test_what_is_wanted_once_a_day_goes_in_one(case: Case, office: Office) -> None:
    wants(office.ada, "daily")
    for number in range(3):
        tell(office.ada, case, number=number)
    assert mailing.send_due(AT) == 0
    assert mailing.send_due(AT + timedelta(days=1)) == 1
    assert "Ihnen zugewiesen (3)" in mail.outbox[0].body


def test_digests_go_at_seven() -> None:
    def at(hour: int, day: int = 3) -> datetime:
        return timezone.make_aware(datetime(2026, 3, day, hour))

    assert next_digest(at(6)) == at(7)
    assert next_digest(at(7)) == at(7, day=4)
    assert next_digest(at(23)) == at(7, day=4)


def test_without_a_choice_address_or_server_nothing_goes(
    case: Case, office: Office, settings: Settings
) -> None:
    assert tell(office.ada, case).mail == Alert.Mail.NONE
    User.objects.filter(pk=office.ben.pk).update(email="")
    wants(office.ben, "at_once")
    assert tell(office.ben, case).mail == Alert.Mail.NONE
    settings.MAIL_ENABLED = False
    wants(office.lea, "at_once")
    assert tell(office.lea, case).mail == Alert.Mail.NONE


def test_not_what_was_read_or_is_no_longer_theirs_to_see(case: Case, office: Office) -> None:
    for user in (office.ada, office.ben, office.lea):
        wants(user, "at_once")
        tell(user, case)
    Alert.objects.filter(user=office.ada).update(read_at=AT)
    Exclusion.objects.create(
        case=case, user=office.ben, norm="§ 20", reason="x", entered_by=office.lea, entered_at=AT
    )
    User.objects.filter(pk=office.lea.pk).update(is_active=False)
    assert mailing.send_due(AT) == 0
    assert mail.outbox == []
    assert not Alert.objects.filter(mail=Alert.Mail.WAITING).exists()


def test_trouble_with_one_stops_no_other_and_is_tried_again(
    case: Case, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for user in (office.ada, office.ben):
        wants(user, "at_once")
        tell(user, case)
    break_for(monkeypatch, office.ada, smtplib.SMTPServerDisconnected(f"<{office.ada.email}>"))
    with caplog.at_level(logging.WARNING):
        assert mailing.send_due(AT) == 1
    assert [one.to for one in mail.outbox] == [[office.ben.email]]
    assert "SMTPServerDisconnected" in caplog.text
    assert office.ada.email not in caplog.text
    assert mailing.send_due(AT + timedelta(minutes=4)) == 0
    break_for(monkeypatch, office.cleo, OSError())
    assert mailing.send_due(AT + timedelta(minutes=6)) == 1


def test_after_some_tries_or_a_refusal_it_is_given_up(
    case: Case, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(office.ada, "at_once")
    alert, now = tell(office.ada, case), AT
    break_for(monkeypatch, office.ada, ConnectionRefusedError())
    for _ in range(mailing.MOST_TRIES):
        now += timedelta(hours=12)
        mailing.send_due(now)
    alert.refresh_from_db()
    assert (alert.mail, alert.mail_tries) == (Alert.Mail.FAILED, mailing.MOST_TRIES)
    second = tell(office.ada, case, number=2)
    break_for(monkeypatch, office.ada, smtplib.SMTPRecipientsRefused({}))
    mailing.send_due(now)
    second.refresh_from_db()
    assert (second.mail, second.mail_tries) == (Alert.Mail.FAILED, 1)


def test_whoever_wants_none_any_more_gets_none(case: Case, office: Office) -> None:
    wants(office.ada, "daily")
    tell(office.ada, case)
    settling.settle(wanted={"assigned": "off"}, by=office.ada)
    assert mailing.send_due(AT + timedelta(days=2)) == 0


def break_for(monkeypatch: pytest.MonkeyPatch, user: User, error: Exception) -> None:
    def send(self: mail.EmailMessage, *args: Any, **kwargs: Any) -> int:
        if self.to == [user.email]:
            raise error
        return SEND(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", send)
