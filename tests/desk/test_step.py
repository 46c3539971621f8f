"""Completing a step: on to the next one, or back with everything that was typed."""

import pytest
from django.test import Client

from casework.cases.actions import take
from casework.cases.models import Case
from casework.process.models import Step
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, entries, make_case, open_step, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def sent(step: Step, **changes: object) -> dict[str, object]:
    """What the browser sends for a step's form with its defaults and `changes`."""
    given = entries(step)
    fields = {f"f-{key}": value for key, value in given["data"].items() if value is not None}
    return {**fields, "check": given["checklist"], **changes}


def url(step: Step) -> str:
    return f"/cases/{step.case.file_number}/steps/{step.pk}/complete/"


def test_completing_leads_to_the_next_step_on_the_same_page(case: Case, ada: Client) -> None:
    step = open_step(case)
    answer = ada.post(url(step), sent(step), follow=True)
    assert answer.redirect_chain == [(f"/cases/{case.file_number}/", 302)]
    text = answer.content.decode()
    assert "“Antrag prüfen” is completed. Next: Ausweis erteilen." in text
    assert answer.context["step"].task == "ausweis_erteilen"


def test_incomplete_form_comes_back_with_what_was_entered(case: Case, ada: Client) -> None:
    step = open_step(case)
    answer = ada.post(url(step), sent(step, check=[], **{"f-vollstaendig": "nein"}))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="nein" checked' in text
    for place, _message in answer.context["problems"]:
        assert f'<a href="#{place}">' in text
        assert f'id="{place}"' in text
    step.refresh_from_db()
    assert step.status == Step.Status.OPEN


def test_unknown_option_is_refused(case: Case, ada: Client) -> None:
    step = open_step(case)
    answer = ada.post(url(step), sent(step, **{"f-vollstaendig": "vielleicht"}))
    assert answer.status_code == 422
    assert "Please choose one of the options" in answer.content.decode()


def test_second_click_is_told_who_was_first(office: Office, case: Case, ada: Client) -> None:
    step = open_step(case)
    ada.post(url(step), sent(step))
    answer = ada.post(url(step), sent(step))
    assert answer.status_code == 409
    assert "“Antrag prüfen” is already completed (Ada Klein" in answer.content.decode()
    assert case.steps.count() == 2


def test_text_typed_into_a_step_somebody_completed_can_be_copied(
    office: Office, ada: Client
) -> None:
    case = make_case(office, documents=[])
    wait = work_on(case, office.ada, vollstaendig="nein")
    take(case=case, by=office.ben, now=NOW)
    Step.objects.filter(pk=wait.pk).update(status="done", completed_by=office.ben, completed_at=NOW)
    path = f"/cases/{case.file_number}/steps/{wait.pk}/issue/"
    answer = ada.post(path, {"text": "Mein langer Text", "items": "fahrzeugschein"})
    assert answer.status_code == 409
    assert "Ben Groß" in answer.content.decode()
    assert "Mein langer Text" in answer.content.decode()


def test_all_checked_ticks_without_completing(case: Case, ada: Client) -> None:
    step = open_step(case)
    answer = ada.post(url(step), sent(step, check=[], **{"tick-all": "1"}))
    assert answer.status_code == 200
    assert answer.context["form"].all_ticked
    assert (
        'role="alert"' not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    )
    step.refresh_from_db()
    assert step.status == Step.Status.OPEN


@pytest.mark.parametrize("person", ["ben", "rolf"])
def test_reason_is_given_when_it_is_not_allowed(
    office: Office, case: Case, sign_in: SignIn, person: str
) -> None:
    take(case=case, by=office.ada, now=NOW)
    step = open_step(case)
    answer = sign_in(getattr(office, person)).post(url(step), sent(step))
    assert answer.status_code == 403
    assert "this case" in answer.content.decode()
    assert Step.objects.get(pk=step.pk).status == Step.Status.OPEN


def test_htmx_gets_the_case_alone(case: Case, ada: Client) -> None:
    step = open_step(case)
    answer = ada.post(url(step), sent(step, check=[]), headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert answer.content.decode().lstrip().startswith('<div class="case" id="case"')
    assert answer.headers["HX-Retarget"] == "#case"


def test_get_changes_nothing_and_leads_back(case: Case, ada: Client) -> None:
    """Signing in again after the session ended asks for the form's address with GET."""
    answer = ada.get(url(open_step(case)), follow=True)
    assert answer.redirect_chain == [(f"/cases/{case.file_number}/", 302)]
    assert "Nothing was changed yet; please send it again." in answer.content.decode()
    assert open_step(case).task == "antrag_pruefen"
    assert ada.delete(url(open_step(case))).status_code == 405
