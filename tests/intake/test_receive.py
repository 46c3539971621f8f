"""What arrives is stored first; then it becomes a case or is set aside with a plain reason."""

import json
from datetime import timedelta

import pytest
from django.utils import translation

from casework.audit.models import Entry
from casework.cases.errors import Conflict
from casework.cases.models import Case
from casework.intake import actions, opening
from casework.intake.models import Submission
from tests.factories import NOW, PDF, Office, envelope, make_case, submit

pytestmark = pytest.mark.django_db


def deliver(office: Office, raw: bytes, reference: str = "r-1") -> Submission:
    return actions.receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference=reference,
        media_type="application/json",
        raw=raw,
        now=NOW,
    )


def test_application_becomes_a_case(office: Office) -> None:
    submission = submit(office)
    case = submission.case
    assert submission.status == "accepted"
    assert case is not None
    assert case.file_number == "BPA-2026-00001"
    assert case.applicant_name == "Mira Brandes"
    assert case.received_on.isoformat() == "2026-03-03"
    assert [step.name for step in case.steps.all()] == ["Antrag prüfen"]
    document = case.documents.get()
    assert (document.media_type, document.size) == ("application/pdf", len(PDF))


def test_raw_bytes_are_kept_as_they_came(office: Office) -> None:
    raw = json.dumps(envelope(), indent=7).encode()
    submission = deliver(office, raw)
    submission.refresh_from_db()
    assert bytes(submission.raw) == raw


def test_date_of_receipt_is_what_the_channel_states(office: Office) -> None:
    case = make_case(office, submitted_at="2026-02-27T23:30:00+01:00")
    assert case.received_on.isoformat() == "2026-02-27"


def test_same_delivery_twice_opens_one_case(office: Office) -> None:
    first, second = submit(office, "p-7"), submit(office, "p-7")
    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_same_reference_with_other_content_is_refused(office: Office) -> None:
    submit(office, "p-7")
    with pytest.raises(Conflict):
        submit(office, "p-7", documents=[])


def test_same_content_without_reference_is_one_submission(office: Office) -> None:
    assert submit(office).pk == submit(office).pk


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe\x00", "not encoded as UTF-8"),
        (b"{", "not valid JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"a": 1, "a": 2}', "appears twice"),
        (b'{"service": "x", "data": {"n": NaN}}', "not a JSON number"),
        (b'{"data": {}}', "for which service"),
        (b'{"service": 7}', "wrong type"),
        (b'{"service": "dog-tax", "data": {}}', "not installed here"),
        (b'{"service": "resident-parking", "data": {"x": "\\u0000"}}', "cannot be stored"),
        (b'{"service": "resident-parking", "data": {"x": "\\ud800"}}', "cannot be stored"),
        (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (
            b'{"service": "resident-parking", "data": {"a": ' + b"[" * 50 + b"]" * 50 + b"}}",
            "nested too deeply",
        ),
        (b'{"service": "resident-parking", "data": {}}', "is missing"),
        (b'{"case": "BPA-1999-00001", "documents": []}', "no case with the file number"),
        (b'{"service": "resident-parking", "documents": [{"content": "%%%"}]}', "not valid Base64"),
        (b'{"service": "resident-parking", "documents": [{"content": ""}]}', "is empty"),
        (b'{"service": "resident-parking", "submitted_at": "gestern"}', "not a date and time"),
        (b'{"service": "resident-parking", "submitted_at": "2999-01-01T00:00:00Z"}', "future"),
    ],
)
def test_hostile_or_malformed_is_set_aside_with_its_reason(
    office: Office, raw: bytes, reason: str
) -> None:
    with translation.override("en"):
        submission = deliver(office, raw)
    submission.refresh_from_db()
    assert submission.status == "set_aside"
    assert reason in " ".join(submission.problems)
    assert bytes(submission.raw) == raw
    assert not Case.objects.exists()


def test_schema_problems_name_the_place(office: Office) -> None:
    data = envelope()["data"]
    del data["vehicle"]["plate"]
    data["permit"]["duration"] = "36"
    submission = submit(office, data=data)
    assert submission.status == "set_aside"
    assert any("vehicle" in problem and "plate" in problem for problem in submission.problems)
    assert any("duration" in problem for problem in submission.problems)


def test_file_names_lose_their_paths(office: Office) -> None:
    documents = [{"filename": "../../etc/pass\u202ewd.pdf", "content": "JVBERi0="}]
    case = make_case(office, documents=documents)
    assert case.documents.get().filename == "passwd.pdf"


def test_a_file_name_never_becomes_the_title_that_the_log_keeps(office: Office) -> None:
    documents = [{"filename": "Ausweis Mira Brandes.pdf", "content": "JVBERi0="}]
    assert make_case(office, documents=documents).documents.get().title == "Dokument 1"
    assert not [
        one for one in Entry.objects.all() if "Brandes" in f"{one.object_repr}{one.changes}"
    ]


def test_sender_is_not_believed_about_the_media_type(office: Office) -> None:
    documents = [{"filename": "bild.png", "content": "PHNjcmlwdD4=", "media_type": "image/png"}]
    case = make_case(office, documents=documents)
    assert case.documents.get().media_type == "application/octet-stream"


def test_crash_on_the_way_loses_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: bytes) -> str:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(opening.files, "store", broken)
        submission = submit(office)
    assert submission.status == "stored"
    assert not Case.objects.exists()
    assert actions.pick_up(older_than=NOW + timedelta(minutes=1)) == 1
    submission.refresh_from_db()
    assert submission.status == "accepted"


def test_failure_that_stays_is_shown_to_a_person(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(actions, "open_case", broken)
    submission = submit(office)
    for _ in range(actions.MAX_ATTEMPTS):
        actions.pick_up(older_than=NOW + timedelta(minutes=1))
    submission.refresh_from_db()
    assert submission.status == "set_aside"
    assert submission.problems


def test_answer_adds_documents_and_calls_for_attention(office: Office) -> None:
    case = make_case(office)
    answer = submit(office, "a-1", service="", case=case.file_number)
    case.refresh_from_db()
    assert answer.case == case
    assert case.documents.count() == 2
    assert case.attention == "answer"


def test_answer_to_another_authority_is_set_aside(office: Office, other_office: Office) -> None:
    case = make_case(other_office)
    answer = submit(office, "a-1", service="", case=case.file_number)
    assert answer.status == "set_aside"
    assert case.documents.count() == 1


def test_administrator_retries_and_discards(office: Office) -> None:
    submission = submit(office, data={})
    assert submission.status == "set_aside"
    actions.discard(submission=submission, by=office.adm, now=NOW, reason="Testlieferung")
    submission.refresh_from_db()
    assert (submission.status, submission.settled_by) == ("discarded", office.adm)
    with pytest.raises(Conflict):
        actions.discard(submission=submission, by=office.adm, now=NOW, reason="noch einmal")
