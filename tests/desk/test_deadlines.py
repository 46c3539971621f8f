"""Deadlines on the case page: another date by form, and the way to the calculator."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from casework.cases.models import Case, Deadline
from casework.notices.actions import issue_letter
from casework.notices.letters import letter_draft
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, entries, make_case, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def deadline(case: Case) -> Deadline:
    return case.deadlines.get(kind=Deadline.Kind.DECISION)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def send(client: Client, deadline: Deadline, act: str = "override", **changes: str) -> object:
    sent = {
        "deadline": str(deadline.pk),
        "seen": deadline.due_on.isoformat(),
        "due_on": (deadline.due_on + timedelta(days=30)).isoformat(),
        "ground": "planned",
        "reason": "Personalmangel.",
    }
    url = f"/cases/{deadline.case.file_number}/deadlines/{deadline.pk}/{act}/"
    return client.post(url, {**sent, **changes}, follow=True)


def test_set_and_restore(ada: Client, case: Case, deadline: Deadline) -> None:
    answer = send(ada, deadline)
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert "set by hand" in text
    assert "<del><time" in text
    assert "Das Datum wurde anders geplant: Personalmangel." in text
    assert "now ends on" in text
    deadline.refresh_from_db()
    answer = send(ada, deadline, "restore")
    assert "The computed date holds again." in answer.content.decode()  # type: ignore[attr-defined]
    deadline.refresh_from_db()
    assert deadline.computed_on is None


def test_inbox_shows_the_date_that_holds(ada: Client, case: Case, deadline: Deadline) -> None:
    send(ada, deadline, due_on="2026-03-06")
    deadline.refresh_from_db()
    assert f'datetime="{deadline.due_on.isoformat()}"' in ada.get("/").content.decode()


def test_what_is_missing_comes_back_with_the_form(ada: Client, deadline: Deadline) -> None:
    answer = send(ada, deadline, reason="", ground="", due_on="2026-99-01")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = answer.content.decode()  # type: ignore[attr-defined]
    for field in ("due_on", "ground", "reason"):
        assert f'id="deadline-{deadline.pk}-{field}-error"' in text
    assert 'class="explain deadline" open' in text


def test_who_was_slower_is_told(ada: Client, deadline: Deadline) -> None:
    send(ada, deadline)
    answer = send(ada, deadline, due_on="2026-12-01")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "The date was changed in the meantime" in answer.content.decode()  # type: ignore[attr-defined]


def test_others_may_not(office: Office, sign_in: SignIn, deadline: Deadline) -> None:
    assert send(sign_in(office.rolf), deadline).status_code == 403  # type: ignore[attr-defined]
    assert send(sign_in(office.cleo), deadline).status_code == 404  # type: ignore[attr-defined]
    text = sign_in(office.rolf).get(f"/cases/{deadline.case.file_number}/").content.decode()
    assert "Set another date" not in text
    assert "Check in the calculator" in text


def test_a_deadline_of_another_case_does_not_exist_here(
    office: Office, ada: Client, deadline: Deadline
) -> None:
    other = make_case(office, "second")
    url = f"/cases/{other.file_number}/deadlines/{deadline.pk}/override/"
    assert ada.post(url, {}).status_code == 404


def links(client: Client, case: Case) -> list[str]:
    text = client.get(f"/cases/{case.file_number}/").content.decode()
    return [unescape(found) for found in re.findall(r'href="(/deadlines/[^"]+)"', text)]


def test_the_calculator_opens_with_what_the_case_knows(
    ada: Client, case: Case, deadline: Deadline
) -> None:
    (link,) = links(ada, case)
    answer = ada.get(link)
    assert answer.status_code == 200
    assert answer.context["answer"].deadline.due == deadline.due_on
    assert answer.context["answer"].deadline.because == tuple(deadline.because)


def test_an_answer_date_is_computed_from_the_day_of_posting(
    office: Office, ada: Client, case: Case
) -> None:
    step = work_on(case, office.ada, vollstaendig="nein")
    due = letter_draft(step, case, NOW.date()).response_due
    entered = {"items": ["fahrzeugschein"], "text": "", "response_due": due}
    issue_letter(step=step, by=office.ada, now=NOW, entered=entered, **entries(step))
    response = case.deadlines.get(kind=Deadline.Kind.RESPONSE)
    found = [ada.get(link).context["answer"].deadline.due for link in links(ada, case)]
    assert response.due_on in found
