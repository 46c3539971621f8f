"""Advice on readability beside the editors: live, on the saved draft, for those who write."""

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from casework.desk.decide.readability import MOST_SHOWN, shown_reading
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def draft(office: Office, case: Case) -> Decision:
    return draft_for(step=work_on(case, office.ada), by=office.ada, now=NOW)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(draft: Decision) -> str:
    return f"/cases/{draft.case.file_number}/steps/{draft.step_id}/readability/"


def test_typed_text_is_judged_and_nothing_kept(ada: Client, draft: Decision) -> None:
    before = draft.version
    typed = {
        "operative_part": "Das gilt.",
        "reasons": "Es geschieht seitens der Stadt.",
        "clause_text": ["Kurz.", "Zahlen Sie vollumfänglich."],
    }
    answer = ada.post(url(draft), typed, headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "Readability: too short to judge, 2 hints" in text
    assert 'data-mark="reasons" data-start="13" data-end="20"' in text
    assert 'data-mark="clause-text-1"' in text
    draft.refresh_from_db()
    assert draft.version == before


def test_without_script_the_saved_draft_is_judged(ada: Client, draft: Decision) -> None:
    Decision.objects.filter(pk=draft.pk).update(reasons="Es geschieht seitens der Stadt.")
    text = ada.get(url(draft)).content.decode()
    assert "<html" in text
    assert "Better: von" in text


def test_both_editors_offer_it(office: Office, ada: Client, draft: Decision) -> None:
    assert url(draft) in ada.get(f"/cases/{draft.case.file_number}/").content.decode()
    other = make_case(office, "second")
    letter = work_on(other, office.ada, vollstaendig="nein")
    address = f"/cases/{other.file_number}/steps/{letter.pk}/readability/"
    assert address in ada.get(f"/cases/{other.file_number}/").content.decode()
    assert ada.get(address).status_code == 200
    answer = ada.post(address, {"text": "Bezüglich der Unterlagen."}, headers=HTMX)
    assert 'data-mark="text" data-start="0" data-end="9"' in answer.content.decode()


def test_only_who_may_write_is_advised(office: Office, sign_in: SignIn, draft: Decision) -> None:
    for person, status in (("ben", 403), ("rolf", 403), ("cleo", 404)):
        assert sign_in(getattr(office, person)).get(url(draft)).status_code == status


def test_places_are_counted_as_the_browser_counts() -> None:
    (hint,) = shown_reading({"reasons": "𝄞𝄞 seitens"}).hints
    assert (hint.start, hint.end) == (5, 12)


def test_the_list_is_short_and_says_how_many_there_are() -> None:
    reading = shown_reading({"reasons": "Das ist zeitnah. " * 50})
    assert (reading.count, len(reading.hints)) == (50, MOST_SHOWN)
