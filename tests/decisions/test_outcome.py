"""Another outcome brings its own texts; what was typed by hand comes back with one click."""

from pathlib import Path

import pytest

from casework.cases.errors import Conflict, InvalidData
from casework.decisions.actions import change_outcome, draft_for, restore, save_draft
from casework.decisions.models import Decision
from tests.decisions.dogs import LEASH, PURPOSE, REFUSAL, dog_step
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Office, tmp_path: Path) -> Decision:
    step = dog_step(
        office,
        tmp_path,
        decide='outcomes = ["grant", "refuse", "revoke"]\nletters = { revoke = "other" }\n'
        'discretion = "§ 2 HundStS"',
        texts={"nein": REFUSAL, "zweck": PURPOSE, "leine": LEASH},
    )
    return draft_for(step=step, by=office.ada, now=NOW)


def turn(draft: Decision, office: Office, outcome: str) -> Decision:
    return change_outcome(
        decision=draft, version=draft.version, outcome=outcome, by=office.ada, now=NOW
    )


def write(draft: Decision, office: Office, **content: object) -> Decision:
    return save_draft(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        **content,  # type: ignore[arg-type]
    )


def bring_back(draft: Decision, office: Office, place: int = 0) -> Decision:
    return restore(decision=draft, version=draft.version, place=place, by=office.ada, now=NOW)


def test_draft_starts_with_all_the_service_proposes(draft: Decision) -> None:
    assert draft.operative_part.startswith("Der Hund Waldi ist angemeldet.")
    assert draft.clauses == [
        {"kind": "time_limit", "text": "Nur ein Jahr.", "norm": "§ 1 Abs. 1 HundStS"}
    ]
    assert draft.discretion_norm == "§ 2 HundStS"
    assert draft.considerations == [
        {"aspect": "purpose", "text": "Die Steuer für Waldi soll lenken."}
    ]


def test_other_outcome_brings_its_own_texts(office: Office, draft: Decision) -> None:
    refusal = turn(draft, office, "refuse")
    assert (refusal.outcome, refusal.operative_part) == ("refuse", "Abgelehnt.")
    assert refusal.clauses == []
    assert (refusal.fee_amount, refusal.fee_basis) == (None, "")


def test_texts_of_the_service_alone_are_not_set_aside(office: Office, draft: Decision) -> None:
    assert turn(turn(draft, office, "refuse"), office, "grant").set_aside == []


def test_typed_texts_are_set_aside_and_come_back(office: Office, draft: Decision) -> None:
    typed = write(draft, office, operative_part="Von Hand.", plain_text="Ganz leicht.")
    refusal = turn(typed, office, "refuse")
    assert [one["outcome"] for one in refusal.set_aside] == ["grant"]
    assert refusal.set_aside[0]["by"] == "Ada Klein"
    assert refusal.plain_text == ""
    back = bring_back(refusal, office)
    assert (back.outcome, back.operative_part) == ("grant", "Von Hand.")
    assert back.plain_text == "Ganz leicht."
    assert back.fee_amount == typed.fee_amount
    assert back.set_aside == []
    back.refresh_from_db()
    assert back.clauses == typed.clauses


def test_bringing_back_sets_typed_texts_aside_in_turn(office: Office, draft: Decision) -> None:
    refusal = turn(write(draft, office, reasons="Ja, weil."), office, "refuse")
    refusal = write(refusal, office, reasons="Nein, weil.")
    back = bring_back(refusal, office)
    assert back.reasons == "Ja, weil."
    assert [one["content"]["reasons"] for one in back.set_aside] == ["Nein, weil."]


def test_going_back_and_forth_keeps_every_text_once(office: Office, draft: Decision) -> None:
    for reasons in ("Eins.", "Zwei.", "Eins."):
        draft = write(draft, office, reasons=reasons)
        draft = turn(turn(draft, office, "refuse"), office, "grant")
    assert [one["content"]["reasons"] for one in draft.set_aside] == ["Eins.", "Zwei."]


@pytest.mark.parametrize("place", [0, -1, 5])
def test_nothing_there_to_bring_back(office: Office, draft: Decision, place: int) -> None:
    with pytest.raises(Conflict):
        bring_back(draft, office, place)


def test_outcome_outside_the_step_is_refused(office: Office, draft: Decision) -> None:
    with pytest.raises(InvalidData):
        turn(draft, office, "certify")


def test_what_was_said_at_the_hearing_stays_with_every_outcome(
    office: Office, draft: Decision
) -> None:
    heard = write(
        draft, office, hearing_exception="§ 28 Abs. 2 Nr. 3 VwVfG", hearing_reason="Eigene Angaben."
    )
    refusal = turn(heard, office, "refuse")
    assert refusal.hearing_exception == "§ 28 Abs. 2 Nr. 3 VwVfG"
    assert refusal.hearing_reason == "Eigene Angaben."
