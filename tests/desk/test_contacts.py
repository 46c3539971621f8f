"""Conversations and call-backs on the case page and on the page of a call-back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.audit.models import Entry
from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.models import Appointment, Case
from tests.delivery.making import make_notice
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    found = make_case(office)
    found.parties.update(phone="06999 4711")
    return found


def promise(office: Office, case: Case, day: date) -> Appointment:
    talk = Talk("Bittet um Rückruf.", party=case.parties.get())
    now = timezone.now()
    add_contact(case=case, talk=talk, agreed=Agreed(day), by=office.ada, now=now)
    return case.appointments.get()


def send(client: Client, case: Case, status: int, **entered: Any) -> str:
    response = client.post(f"/cases/{case.file_number}/contacts/", entered, follow=True)
    assert response.status_code == status
    return response.content.decode()


def test_two_fields_are_enough(office: Office, case: Case, sign_in: SignIn) -> None:
    party = case.parties.get()
    text = send(
        sign_in(office.ada), case, 200, contact_with=party.pk, contact_text="Schein folgt bis § 3."
    )
    one = case.contacts.get()
    assert (one.party, one.way, one.direction) == (party, "telephone", "incoming")
    assert f"Call from {party.name}" in text and "Schein folgt bis" in text


def test_notes_and_conversations_stand_in_the_order_of_time(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    client, url = sign_in(office.ada), f"/cases/{case.file_number}/"
    client.post(f"{url}notes/", {"note": "Zweitens"})
    earlier = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    given = {"contact_with": "other", "contact_name": "Frau Wolf", "contact_at": earlier}
    text = send(client, case, 200, contact_text="Erstens", contact_way="counter", **given)
    look = client.get(f"{url}look/").content.decode()
    for shown in (text, look):
        assert "At the counter: Frau Wolf" in shown
        assert shown.index("Zweitens") < shown.index("Erstens")


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"contact_text": " "}, "contact_text"),
        ({"contact_with": "other"}, "contact_name"),
        ({"contact_at": "gestern"}, "contact_at"),
        ({"contact_way": "pigeon"}, "contact_way"),
        ({"contact_day": "2020-01-01"}, "contact_day"),
        ({"contact_from": "10:00"}, "contact_day"),
        ({"contact_day": "2999-01-01", "contact_to": "10:00"}, "contact_from"),
    ],
)
def test_what_does_not_fit_is_said_where_it_was_typed(
    office: Office, case: Case, sign_in: SignIn, entered: dict[str, str], field: str
) -> None:
    given = {"contact_with": case.parties.get().pk, "contact_text": "Bleibt stehen"} | entered
    text = send(sign_in(office.ada), case, 422, **given)
    assert f'id="{field}-error"' in text and not case.contacts.exists()
    assert "Bleibt stehen" in text or field == "contact_text"


def test_only_who_may_comment_sees_and_sends_the_form(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    auditor = sign_in(office.rolf)
    assert 'name="contact_text"' not in auditor.get(f"/cases/{case.file_number}/").content.decode()
    send(auditor, case, 403, contact_with="other", contact_name="x", contact_text="x")
    send(sign_in(office.cleo), case, 404, contact_text="x")


def test_a_call_back_is_promised_and_calls_on_its_day(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    given = {"contact_with": case.parties.get().pk, "contact_text": "Bittet um Rückruf."}
    hours = {"contact_day": today.isoformat(), "contact_from": "14:00", "contact_to": "16:00"}
    text = send(sign_in(office.ada), case, 200, **given, **hours, contact_about="Schein")
    found = case.appointments.get()
    assert found.phone == "06999 4711" and f'href="/cases/{case.file_number}/appointments/' in text
    assert "14:00–16:00" in text and 'href="tel:069994711"' in text and "due today" in text


def test_is_dealt_with_on_its_page(office: Office, case: Case, sign_in: SignIn) -> None:
    found = promise(office, case, timezone.localdate())
    client = sign_in(office.ben)
    url = f"/cases/{case.file_number}/appointments/{found.pk}/"
    assert "Bittet um Rückruf." in client.get(url).content.decode()
    assert Entry.objects.filter(act="case.read", case_id=case.pk, actor=office.ben).count() == 1
    assert client.post(f"{url}done/", {"text": "", "reached": "yes", "seen": 0}).status_code == 422
    done = {"text": "Alles geklärt.", "reached": "yes", "seen": 0}
    text = client.post(f"{url}done/", done, follow=True).content.decode()
    assert f"Call to {found.who}" in text and "Alles geklärt." in text
    assert client.post(f"{url}done/", done).status_code == 409
    assert "Dealt with by Ben Groß" in client.get(url).content.decode()


def test_is_moved_on_its_page(office: Office, case: Case, sign_in: SignIn) -> None:
    found = promise(office, case, timezone.localdate())
    client, day = sign_in(office.ben), timezone.localdate() + timedelta(days=2)
    url = f"/cases/{case.file_number}/appointments/{found.pk}/move/"
    wrong = {"due_on": day.isoformat(), "to_time": "10:00", "seen": 0}
    response = client.post(url, wrong)
    assert response.status_code == 422 and b'id="move-from_time-error-1"' in response.content
    right = {"due_on": day.isoformat(), "text": "Besetzt", "seen": 0, "list": "1"}
    assert client.post(url, right)["Location"] == "/call-backs/"
    found.refresh_from_db()
    assert found.due_on == day and case.notes.get().text.endswith("Besetzt")
    assert client.post(url, right).status_code == 409


def test_who_may_only_read_changes_nothing(office: Office, case: Case, sign_in: SignIn) -> None:
    found = promise(office, case, timezone.localdate())
    url = f"/cases/{case.file_number}/appointments/{found.pk}/"
    auditor, stranger = sign_in(office.rolf), sign_in(office.cleo)
    assert b"<textarea" not in auditor.get(url).content
    assert (
        auditor.post(f"{url}done/", {"text": "x", "reached": "yes", "seen": 0}).status_code == 403
    )
    for path in ("", "calendar.ics"):
        assert stranger.get(url + path).status_code == 404
    other = make_case(office, "other")
    assert auditor.get(url.replace(case.file_number, other.file_number)).status_code == 404


def test_the_calendar_file_says_the_file_number_alone(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    found = promise(office, case, timezone.localdate())
    url = f"/cases/{case.file_number}/appointments/{found.pk}/calendar.ics"
    response = sign_in(office.ada).get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    text = response.content.decode()
    assert f"SUMMARY:Call-back {case.file_number}\r\n" in text
    assert found.who not in text and "4711" not in text and found.about in ("", text)


def test_after_two_letters_without_a_call_the_page_advises_one(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    client, url, line = sign_in(office.ada), f"/cases/{case.file_number}/", "A call may settle more"
    make_notice(office, case=case, kind="document_request")
    assert line not in client.get(url).content.decode()
    make_notice(office, case=case, kind="hearing")
    assert line in client.get(url).content.decode()
    add_contact(case=case, talk=Talk("Ja", spoke_with="x"), by=office.ada, now=timezone.now())
    assert line not in client.get(url).content.decode()
