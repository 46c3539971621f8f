"""Letters that are no decisions: chosen items, own text, a date; kept until they go out."""

import pytest
from django.test import Client

from casework.cases.models import Case, Draft
from casework.notices.models import Notice
from casework.process.models import Step
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(office: Office) -> Step:
    case = make_case(office, documents=[])
    step = work_on(case, office.ada, vollstaendig="nein")
    step.case = case
    return step


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(step: Step, act: str) -> str:
    return f"/cases/{step.case.file_number}/steps/{step.pk}/{act}/"


def typed(ada: Client, step: Step, **changes: object) -> dict[str, object]:
    """What the browser sends of the page as it is, with `changes`."""
    editor = ada.get(f"/cases/{step.case.file_number}/").context["letter"]
    items = [item.key for item, chosen in editor.items if chosen]
    return {
        "items": items,
        "text": editor.text,
        "response_due": editor.response_due,
        **changes,
    }


def test_missing_documents_are_proposed_with_a_date(ada: Client, step: Step) -> None:
    page = ada.get(f"/cases/{step.case.file_number}/")
    assert typed(ada, step)["items"] == ["fahrzeugschein"]
    assert "Why this date" in page.content.decode()


def test_asking_for_nothing_comes_back(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "issue"), typed(ada, step, items=[], text="Bitte bald."))
    assert answer.status_code == 422
    assert "Bitte bald." in answer.content.decode()
    assert '<a href="#items">' in answer.content.decode()


def test_typed_text_is_kept_until_issued(ada: Client, step: Step) -> None:
    ada.post(url(step, "issue"), typed(ada, step, text="Bitte bald."))
    assert typed(ada, step)["text"] == "Bitte bald."


def test_preview_shows_the_typed_letter(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "preview"), typed(ada, step, text="Bitte bald."))
    assert answer.content.startswith(b"%PDF")
    again = ada.get(url(step, "preview"))
    assert again.content.startswith(b"%PDF")
    assert not Notice.objects.exists()


def test_preview_in_the_page_is_a_dialog(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "preview"), typed(ada, step), headers={"hx-request": "true"})
    assert answer.headers["HX-Retarget"] == "#dialog"
    assert url(step, "preview") in answer.content.decode()


def test_issuing_waits_for_the_answer(ada: Client, step: Step) -> None:
    asked = ada.post(url(step, "issue"), typed(ada, step, text="Bitte bald."))
    sent = dict(asked.context["prepared"].fields)
    ada.post(url(step, "issue"), {**sent, "confirmed": "1"})
    notice = Notice.objects.get()
    assert "Bitte bald." in notice.text
    assert Case.objects.get().waiting_for == "applicant"
    assert not Draft.objects.exists()


def test_auditor_cannot_preview(office: Office, step: Step, sign_in: SignIn) -> None:
    assert sign_in(office.rolf).get(url(step, "preview")).status_code == 403


def test_a_decision_without_draft_has_no_preview(office: Office, ada: Client) -> None:
    step = work_on(make_case(office), office.ada)
    answer = ada.get(f"/cases/{step.case.file_number}/steps/{step.pk}/preview/")
    assert answer.status_code == 403
    assert "no draft" in answer.content.decode()
