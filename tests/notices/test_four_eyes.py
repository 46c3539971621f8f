"""A notice without the co-signature it needs is not issued; with it, it names who signed."""

import io
from typing import Any

import pypdfium2
import pytest

from casework.access.models import User
from casework.audit.models import Entry
from casework.cases.errors import NotAllowed
from casework.decisions import checks
from casework.decisions.actions import save_draft
from casework.decisions.models import Decision
from casework.notices.actions import Refused, issue_decision, preview
from casework.notices.models import Notice
from tests.factories import NOW, Office, entries
from tests.four_eyes import ask, away, housing_refusal, may_sign_here, parking_draft, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Office) -> Decision:
    """Ada's refusal of a housing benefit; Lea may sign it."""
    may_sign_here(office, office.lea)
    for person, function in ((office.lea, "Teamleiterin"), (office.ada, "Sachbearbeiterin")):
        User.objects.filter(pk=person.pk).update(function=function)
        person.refresh_from_db()
    return housing_refusal(office)


def issue(draft: Decision, by: User) -> Notice:
    """Issue the notice with every box ticked and a reason for every warning."""
    draft.refresh_from_db()
    values: Any = entries(draft.step)
    warnings = checks.run(draft, on=NOW.date())
    reasons = {warning.fingerprint: "Geprüft." for warning in warnings}
    return issue_decision(
        decision=draft, version=draft.version, by=by, now=NOW, reasons=reasons, **values
    )


def pdf_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_without_co_signature_nothing_is_issued(office: Office, draft: Decision) -> None:
    with pytest.raises((NotAllowed, Refused), match="Mitzeichnung"):
        issue(draft, office.ada)
    ask(draft, office.ada, office.lea)
    with pytest.raises((NotAllowed, Refused), match="Mitzeichnung"):
        issue(draft, office.ada)
    assert not Notice.objects.exists()


def test_server_asks_even_if_nobody_ran_the_checks(
    office: Office, draft: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "run", lambda decision, on: [])
    with pytest.raises(NotAllowed, match="Mitzeichnung"):
        issue(draft, office.ada)
    assert not Notice.objects.exists()


def test_change_after_the_signature_stops_the_notice(office: Office, draft: Decision) -> None:
    sign(ask(draft, office.ada), office.lea)
    save_draft(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        operative_part=draft.operative_part + " Anders.",
        reasons=draft.reasons,
    )
    with pytest.raises((NotAllowed, Refused), match="Mitzeichnung|gilt nicht mehr"):
        issue(draft, office.ada)
    assert not Notice.objects.exists()


def test_notice_bears_the_co_signers_name_and_the_drafters_as_contact(
    office: Office, draft: Decision
) -> None:
    sign(ask(draft, office.ada), office.lea)
    notice = issue(draft, office.ada)
    assert notice.facts["signatures"] == [
        {"name": "Lea Brandt", "function": "Teamleiterin", "capacity": "im Auftrag"}
    ]
    assert notice.facts["contact"]["name"] == "Ada Klein"
    text = " ".join(pdf_text(bytes(notice.pdf)).split())
    assert "Mit freundlichen Grüßen Im Auftrag Lea Brandt Teamleiterin" in text
    assert "Ansprechperson: Ada Klein Sachbearbeiterin" in text


def test_deputy_is_named_with_whom_they_stand_in_for(office: Office, draft: Decision) -> None:
    away(office.lea, office.ben)
    sign(ask(draft, office.ada), office.ben)
    notice = issue(draft, office.ada)
    text = " ".join(pdf_text(bytes(notice.pdf)).split())
    assert "In Vertretung für Lea Brandt Ben Groß" in text


def test_head_needs_no_addition_and_whoever_has_no_power_signs_by_order(office: Office) -> None:
    first = issue(parking_draft(office, "1"), office.ada)
    may_sign_here(office, office.ada, capacity="")
    second = issue(parking_draft(office, "2"), office.ada)
    capacities = [notice.facts["signatures"][0]["capacity"] for notice in (first, second)]
    assert capacities == ["im Auftrag", None]


def test_preview_says_that_the_signature_is_missing(office: Office, draft: Decision) -> None:
    before = preview(step=draft.step, by=office.ada, now=NOW, entered={})
    assert "(Mitzeichnung steht aus)" in pdf_text(before)
    sign(ask(draft, office.ada), office.lea)
    after = preview(step=draft.step, by=office.ada, now=NOW, entered={})
    assert "(Mitzeichnung steht aus)" not in pdf_text(after)
    assert "Lea Brandt" in pdf_text(after)


def test_issue_after_the_signer_took_the_case_over(office: Office, draft: Decision) -> None:
    sign(ask(draft, office.ada), office.lea)
    draft.case.assignee = office.lea
    draft.case.save()
    notice = issue(draft, office.lea)
    assert notice.facts["signatures"][0]["name"] == "Lea Brandt"
    assert Entry.objects.filter(act="notice.issue", actor=office.lea).exists()
