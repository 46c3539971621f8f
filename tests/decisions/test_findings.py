"""Answers to findings: who may give which, for what they hold, and what the log keeps of them."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Exclusion
from casework.decisions import checks
from casework.decisions.actions import draft_for, save_draft
from casework.decisions.checks import Finding
from casework.decisions.findings import accept, override, withdraw_answer
from casework.decisions.models import Decision, FindingAnswer
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}
Act = Callable[..., FindingAnswer]


@pytest.fixture
def draft(office: Office) -> Decision:
    """A refusal with a warning (no hearing) and, once stripped, blockers of both kinds."""
    step = work_on(make_case(office), office.ada, **DENY)
    return draft_for(step=step, by=office.ada, now=NOW)


@pytest.fixture
def bare(office: Office, draft: Decision) -> Decision:
    """Without reasons, which a lead may override, and without operative part, which nobody may."""
    return save_draft(
        decision=draft, version=1, by=office.ada, now=NOW, reasons="", operative_part=""
    )


def finding(decision: Decision, code: str) -> Finding:
    return next(one for one in checks.run(decision, on=NOW.date()) if one.code == code)


def do(act: Act, decision: Decision, code: str, by: object, **changes: Any) -> FindingAnswer:
    sent = {"version": decision.version, "code": code, "reason": "Darum.", "by": by, "now": NOW}
    print_ = finding(decision, code).fingerprint
    return act(decision=decision, **{**sent, "fingerprint": print_, **changes})


def open_codes(decision: Decision) -> set[str]:
    found, answers = checks.run(decision, on=NOW.date()), list(decision.finding_answers.all())
    left = checks.blockers(found, answers) + checks.unanswered(found, answers)
    return {one.code for one in left}


def test_accepted_warning_asks_no_longer(office: Office, draft: Decision) -> None:
    answer = do(accept, draft, "hearing-refusal", office.ada)
    assert (answer.kind, answer.reason, answer.given_by) == ("accepted", "Darum.", office.ada)
    assert open_codes(draft) == set()


def test_it_asks_again_when_what_it_looked_at_changed(office: Office, draft: Decision) -> None:
    reasons = "Es fehlt § 12 PolG."
    draft = save_draft(decision=draft, version=1, by=office.ada, now=NOW, reasons=reasons)
    do(accept, draft, "norm-unchecked", office.ada)
    changed = save_draft(
        decision=draft, version=2, by=office.ada, now=NOW, reasons=reasons + " Und § 13 PolG."
    )
    assert "norm-unchecked" in open_codes(changed)
    back = save_draft(decision=changed, version=3, by=office.ada, now=NOW, reasons=reasons)
    assert "norm-unchecked" not in open_codes(back)


def test_a_later_reason_replaces_the_earlier_one(office: Office, draft: Decision) -> None:
    do(accept, draft, "hearing-refusal", office.ada)
    do(accept, draft, "hearing-refusal", office.ada, reason="Anders.")
    assert draft.finding_answers.get().reason == "Anders."


def test_a_warning_needs_its_reason(office: Office, draft: Decision) -> None:
    with pytest.raises(InvalidData) as caught:
        do(accept, draft, "hearing-refusal", office.ada, reason="  ")
    (place,) = caught.value.errors
    assert place == f"reason-{finding(draft, 'hearing-refusal').fingerprint}"
    assert not draft.finding_answers.exists()


@pytest.mark.parametrize("person", ["ben", "cleo", "rolf", "adm"])
def test_only_who_works_on_the_case_accepts(office: Office, draft: Decision, person: str) -> None:
    with pytest.raises(NotAllowed):
        do(accept, draft, "hearing-refusal", getattr(office, person))


def test_a_blocker_is_not_accepted(office: Office, bare: Decision) -> None:
    with pytest.raises(NotAllowed):
        do(accept, bare, "reasons", office.ada)


def test_a_lead_overrides_where_the_law_leaves_room(office: Office, bare: Decision) -> None:
    do(override, bare, "reasons", office.lea)
    assert open_codes(bare) == {"operative-part", "reasons-norm", "hearing-refusal"}
    entry = Entry.objects.get(act="finding.override", action=Entry.Action.ACT)
    assert (entry.actor, entry.reason, entry.norm) == (office.lea, "Darum.", "§ 39 Abs. 1 VwVfG")
    assert entry.case_id == bare.case_id


def test_nobody_overrides_where_the_law_leaves_none(office: Office, bare: Decision) -> None:
    with pytest.raises(NotAllowed, match="§ 37 Abs. 1 VwVfG"):
        do(override, bare, "operative-part", office.lea)


def test_a_warning_is_not_overridden(office: Office, draft: Decision) -> None:
    with pytest.raises(NotAllowed):
        do(override, draft, "hearing-refusal", office.lea)


@pytest.mark.parametrize("person", ["ada", "ben", "cleo", "rolf", "adm"])
def test_only_the_lead_overrides(office: Office, bare: Decision, person: str) -> None:
    with pytest.raises(NotAllowed):
        do(override, bare, "reasons", getattr(office, person))
    assert not bare.finding_answers.exists()


def test_a_lead_does_not_override_what_stands_against_their_own_draft(
    office: Office, bare: Decision
) -> None:
    Decision.objects.update(changed_by=office.lea)
    with pytest.raises(NotAllowed):
        do(override, bare, "reasons", office.lea)


def test_an_excluded_lead_does_not_override(office: Office, bare: Decision) -> None:
    Exclusion.objects.create(
        case=bare.case, user=office.lea, norm="§ 20", reason="x", entered_by=office.adm,
        entered_at=NOW,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        do(override, bare, "reasons", office.lea)


@pytest.mark.parametrize(
    "changes", [{"version": 7}, {"fingerprint": "other"}, {"code": "hearing-running"}]
)
def test_what_was_not_seen_is_not_answered(
    office: Office, draft: Decision, changes: dict[str, Any]
) -> None:
    seen = {"code": "hearing-refusal", **changes}
    fingerprint = finding(draft, "hearing-refusal").fingerprint
    with pytest.raises(Conflict):
        accept(
            **{
                "decision": draft,
                "version": draft.version,
                "fingerprint": fingerprint,
                "reason": "Darum.",
                "by": office.ada,
                "now": NOW,
                **seen,
            }
        )


def test_a_withdrawn_answer_asks_again_and_the_log_keeps_it(
    office: Office, draft: Decision
) -> None:
    answer = do(accept, draft, "hearing-refusal", office.ada)
    withdraw_answer(answer=answer, by=office.ada, now=NOW)
    assert open_codes(draft) == {"hearing-refusal"}
    acts = Entry.objects.filter(action=Entry.Action.ACT, act__startswith="finding.")
    assert [entry.act for entry in acts.order_by("pk")] == ["finding.accept", "finding.withdraw"]
    with pytest.raises(Conflict):
        withdraw_answer(answer=answer, by=office.ada, now=NOW)


def test_only_a_lead_takes_an_override_back(office: Office, bare: Decision) -> None:
    answer = do(override, bare, "reasons", office.lea)
    with pytest.raises(NotAllowed):
        withdraw_answer(answer=answer, by=office.ada, now=NOW)
    withdraw_answer(answer=answer, by=office.lea, now=NOW)
    assert "reasons" in open_codes(bare)


def test_an_accepted_warning_is_taken_back_by_who_works_on_it(
    office: Office, draft: Decision
) -> None:
    answer = do(accept, draft, "hearing-refusal", office.ada)
    with pytest.raises(NotAllowed):
        withdraw_answer(answer=answer, by=office.ben, now=NOW)
    assert draft.finding_answers.exists()
