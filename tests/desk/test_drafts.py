"""Forms of a case are kept while one types, shown again, and gone once they are sent."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from casework.cases.models import Case, Draft, Note
from tests.desk.conftest import SignIn
from tests.factories import PASSWORD, Office, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(case: Case, form: str) -> str:
    return f"/cases/{case.file_number}/drafts/{form}/"


def page(client: Client, case: Case, path: str = "") -> str:
    return client.get(f"/cases/{case.file_number}/{path}").content.decode()


def test_a_note_is_kept_shown_again_and_gone_when_sent(ada: Client, case: Case) -> None:
    answer = ada.post(url(case, "note"), {"note": "Rückruf erbeten"}, headers=PART)
    assert "Saved at" in answer.content.decode()
    shown = page(ada, case)
    assert ">Rückruf erbeten</textarea>" in shown
    assert "Draft of" in shown
    ada.post(f"/cases/{case.file_number}/notes/", {"note": "Rückruf erbeten"})
    assert Note.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_step_keeps_ticks_and_inputs(ada: Client, case: Case) -> None:
    step = open_step(case)
    first = ada.get(f"/cases/{case.file_number}/").context["form"]
    sent: dict[str, Any] = {"check": [first.checks[0].item.key], "csrfmiddlewaretoken": "x"}
    ada.post(url(case, f"step-{step.pk}"), sent, headers=PART)
    again = ada.get(f"/cases/{case.file_number}/").context
    assert [one.ticked for one in again["form"].checks][:2] == [True, False]
    assert Draft.objects.get().fields == {"check": sent["check"]}
    everything = {"check": [one.item.key for one in first.checks]}
    everything |= {one.id: one.value for one in first.inputs}
    ada.post(f"/cases/{case.file_number}/steps/{step.pk}/complete/", everything)
    assert not Draft.objects.exists()
    late = ada.post(url(case, f"step-{step.pk}"), sent, headers=PART)
    assert (late.status_code, Draft.objects.count()) == (409, 0)


def test_a_decision_keeps_its_ticks_and_leaves_its_texts_alone(
    office: Office, ada: Client, case: Case
) -> None:
    step = work_on(case, office.ada)
    assert step.kind == "decide"
    shown = ada.get(f"/cases/{case.file_number}/").content.decode()
    assert f"/drafts/step-{step.pk}/" in shown
    sent = {"f-note": "Rest", "check": "x", "operative_part": "T", "reasons": "G", "version": "1"}
    ada.post(url(case, f"step-{step.pk}"), sent, headers=PART)
    assert Draft.objects.get().fields == {"f-note": ["Rest"], "check": ["x"]}


def test_a_follow_up_is_kept_beside_the_list_too(ada: Client, case: Case) -> None:
    ada.post(url(case, "follow-up"), {"due_on": "2030-01-02", "reason": "Gutachten", "look": "1"})
    for path in ("", "look/"):
        shown = page(ada, case, path)
        assert 'value="2030-01-02"' in shown
        assert 'value="Gutachten"' in shown
    ada.post(
        f"/cases/{case.file_number}/follow-up/", {"due_on": "2030-01-02", "reason": "Gutachten"}
    )
    assert not Draft.objects.exists()


def test_a_letter_outlives_the_session(office: Office, ada: Client, case: Case) -> None:
    ada.post(url(case, "letter-interim"), {"to": "", "subject": "Stand", "text": "Es dauert."})
    ada.logout()
    ada.force_login(office.ada)
    shown = page(ada, case, "letters/new/interim/")
    assert 'value="Stand"' in shown
    assert ">Es dauert.</textarea>" in shown


def test_dropping_shows_the_form_as_it_was(ada: Client, case: Case) -> None:
    step = open_step(case)
    ada.post(url(case, f"step-{step.pk}"), {"check": "x"})
    answer = ada.post(f"{url(case, f'step-{step.pk}')}discard/")
    assert answer.headers["Location"] == f"/cases/{case.file_number}/?step={step.pk}"
    assert not Draft.objects.exists()
    assert "Draft of" not in page(ada, case)
    for form, path in (("letter-interim", "letters/new/interim/"), ("note", "")):
        answer = ada.post(f"{url(case, form)}discard/")
        assert answer.headers["Location"] == f"/cases/{case.file_number}/{path}"


def test_nobody_else_sees_or_writes_it(
    office: Office, ada: Client, case: Case, sign_in: SignIn
) -> None:
    ada.post(url(case, "note"), {"note": "nur für mich"})
    assert "nur für mich" not in page(sign_in(office.ben), case)
    assert sign_in(office.cleo).post(url(case, "note"), {"note": "a"}).status_code == 404
    refused = sign_in(office.rolf).post(url(case, "note"), {"note": "a"})
    assert refused.status_code == 409
    assert "Not saved" in refused.content.decode()
    assert ada.post(url(case, "anything"), {"note": "a"}).status_code == 404


def test_after_the_session_the_way_back_leads_to_the_case(office: Office, case: Case) -> None:
    client, here = Client(), f"/cases/{case.file_number}/?step=1"
    headers = {**PART, "hx-current-url": f"http://testserver{here}"}
    answer = client.post(url(case, "note"), {"note": "a"}, headers=headers)
    sign_in = f"/accounts/login/?next={quote(here, safe='')}"
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, sign_in)
    sent = {"login": office.ada.username, "password": PASSWORD, "next": here}
    assert client.post("/accounts/login/", sent).headers["Location"] == here


def test_the_way_back_leads_to_our_own_pages_only(case: Case) -> None:
    headers = {**PART, "hx-current-url": "https://elsewhere.example/cases/"}
    answer = Client().get("/inbox/news/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2F"
    assert Client().get("/inbox/news/").status_code == 302
