"""What is only looked at is in the log too: searches, drafts, histories, raw submissions."""

import pytest

from casework.access import roles
from casework.audit.models import Entry
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case, work_on

pytestmark = pytest.mark.django_db


def readings(act: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act, action=Entry.Action.ACCESS))


def test_a_search_leaves_its_fields_and_hits_but_not_its_words(
    office: Office, sign_in: SignIn
) -> None:
    case = make_case(office)
    name = case.applicant_name.split()[-1]
    sign_in(office.ada).get("/", {"q": name, "view": "open"})
    (entry,) = readings("case.search")
    assert entry.actor == office.ada
    assert entry.additional_data == {
        "view": "open",
        "fields": ["file_number", "applicant_name", "parties", "data"],
        "hits": 1,
    }
    assert name not in str(vars(entry))


def test_opening_the_list_is_no_search(office: Office, sign_in: SignIn) -> None:
    sign_in(office.ada).get("/", {"view": "open"})
    assert readings("case.search") == []


def test_a_history_that_was_read_is_in_the_history(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    sign_in(office.lea).get(f"/cases/{case.file_number}/history/")
    (entry,) = readings("case.history")
    assert (entry.actor, entry.case_id) == (office.lea, case.pk)


def test_a_draft_that_was_opened_is_logged(office: Office, sign_in: SignIn) -> None:
    case = make_case(office, documents=[])
    step = work_on(case, office.ada, vollstaendig="nein")
    page = sign_in(office.ada).get(f"/cases/{case.file_number}/steps/{step.pk}/preview/")
    assert page["Content-Type"] == "application/pdf"
    (entry,) = readings("letter.preview")
    assert (entry.case_id, entry.object_pk) == (case.pk, str(step.pk))


def test_a_raw_submission_that_was_saved_is_logged(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    submission = case.submissions.get()
    roles.grant(user=office.adm, role=roles.AUDIT, unit=office.unit)  # who sees the case
    sign_in(office.adm).get(f"/intake/{submission.pk}/raw/")
    (entry,) = readings("submission.read")
    assert (entry.actor, entry.case_id) == (office.adm, case.pk)
