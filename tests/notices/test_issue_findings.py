"""Issuing and the legal checks: reasons are stored with the notice, blockers stop it."""

from typing import Any

import pytest

from casework.cases.actions import assign
from casework.cases.errors import InvalidData, NotAllowed
from casework.decisions import checks
from casework.decisions.actions import draft_for, save_draft
from casework.decisions.findings import override
from casework.decisions.models import Decision, FindingAnswer
from casework.notices.actions import Refused, issue_decision
from casework.notices.models import Notice
from tests.factories import NOW, Office, entries, make_case, work_on

pytestmark = pytest.mark.django_db
DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}


@pytest.fixture
def refusal(office: Office) -> Decision:
    step = work_on(make_case(office), office.ada, **DENY)
    return draft_for(step=step, by=office.ada, now=NOW)


def issue(office: Office, draft: Decision, **changes: Any) -> Notice:
    sent = {"version": draft.version, "by": office.ada, "now": NOW, **entries(draft.step)}
    return issue_decision(decision=draft, **{**sent, **changes})


def prints(draft: Decision) -> dict[str, str]:
    return {one.code: one.fingerprint for one in checks.run(draft, on=NOW.date())}


def test_a_warning_without_a_reason_holds_the_notice_back(
    office: Office, refusal: Decision
) -> None:
    with pytest.raises(InvalidData) as caught:
        issue(office, refusal)
    assert set(caught.value.errors) == {f"reason-{prints(refusal)['hearing-refusal']}"}
    assert not Notice.objects.exists()
    assert not FindingAnswer.objects.exists()


def test_the_reason_is_stored_with_the_notice(office: Office, refusal: Decision) -> None:
    reasons = {prints(refusal)["hearing-refusal"]: "Noch nichts gewährt."}
    assert issue(office, refusal, reasons=reasons).decision == refusal
    answer = refusal.finding_answers.get()
    assert (answer.code, answer.reason) == ("hearing-refusal", "Noch nichts gewährt.")
    assert (answer.kind, answer.given_by) == ("accepted", office.ada)


def test_a_reason_for_another_finding_does_not_count(office: Office, refusal: Decision) -> None:
    with pytest.raises(InvalidData):
        issue(office, refusal, reasons={"other": "Noch nichts gewährt."})
    assert not FindingAnswer.objects.exists()


def test_nothing_is_stored_when_the_notice_is_refused(office: Office, refusal: Decision) -> None:
    draft = save_draft(decision=refusal, version=1, by=office.ada, now=NOW, operative_part="")
    with pytest.raises(Refused):
        issue(office, draft, reasons={prints(draft)["hearing-refusal"]: "Darum."})
    assert not FindingAnswer.objects.exists()


def test_who_is_excluded_issues_nothing_not_even_a_colleagues_draft(
    office: Office, refusal: Decision
) -> None:
    assign(case=refusal.case, to=office.ben, by=office.lea, now=NOW)
    refusal.case.exclusions.create(
        user=office.ben, norm="§ 20 VwVfG", reason="x", entered_by=office.lea, entered_at=NOW
    )
    reasons = {prints(refusal)["hearing-refusal"]: "Noch nichts gewährt."}
    with pytest.raises(NotAllowed, match="keinen Zugriff"):
        issue(office, refusal, by=office.ben, reasons=reasons)
    assert not Notice.objects.exists()


def test_an_overridden_blocker_lets_the_notice_out(office: Office, refusal: Decision) -> None:
    reasons = "Nach § 28 Abs. 1 VwVfG wurde nicht angehört; § 24 Abs. 1 SGB X gilt nicht."
    draft = save_draft(decision=refusal, version=1, by=office.ada, now=NOW, reasons=reasons)
    with pytest.raises(Refused) as caught:
        issue(office, draft)
    (stopping,) = caught.value.findings
    override(
        decision=draft,
        version=draft.version,
        code=stopping.code,
        fingerprint=stopping.fingerprint,
        reason="Das Zitat verneint nur seine Geltung.",
        by=office.lea,
        now=NOW,
    )
    given = dict.fromkeys(prints(draft).values(), "Darum.")
    assert issue(office, draft, reasons=given)
    kinds = draft.finding_answers.values_list("code", "kind")
    assert ("procedure-law", "overridden") in set(kinds)
