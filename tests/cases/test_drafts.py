"""What somebody types is kept for them alone, while they may send it, and not for ever."""

from datetime import timedelta

import pytest

from casework.archive.tasks import forget_drafts
from casework.audit.models import Entry
from casework.cases import drafts
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case, Draft
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def test_the_latest_entries_are_kept(office: Office, case: Case) -> None:
    drafts.keep(case=case, form="note", fields={"note": ["Anr"]}, by=office.ada, now=NOW)
    later = NOW + timedelta(minutes=1)
    drafts.keep(
        case=case, form="note", fields={"note": ["Anruf\r\n\x00"]}, by=office.ada, now=later
    )
    found = Draft.objects.get()
    assert (found.fields, found.saved_at) == ({"note": ["Anruf\n"]}, later)
    assert drafts.kept(case, office.ada)["note"].post["note"] == "Anruf\n"
    assert drafts.kept(case, office.ben) == {}


def test_an_emptied_note_is_no_draft_but_an_emptied_letter_is(office: Office, case: Case) -> None:
    for form in ("note", "letter-hearing"):
        drafts.keep(case=case, form=form, fields={"text": ["a"]}, by=office.ada, now=NOW)
        drafts.keep(case=case, form=form, fields={"text": [" "]}, by=office.ada, now=NOW)
    assert list(drafts.kept(case, office.ada)) == ["letter-hearing"]


def test_only_who_may_send_a_form_has_it_kept(office: Office, case: Case) -> None:
    for person in (office.cleo, office.rolf):
        with pytest.raises(NotAllowed):
            drafts.keep(case=case, form="note", fields={"note": ["a"]}, by=person, now=NOW)
    Case.objects.update(assignee=office.ben)
    case.refresh_from_db()
    drafts.keep(case=case, form="note", fields={"note": ["a"]}, by=office.ada, now=NOW)
    with pytest.raises(NotAllowed, match="Ben"):
        drafts.keep(case=case, form="step-1", fields={"f-a": ["a"]}, by=office.ada, now=NOW)


def test_the_size_is_bounded_and_so_are_the_forms(office: Office, case: Case) -> None:
    long = {"note": ["a" * drafts.MOST_BYTES]}
    for form, fields in (("note", long), ("password", {"a": ["b"]})):
        with pytest.raises(InvalidData):
            drafts.keep(case=case, form=form, fields=fields, by=office.ada, now=NOW)
    assert not Draft.objects.exists()


def test_the_log_knows_nothing_of_it(office: Office, case: Case) -> None:
    before = Entry.objects.count()
    drafts.keep(case=case, form="note", fields={"note": ["geheim"]}, by=office.ada, now=NOW)
    drafts.forget(case=case, form="note", by=office.ada)
    assert Entry.objects.count() == before


def test_after_thirty_days_the_night_takes_it(office: Office, case: Case) -> None:
    for form, days in (("note", 31), ("contact", 29)):
        moment = NOW - timedelta(days=days)
        drafts.keep(case=case, form=form, fields={"a": ["b"]}, by=office.ada, now=moment)
    assert forget_drafts(int(NOW.timestamp())) == 1
    assert Draft.objects.get().form == "contact"
