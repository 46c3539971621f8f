"""Issuing: once, whole, frozen; and nothing of it when something is wrong."""

import hashlib
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions.actions import draft_for, save_draft
from casework.decisions.models import Decision
from casework.notices import rendering
from casework.notices.actions import Refused, issue_decision, issue_letter, preview
from casework.notices.letters import letter_draft
from casework.notices.models import Notice
from casework.process.models import Step
from tests.factories import NOW, Office, entries, make_case, open_step, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def draft(office: Office, case: Case) -> Decision:
    return draft_for(step=work_on(case, office.ada), by=office.ada, now=NOW)


def issue(draft: Decision, by: Any, **changes: Any) -> Notice:
    return issue_decision(
        decision=draft,
        **{"version": draft.version, "by": by, "now": NOW, **entries(draft.step), **changes},
    )


def test_notice_is_frozen_with_its_hashes(office: Office, draft: Decision) -> None:
    notice = issue(draft, office.ada)
    assert bytes(notice.pdf).startswith(b"%PDF-1.7")
    assert hashlib.sha256(bytes(notice.pdf)).hexdigest() == notice.pdf_sha256
    assert notice.number == "BPA-2026-00001/1"
    assert "Widerspruch" in notice.text
    assert notice.facts["contact"]["name"] == "Ada Klein"


@pytest.mark.parametrize("field", ["html", "text", "pdf_sha256"])
def test_database_refuses_to_change_a_notice(office: Office, draft: Decision, field: str) -> None:
    notice = issue(draft, office.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**{field: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        notice.delete()


def test_issuing_moves_the_case_on(office: Office, case: Case, draft: Decision) -> None:
    issue(draft, office.ada)
    case.refresh_from_db()
    draft.refresh_from_db()
    assert (case.outcome, draft.status, draft.decided_by) == ("grant", "issued", office.ada)
    assert open_step(case).task == "vorgang_abschliessen"
    assert not case.deadlines.filter(kind="decision", done_at__isnull=True).exists()


def test_second_click_issues_nothing(office: Office, draft: Decision) -> None:
    issue(draft, office.ada)
    with pytest.raises(Conflict, match="Ada Klein"):
        issue(draft, office.ada)
    assert Notice.objects.count() == 1


def test_changed_draft_is_not_issued_unseen(office: Office, draft: Decision) -> None:
    save_draft(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        operative_part="Anders.",
        reasons="Anders.",
    )
    with pytest.raises(Conflict):
        issue(draft, office.ada, version=1)
    assert not Notice.objects.exists()


def test_unlawful_notice_is_refused_with_its_reasons(office: Office, draft: Decision) -> None:
    office.service.remedy_rules.all().delete()
    with pytest.raises(Refused) as caught:
        issue(draft, office.ada)
    assert [finding.code for finding in caught.value.findings] == ["remedy"]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("person", ["ben", "cleo", "rolf", "adm"])
def test_others_cannot_issue(office: Office, draft: Decision, person: str) -> None:
    with pytest.raises(NotAllowed):
        issue(draft, getattr(office, person))


def test_crash_while_rendering_leaves_everything_as_it_was(
    office: Office, draft: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(facts: object) -> None:
        raise MemoryError

    monkeypatch.setattr(rendering, "render", broken)
    before = Entry.objects.count()
    with pytest.raises(MemoryError):
        issue(draft, office.ada)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.step.status == Step.Status.OPEN
    assert not draft.cited_norms.exists()
    assert Entry.objects.count() == before


def test_cited_norms_are_pinned(office: Office, draft: Decision) -> None:
    issue(draft, office.ada)
    cited = [norm.citation for norm in draft.cited_norms.all()]
    assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in cited


def test_issue_is_logged_with_the_norms(office: Office, draft: Decision, case: Case) -> None:
    issue(draft, office.ada)
    entry = Entry.objects.get(case_id=case.pk, act="notice.issue", action=Entry.Action.ACT)
    assert "StVO" in entry.norm


def test_identical_facts_give_identical_bytes(office: Office, draft: Decision) -> None:
    notice = issue(draft, office.ada)
    again = rendering.render(notice.facts)
    assert (again.pdf_sha256, again.facts_sha256) == (notice.pdf_sha256, notice.facts_sha256)


def test_preview_keeps_nothing(office: Office, draft: Decision) -> None:
    pdf = preview(step=draft.step, by=office.ada, now=NOW, entered={})
    assert pdf.startswith(b"%PDF")
    assert not Notice.objects.exists()


def request_step(office: Office, case: Case) -> Step:
    return work_on(case, office.ada, vollstaendig="nein")


def test_document_request_asks_sets_the_date_and_waits(office: Office) -> None:
    case = make_case(office, documents=[])
    step = request_step(office, case)
    draft = letter_draft(step, case, NOW.date())
    assert [item.key for item in draft.items if item.chosen] == ["fahrzeugschein"]
    assert draft.response_due is not None
    entered = {"text": draft.text, "items": ["fahrzeugschein"], "response_due": draft.response_due}
    notice = issue_letter(step=step, by=office.ada, now=NOW, entered=entered, **entries(step))
    case.refresh_from_db()
    assert notice.facts["list_items"][0]["title"].startswith("Zulassungsbescheinigung")
    assert case.waiting_for == "applicant"
    assert open_step(case).due_on == draft.response_due
    assert case.deadlines.get(kind="response").because


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": []}, "items"),
        ({"response_due": "bald"}, "response_due"),
        ({"response_due": "2026-03-04"}, "response_due"),
    ],
)
def test_letter_that_asks_nothing_or_too_soon_is_refused(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    case = make_case(office, documents=[])
    step = request_step(office, case)
    entered = {"items": ["fahrzeugschein"], "response_due": "2026-12-01", **changes}
    with pytest.raises(InvalidData) as caught:
        issue_letter(step=step, by=office.ada, now=NOW, entered=entered, **entries(step))
    assert set(caught.value.errors) == {field}
    assert not Notice.objects.exists()
