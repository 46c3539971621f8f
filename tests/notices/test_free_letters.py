"""Letters without a step: proposed, edited, issued once; receipts that go out by themselves."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Deadline, Party
from casework.notices.free_letters import FREE_KINDS, compose, propose
from casework.notices.free_letters.issuing import (
    issue_free_letter,
    preview_free_letter,
    settle_answer,
)
from casework.notices.free_letters.receipts import acknowledge, acknowledge_new_cases
from casework.notices.free_letters.texts import FOLDER, free_text
from casework.notices.letters import letter_draft
from casework.notices.models import Notice
from casework.services.catalogue import package_of
from casework.services.package.placeholders import placeholders
from legal.citations import parse
from tests.factories import NOW, Office, entries, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BODY = {"to": "body", "body_lines": "Straßenbauamt\nWegstraße 1\n67999 Lindenfurt"}


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def entered(case: Case, kind: str, **changes: Any) -> dict[str, Any]:
    """What a person would send: the proposal with its gaps filled and `changes`."""
    found = propose(case, kind, TODAY)
    return {
        "to": found.to,
        "subject": found.subject,
        "text": found.text.replace("[…]", "etwas Bestimmtes"),
        "items": [item.key for item in found.items if item.chosen],
        "response_due": found.response_due.isoformat() if found.response_due else "",
        "reply_by": found.reply_by.isoformat() if found.reply_by else "",
        "referred_name": "Kreisverwaltung",
        "referred_lines": "Ring 2\n67998 Kreisstadt",
        **(BODY if found.to == "body" else {}),
        **changes,
    }


def issue(case: Case, kind: str, by: Any, **changes: Any) -> Notice:
    return issue_free_letter(
        case=case, kind=kind, entered=entered(case, kind, **changes), by=by, now=NOW
    )


@pytest.mark.parametrize("kind", FREE_KINDS)
def test_every_kind_can_be_issued_as_proposed(office: Office, kind: str) -> None:
    case = make_case(office, documents=[])
    notice = issue(case, kind, office.ada)
    assert (notice.kind, notice.step, notice.decision) == (kind, None, None)
    assert notice.number == f"{case.file_number}/1"
    assert bytes(notice.pdf).startswith(b"%PDF")
    assert notice.facts["signatures"][0]["name"] == "Ada Klein"
    answers = case.deadlines.filter(kind=Deadline.Kind.RESPONSE)
    assert answers.exists() == (kind in ("document_request", "hearing", "consultation"))


@pytest.mark.parametrize("kind", FREE_KINDS)
def test_our_texts_are_whole(kind: str) -> None:
    raw = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    assert set(raw) <= {"subject", "opening", "closing", "also", "period", "reply_in", "law"}
    text = free_text(kind)
    cites = [cite for cites in text.law.values() for cite in cites]
    cites += [cite for one in text.also for cite in one.law]
    assert all(parse(cite) for cite in cites)
    assert {one.when for one in text.also} <= {"missing", "decision", "fiction"}
    parts = [text.subject, *text.opening, *text.closing]
    paths = {".".join(one.path) for part in parts for one in placeholders(part)}
    assert paths <= {
        "case.received_on", "case.file_number", "case.service_name", "applicant.name"
    }  # fmt: skip


def test_every_kind_but_the_decision_has_a_text() -> None:
    assert set(FREE_KINDS) == set(Notice.Kind.values) - {"decision"}
    assert {path.stem for path in Path(FOLDER).glob("*.toml")} == set(FREE_KINDS)
    with pytest.raises(KeyError):
        free_text("decision")


def test_the_text_says_what_holds_in_the_case(office: Office, case: Case) -> None:
    whole = propose(case, "acknowledgement", TODAY).text
    assert "Wir wollen bis zum 3. Juni 2026 über Ihren Antrag entscheiden." in whole
    assert "fehlen noch" not in whole
    lacking = make_case(office, "second", documents=[])
    assert "Einige Unterlagen fehlen noch." in propose(lacking, "acknowledgement", TODAY).text
    Deadline.objects.filter(case=case).update(kind=Deadline.Kind.FICTION)
    fiction = propose(case, "acknowledgement", TODAY)
    assert "gilt die Genehmigung als erteilt" in fiction.text
    assert fiction.law == ("§ 25 Abs. 2 Satz 2 VwVfG", "§ 42a Abs. 2 VwVfG")


def test_the_services_own_letter_comes_first(office: Office, case: Case) -> None:
    own = package_of(case.service_version_id).letter("document_request")
    assert propose(case, "document_request", TODAY).subject == own.subject
    hearing = propose(case, "hearing", TODAY)  # the service's own is the letter of a step
    assert hearing.subject == "Ihr Antrag: Gelegenheit zur Äußerung"
    assert "[…]" in hearing.text


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("interim", {"subject": " "}, "subject"),
        ("interim", {"subject": "x" * 151}, "subject"),
        ("interim", {"text": "\n\n"}, "text"),
        ("interim", {"text": "Es dauert: […]."}, "text"),
        ("interim", {"reply_by": ""}, "reply_by"),
        ("interim", {"reply_by": "2026-03-03"}, "reply_by"),
        ("interim", {"to": ""}, "to"),
        ("interim", {"to": "999999"}, "to"),
        ("interim", {"to": "body", "body_lines": ""}, "body_lines"),
        ("interim", {"to": "body", "body_lines": "a\n" * 7}, "body_lines"),
        ("hearing", {"response_due": ""}, "response_due"),
        ("hearing", {"response_due": "2026-03-10"}, "response_due"),
        ("consultation", {"response_due": "2026-03-01"}, "response_due"),
        ("document_request", {"items": []}, "items"),
        ("referral", {"referred_name": ""}, "referred_name"),
        ("referral", {"referred_lines": ""}, "referred_lines"),
        ("certificate", {"rows": "ohne Doppelpunkt"}, "rows"),
    ],
)
def test_what_is_missing_is_said_by_field(
    office: Office, kind: str, changes: dict[str, str], field: str
) -> None:
    case = make_case(office, documents=[])
    with pytest.raises(InvalidData) as caught:
        issue(case, kind, office.ada, **changes)
    assert list(caught.value.errors) == [field]
    assert not Notice.objects.exists()


def test_a_consultation_goes_to_the_other_body_and_may_have_no_date(
    office: Office, case: Case
) -> None:
    notice = issue(
        case, "consultation", office.ada, questions="Frage 1?\n\nFrage 2?", response_due=""
    )
    assert notice.facts["addressee"]["lines"][0] == "Straßenbauamt"
    assert notice.facts["case"]["concerns"] == case.applicant_name
    assert [item["title"] for item in notice.facts["list_items"]] == ["Frage 1?", "Frage 2?"]
    assert not case.deadlines.filter(kind=Deadline.Kind.RESPONSE).exists()


def test_a_letter_can_go_to_another_party(office: Office, case: Case) -> None:
    third = Party.objects.create(
        case=case, role=Party.Role.THIRD, given_name="Nora", family_name="Nachbar",
        street="Gasse 3", postal_code="67999", city="Lindenfurt",
    )  # fmt: skip
    notice = issue(case, "hearing", office.ada, to=str(third.pk))
    assert "Nora Nachbar" in notice.facts["addressee"]["lines"]


def test_a_representative_with_power_shown_is_proposed(office: Office, case: Case) -> None:
    lawyer = Party.objects.create(
        case=case, role=Party.Role.REPRESENTATIVE, family_name="Anwalt", power_shown=True
    )
    assert propose(case, "interim", TODAY).to == str(lawyer.pk)


def test_an_answer_date_is_kept_explained_and_can_be_settled(office: Office, case: Case) -> None:
    issue(case, "hearing", office.ada)
    deadline = case.deadlines.select_related("case").get(kind=Deadline.Kind.RESPONSE)
    assert deadline.because[0].startswith("Der Bescheid wurde am Dienstag, 3. März 2026, zur Post")
    settle_answer(deadline=deadline, by=office.ada, now=NOW)
    deadline.refresh_from_db()
    assert deadline.done_at == NOW
    with pytest.raises(Conflict):
        settle_answer(deadline=deadline, by=office.ada, now=NOW)


def test_a_later_answer_date_is_not_explained_by_the_computation(
    office: Office, case: Case
) -> None:
    later = (propose(case, "hearing", TODAY).response_due or TODAY) + timedelta(days=7)
    issue(case, "hearing", office.ada, response_due=later.isoformat())
    assert case.deadlines.get(kind=Deadline.Kind.RESPONSE).because == []


def test_a_date_that_a_step_awaits_is_not_settled_by_hand(office: Office, case: Case) -> None:
    deadline = case.deadlines.select_related("case").get(kind=Deadline.Kind.DECISION)
    with pytest.raises(NotAllowed):
        settle_answer(deadline=deadline, by=office.ada, now=NOW)


def test_two_clicks_issue_one_letter(office: Office, case: Case) -> None:
    sent = entered(case, "interim")
    given = {"case": case, "kind": "interim", "entered": sent, "by": office.ada, "now": NOW}
    issue_free_letter(**given, seen=0)
    with pytest.raises(Conflict):
        issue_free_letter(**given, seen=0)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("person", ["cleo", "rolf", "adm"])
def test_others_write_no_letters(office: Office, case: Case, person: str) -> None:
    by = getattr(office, person)
    with pytest.raises(NotAllowed):
        issue(case, "interim", by)
    with pytest.raises(NotAllowed):
        preview_free_letter(
            case=case, kind="interim", entered=entered(case, "interim"), by=by, now=NOW
        )


def test_the_process_stays_where_it_is_and_the_log_names_the_norms(
    office: Office, case: Case
) -> None:
    before = open_step(case)
    issue(case, "hearing", office.ada)
    assert open_step(case) == before
    entry = Entry.objects.get(act="notice.issue-letter", action=Entry.Action.ACT)
    assert (entry.case_id, entry.actor, entry.norm) == (case.pk, office.ada, "§ 28 Abs. 1 VwVfG")


def test_a_preview_keeps_nothing(office: Office, case: Case) -> None:
    sent = entered(case, "interim")
    pdf = preview_free_letter(case=case, kind="interim", entered=sent, by=office.ada, now=NOW)
    assert pdf.startswith(b"%PDF")
    assert not Notice.objects.exists()


def test_letters_of_steps_and_without_are_numbered_together(office: Office, case: Case) -> None:
    issue(case, "interim", office.ada)
    step = work_on(case, office.ada, vollstaendig="nein")
    draft = letter_draft(step, case, TODAY)
    from casework.notices.actions import issue_letter

    second = issue_letter(
        step=step,
        by=office.ada,
        now=NOW,
        entered={"items": ["fahrzeugschein"], "text": "", "response_due": draft.response_due},
        **entries(step),
    )
    assert second.number == f"{case.file_number}/2"


def test_two_authorities_that_count_alike_both_issue(office: Office, other_office: Office) -> None:
    first = issue(make_case(office), "interim", office.ada)
    second = issue(make_case(other_office), "interim", other_office.ada)
    assert first.number == second.number


def test_receipt_is_acknowledged_by_itself_without_signature(office: Office, case: Case) -> None:
    notice = acknowledge(case=case, now=NOW)
    assert notice is not None
    assert (notice.kind, notice.issued_by) == ("acknowledgement", None)
    assert notice.facts["signature"] == {"form": "automated"}
    assert notice.facts["contact"]["name"] == "Straßenverkehrsbehörde"
    assert "ohne Unterschrift gültig" in notice.text
    assert acknowledge(case=case, now=NOW) is None
    entry = Entry.objects.get(act="notice.issue-letter", action=Entry.Action.ACT)
    assert (entry.actor, entry.case_id) == (None, case.pk)


def test_only_services_that_say_so_acknowledge(
    office: Office, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert acknowledge_new_cases(now=NOW) == 0
    package = package_of(case.service_version_id)
    object.__setattr__(package, "acknowledge", True)
    try:
        second = make_case(office, "second")
        Case.objects.filter(pk=second.pk).update(status="closed", closed_at=NOW)
        assert acknowledge_new_cases(now=NOW) == 1
        assert acknowledge_new_cases(now=NOW) == 0
    finally:
        object.__setattr__(package, "acknowledge", False)
    assert [notice.case for notice in Notice.objects.all()] == [case]


def test_compose_reads_rows(office: Office, case: Case) -> None:
    sent = entered(case, "certificate", rows="Gültig bis: 31.12.2026\n\nUhrzeit: 10:30")
    draft = compose(case, "certificate", sent, date(2026, 3, 3))
    assert draft.particulars == (("Gültig bis", "31.12.2026"), ("Uhrzeit", "10:30"))
