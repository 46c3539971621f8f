"""The decision editor, from draft to frozen notice."""

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.decisions.actions import save_draft
from casework.decisions.models import Decision
from casework.desk.decide.letter_drafts import proposed
from casework.notices.actions import issue_letter
from casework.notices.models import Notice
from casework.process.models import Step
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, entries, make_case, work_on

pytestmark = pytest.mark.django_db
TEXTS = {"operative_part": "Es wird erteilt.", "reasons": "Weil es so ist.", "fee_amount": "60,00"}


@pytest.fixture
def step(office: Office) -> Step:
    step = work_on(make_case(office), office.ada)
    step.case = Case.objects.get()
    step.case.deadlines.update(due_on="2099-12-31")  # whenever the test runs, it is not late
    return step


@pytest.fixture
def ada(office: Office, step: Step, sign_in: SignIn) -> Client:
    """Ada, who has opened the step, so that its draft is there."""
    client = sign_in(office.ada)
    client.get(f"/cases/{step.case.file_number}/")
    return client


def url(step: Step, act: str) -> str:
    return f"/cases/{step.case.file_number}/steps/{step.pk}/{act}/"


def typed(**changes: object) -> dict[str, object]:
    draft = Decision.objects.get()
    texts = {**TEXTS, "fee_basis": draft.fee_basis}
    return {**texts, "version": draft.version, **changes}


def test_page_offers_a_filled_draft(ada: Client, step: Step) -> None:
    editor = ada.get(f"/cases/{step.case.file_number}/").context["editor"]
    assert editor.texts["operative_part"].startswith("Für das Fahrzeug")
    assert editor.texts["fee_amount"] == "60.00"
    assert not editor.soundness.blocked


def test_draft_is_saved_and_the_page_comes_again(ada: Client, step: Step) -> None:
    assert ada.post(url(step, "decision"), typed()).status_code == 302
    draft = Decision.objects.get()
    assert (draft.operative_part, str(draft.fee_amount)) == ("Es wird erteilt.", "60.00")


def test_autosave_answers_with_findings_and_the_new_version(ada: Client, step: Step) -> None:
    sent = typed(operative_part="Für […].", autosave="1")
    answer = ada.post(url(step, "decision"), sent, headers={"hx-request": "true"})
    text = answer.content.decode()
    assert "Stops the notice" in text
    assert f'name="version" value="{Decision.objects.get().version}"' in text


def test_saving_what_is_saved_changes_nothing(ada: Client, step: Step) -> None:
    ada.post(url(step, "decision"), typed())
    version = Decision.objects.get().version
    ada.post(url(step, "decision"), typed())
    assert Decision.objects.get().version == version


def test_conflict_shows_both_texts(office: Office, ada: Client, step: Step) -> None:
    sent = typed(reasons="Was ich schrieb.")
    save_draft(
        decision=Decision.objects.get(),
        version=1,
        by=office.ada,
        now=NOW,
        operative_part="Was im anderen Fenster stand.",
        reasons="Anders.",
    )
    answer = ada.post(url(step, "decision"), sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The draft was changed in the meantime (Ada Klein" in text
    assert "Was ich schrieb." in text
    assert "Was im anderen Fenster stand." in text
    assert Decision.objects.get().reasons == "Anders."
    assert f'name="version" value="{Decision.objects.get().version}"' in text


@pytest.mark.parametrize("amount", ["viel", "-1", "NaN", "1e99"])
def test_amount_that_is_none_comes_back(ada: Client, step: Step, amount: str) -> None:
    answer = ada.post(url(step, "decision"), typed(fee_amount=amount, reasons="Bleibt stehen."))
    assert answer.status_code == 422
    assert f'value="{amount}"' in answer.content.decode()
    assert "Bleibt stehen." in answer.content.decode()


def test_preview_is_the_typed_text_as_pdf(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "preview"), typed())
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Decision.objects.get().operative_part == "Es wird erteilt."
    assert not Notice.objects.exists()


def test_issuing_asks_first(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "issue"), typed())
    assert answer.status_code == 200
    assert "Issue this letter?" in answer.content.decode()
    assert not Notice.objects.exists()


def confirm(ada: Client, step: Step) -> object:
    asked = ada.post(url(step, "issue"), typed()).context["prepared"]
    return {**dict(asked.fields), "version": asked.version, "confirmed": "1"}


def test_confirmed_letter_is_issued_and_the_case_goes_on(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "issue"), confirm(ada, step), follow=True)
    notice = Notice.objects.get()
    assert "Es wird erteilt." in notice.text
    assert f"“{notice.subject}” is issued." in answer.content.decode()
    assert answer.context["step"].task == "vorgang_abschliessen"
    pdf = ada.get(f"/cases/{step.case.file_number}/notices/{notice.pk}/")
    assert pdf.content == bytes(notice.pdf)


def test_double_click_issues_once(ada: Client, step: Step) -> None:
    sent = confirm(ada, step)
    ada.post(url(step, "issue"), sent)
    answer = ada.post(url(step, "issue"), sent)
    assert answer.status_code == 409
    assert "already completed (Ada Klein" in answer.content.decode()
    assert Notice.objects.count() == 1


def test_unlawful_notice_is_not_even_asked_about(ada: Client, step: Step) -> None:
    answer = ada.post(url(step, "issue"), typed(operative_part="Für […]."))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert '<a href="#finding-gap">' in text
    assert 'id="finding-gap"' in text
    assert "Issue this letter?" not in text


def test_draft_changed_after_the_question_is_not_issued(
    office: Office, ada: Client, step: Step
) -> None:
    sent = confirm(ada, step)
    draft = Decision.objects.get()
    save_draft(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        operative_part="Anders.",
        reasons="",
    )
    assert ada.post(url(step, "issue"), sent).status_code == 409
    assert not Notice.objects.exists()


def test_other_outcome_starts_the_texts_anew(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    hearing = work_on(case, office.ada, berechtigt="nein", ablehnungsgrund="nicht_gemeldet")
    issue_letter(
        step=hearing, by=office.ada, now=NOW, entered=proposed(hearing), **entries(hearing)
    )
    step = work_on(case, office.ada)
    step.case = case
    ada = sign_in(office.ada)
    editor = ada.get(f"/cases/{case.file_number}/").context["editor"]
    first = editor.texts["operative_part"]
    other = next(one.value for one in editor.outcomes if not one.chosen)
    ada.post(url(step, "decision"), {"outcome": other, "version": "1"})
    draft = Decision.objects.get()
    assert draft.outcome == other
    assert draft.operative_part != first
