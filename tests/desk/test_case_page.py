"""The case page: everything on one screen, for those who may see it, at a fixed cost."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.audit.models import Entry
from casework.cases.actions import add_note, assign, take
from casework.cases.models import Case, Document
from casework.decisions.actions import draft_for
from casework.notices.actions import issue_decision
from casework.notices.models import Notice
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, entries, make_case, open_step, work_on
from tests.law import load_law

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def notice(office: Office, case: Case) -> Notice:
    draft = draft_for(step=work_on(case, office.ada), by=office.ada, now=NOW)
    return issue_decision(decision=draft, version=1, by=office.ada, now=NOW, **entries(draft.step))


def page(client: Client, case: Case, query: str = "") -> str:
    response = client.get(f"/cases/{case.file_number}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_one_screen_holds_step_record_and_law(office: Office, case: Case, sign_in: SignIn) -> None:
    text = page(sign_in(office.ada), case)
    for part in (
        case.applicant_name,
        "Antrag prüfen",
        "Drei Fragen genügen",  # the guidance
        "Fahrzeugschein",  # the document
        "Amtliches Kennzeichen",  # the application
        "§ 45 Abs. 1b Satz 1 Nr. 2a StVO",  # the law
        "Complete the step",
        "Why this date",
    ):
        assert part in text


def test_law_that_is_not_loaded_shows_guidance_and_link(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    text = page(sign_in(office.ada), case)
    assert "The text of this law is not loaded." in text
    assert 'href="https://www.gesetze-im-internet.de/stvo_2013/__45.html"' in text
    assert "Nur für Bewohner des gekennzeichneten Quartiers" in text


def test_outsiders_get_404_everywhere(
    office: Office, other_office: Office, case: Case, notice: Notice, sign_in: SignIn
) -> None:
    document = case.documents.get()
    step = open_step(case)
    base = f"/cases/{case.file_number}/"
    for person in (office.cleo, office.adm, other_office.ada, other_office.rolf):
        client = sign_in(person)
        for path in ("", "history/", f"documents/{document.pk}/", f"notices/{notice.pk}/"):
            assert client.get(base + path).status_code == 404, path
        for path in ("take/", "assign/", "notes/", f"steps/{step.pk}/complete/"):
            assert client.post(base + path).status_code == 404, path
        for path in ("decision/", "preview/", "issue/"):
            assert client.post(f"{base}steps/{step.pk}/{path}").status_code == 404, path


def test_step_of_another_case_does_not_exist_here(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    other = open_step(make_case(office, "other"))
    url = f"/cases/{case.file_number}/steps/{other.pk}/complete/"
    assert sign_in(office.ada).post(url).status_code == 404


def test_auditor_reads_and_may_only_uncover_fields(  # with a reason, which is in the log
    office: Office, case: Case, sign_in: SignIn
) -> None:
    text = page(sign_in(office.rolf), case)
    assert "You may read this case, not change it." in text
    main = text.partition("<main")[2].partition("</main>")[0]
    forms = main.split("<form")[1:]
    assert len(forms) == 1
    assert f'action="/cases/{case.file_number}/sensitive/"' in forms[0]
    assert main.count("<button") == 1


def test_reading_is_logged(office: Office, case: Case, sign_in: SignIn) -> None:
    page(sign_in(office.rolf), case)
    entry = Entry.objects.get(case_id=case.pk, act="case.read")
    assert (entry.actor, entry.action) == (office.rolf, Entry.Action.ACCESS)


def test_colleagues_case_can_be_taken_over(office: Office, case: Case, sign_in: SignIn) -> None:
    take(case=case, by=office.ben, now=NOW)
    ada = sign_in(office.ada)
    text = page(ada, case)
    assert "Ben Groß works on this case" in text
    assert "Complete the step" not in text
    ada.post(f"/cases/{case.file_number}/take/")
    assert "Complete the step" in page(ada, case)


def test_lead_assigns_and_a_caseworker_cannot(office: Office, case: Case, sign_in: SignIn) -> None:
    url = f"/cases/{case.file_number}/assign/"
    sent = {"to": str(office.ben.pk), "version": str(case.version)}
    refused = sign_in(office.ada).post(url, sent)
    assert refused.status_code == 403
    assert "Only the team lead may do this." in refused.content.decode()
    assert sign_in(office.lea).post(url, sent).status_code == 302
    case.refresh_from_db()
    assert case.assignee == office.ben


def test_assigning_over_a_change_is_told(office: Office, case: Case, sign_in: SignIn) -> None:
    take(case=case, by=office.ben, now=NOW)
    url = f"/cases/{case.file_number}/assign/"
    answer = sign_in(office.lea).post(url, {"to": str(office.ada.pk), "version": case.version})
    assert answer.status_code == 409
    assert "it is now with Ben Groß" in answer.content.decode()


def test_note_is_written_and_an_empty_one_is_not(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    ada, url = sign_in(office.ada), f"/cases/{case.file_number}/notes/"
    assert ada.post(url, {"note": "  "}).status_code == 422
    assert ada.post(url, {"note": "Angerufen.\n<b>"}).status_code == 302
    assert "Angerufen.<br>&lt;b&gt;" in page(ada, case)


def test_completed_step_can_be_looked_at(office: Office, case: Case, sign_in: SignIn) -> None:
    done = open_step(case)
    work_on(case, office.ada)
    text = page(sign_in(office.ada), case, f"?step={done.pk}")
    assert "Completed by Ada Klein" in text
    assert "Complete the step" not in text


def test_closed_case_shows_its_letters(
    office: Office, case: Case, notice: Notice, sign_in: SignIn
) -> None:
    Case.objects.update(status="closed", closed_at=NOW)
    case.steps.filter(status="open").update(status="withdrawn")
    text = page(sign_in(office.ada), case)
    assert "This case is closed" in text
    assert notice.subject in text


def test_history_tells_the_story(office: Office, case: Case, sign_in: SignIn) -> None:
    work_on(case, office.ada)
    assign(case=case, to=office.ben, by=office.lea, now=NOW)
    answer = sign_in(office.ada).get(f"/cases/{case.file_number}/history/")
    text = answer.content.decode()
    assert "<strong>Ada Klein</strong> completed “Antrag prüfen”." in text
    assert "<strong>Lea Brandt</strong> assigned the case." in text


def test_query_count_does_not_grow(
    office: Office, case: Case, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    ada, url = sign_in(office.ada), f"/cases/{case.file_number}/"
    with_little = queries(ada, url)
    document = case.documents.get()
    for n in range(20):
        Document.objects.create(
            case=case, title=f"{n}", size=1, sha256=document.sha256, received_at=NOW
        )
        add_note(case=case, text=f"{n}", by=office.ben, now=NOW)
    assert queries(ada, url) == with_little <= MOST_QUERIES


def test_decide_step_costs_no_more_than_allowed(
    office: Office, case: Case, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    load_law()
    work_on(case, office.ada)
    assert queries(sign_in(office.ada), f"/cases/{case.file_number}/") <= MOST_QUERIES
