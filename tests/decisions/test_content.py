"""What may be saved in a draft; whether it is lawful is another question."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from casework.cases.errors import InvalidData
from casework.decisions.actions import change_outcome, draft_for, save_draft
from casework.decisions.models import Decision
from casework.decisions.texts import values_for
from tests.decisions.dogs import dog_case, dog_step, issue
from tests.factories import NOW, Office, work_on

pytestmark = pytest.mark.django_db
REVOKES = 'outcomes = ["grant", "revoke"]\nletters = { revoke = "other" }'
Write = Callable[..., Decision]


@pytest.fixture
def draft(office: Office, tmp_path: Path) -> Decision:
    step = dog_step(office, tmp_path, decide=REVOKES)
    return draft_for(step=step, by=office.ada, now=NOW)


@pytest.fixture
def write(office: Office, draft: Decision) -> Write:
    def written(**content: Any) -> Decision:
        return save_draft(decision=draft, version=draft.version, by=office.ada, now=NOW, **content)

    return written


@pytest.fixture
def issued(office: Office, draft: Decision) -> Decision:
    """The decision on an earlier case, issued."""
    return issue(office, draft)


def on_it(office: Office, issued: Decision) -> Decision:
    """A draft in a case of its own that deals with the issued decision."""
    case = dog_case(office, "later")
    case.origin = issued.case
    case.save()
    return draft_for(step=work_on(case, office.ada), by=office.ada, now=NOW)


def revoking(office: Office, draft: Decision) -> Decision:
    return change_outcome(
        decision=draft, version=draft.version, outcome="revoke", by=office.ada, now=NOW
    )


def test_everything_is_kept(write: Write) -> None:
    content = {
        "operative_part": "Tenor",
        "reasons": "Gründe",
        "clauses": [{"kind": "condition", "text": "Nur wenn.", "norm": "§ 36 Abs. 2 Nr. 2 VwVfG"}],
        "discretion_norm": "§ 2 HundStS",
        "considerations": [{"aspect": "person", "text": "Sie braucht ihn."}],
        "answer_treatment": "Gesehen.",
        "hearing_exception": "§ 28 Abs. 3 VwVfG",
        "hearing_reason": "Darum.",
        "value": Decimal("1200.00"),
        "fee_amount": Decimal("30.00"),
        "fee_basis": "§ 2 HundStS",
        "channel": "formal",
        "signature_form": "handwritten",
        "plain_text": "Leicht.",
        "translation_language": "tr",
        "translation": "Türkçe.",
    }
    saved = write(**content)
    saved.refresh_from_db()
    assert {key: getattr(saved, key) for key in content} == content


def test_what_is_not_named_stays(write: Write, draft: Decision) -> None:
    saved = write(reasons="Nur das.")
    assert saved.reasons == "Nur das."
    assert saved.operative_part == draft.operative_part
    assert saved.fee_amount == draft.fee_amount


def test_empty_rows_are_left_out_and_texts_are_trimmed(write: Write) -> None:
    saved = write(
        clauses=[
            {"kind": "obligation", "text": " \n", "norm": "§ 1"},
            {"kind": "obligation", "text": " Leine. ", "norm": " § 1 HundStS "},
        ],
        considerations=[
            {"aspect": "public", "text": "Alle."},
            {"aspect": "purpose", "text": "Zweck."},
            {"aspect": "purpose", "text": "Noch ein Zweck."},
            {"aspect": "milder", "text": " "},
        ],
        operative_part="  Tenor  ",
    )
    assert saved.clauses == [{"kind": "obligation", "text": "Leine.", "norm": "§ 1 HundStS"}]
    assert saved.considerations == [
        {"aspect": "purpose", "text": "Zweck.\n\nNoch ein Zweck."},
        {"aspect": "public", "text": "Alle."},
    ]
    assert saved.operative_part == "Tenor"


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"fee_amount": Decimal("10"), "fee_basis": " "}, "fee_basis"),
        ({"clauses": [{"kind": "wish", "text": "Bitte.", "norm": ""}]}, "clauses"),
        ({"clauses": [{"kind": "condition", "text": "x", "norm": ""}] * 41}, "clauses"),
        ({"hearing_exception": "§ 24 Abs. 2 Nr. 7 SGB X"}, "hearing_exception"),
        ({"value": Decimal("-1")}, "value"),
        ({"channel": "pigeon"}, "channel"),
        ({"signature_form": "cross"}, "signature_form"),
        ({"translation": "Merhaba"}, "translation_language"),
    ],
)
def test_what_no_decision_contains_is_refused(
    write: Write, draft: Decision, content: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidData) as refused:
        write(**content)
    assert set(refused.value.errors) == {field}
    draft.refresh_from_db()
    assert draft.version == 1


def test_decision_on_an_earlier_one_proposes_the_newest(office: Office, issued: Decision) -> None:
    draft = on_it(office, issued)
    assert draft.target is None
    revocation = revoking(office, draft)
    assert revocation.target == issued
    again = change_outcome(
        decision=revocation, version=revocation.version, outcome="grant", by=office.ada, now=NOW
    )
    assert again.target is None


def test_only_a_decision_of_this_case_or_its_origin_can_be_the_target(
    office: Office, issued: Decision
) -> None:
    stranger = draft_for(
        step=work_on(dog_case(office, "stranger"), office.ada), by=office.ada, now=NOW
    )
    with pytest.raises(InvalidData):
        save_draft(decision=stranger, version=1, by=office.ada, now=NOW, target=issued)
    with pytest.raises(InvalidData):
        save_draft(decision=stranger, version=1, by=office.ada, now=NOW, target=stranger)


def test_placeholders_of_the_origin(office: Office, issued: Decision) -> None:
    case = on_it(office, issued).case
    assert values_for(case, {})["origin"] == {
        "file_number": issued.case.file_number,
        "service_name": "Hundesteuer",
        "notice_number": issued.case.notices.get().number,
        "decided_on": NOW.date(),
    }
    assert values_for(issued.case, {})["origin"] == {}
