"""Drafting: the service's text blocks first, then nobody overwrites anybody unseen."""

from decimal import Decimal

import pytest

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions.actions import change_outcome, draft_for, save_draft
from casework.decisions.models import Decision
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Office) -> Decision:
    return draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)


def save(draft: Decision, by: object, version: int = 1, **changes: object) -> Decision:
    texts = {"operative_part": "Der Ausweis wird erteilt.", "reasons": "Weil."}
    return save_draft(decision=draft, version=version, by=by, now=NOW, **{**texts, **changes})  # type: ignore[arg-type]


def test_draft_starts_with_filled_text_blocks(draft: Decision) -> None:
    assert "LFT-MB 88" in draft.operative_part
    assert "A – Altstadt" in draft.operative_part
    assert "{{" not in "".join((draft.operative_part, draft.reasons, *draft.clause_texts))
    assert (draft.fee_amount, draft.fee_basis) == (Decimal("60.00"), "§ 2 Abs. 1 BPA-GebO")


def test_opening_a_draft_twice_is_one_draft(office: Office, draft: Decision) -> None:
    assert draft_for(step=draft.step, by=office.ada, now=NOW) == draft


def test_saving_counts_the_version_up(office: Office, draft: Decision) -> None:
    saved = save(draft, office.ada)
    assert (saved.version, saved.reasons) == (2, "Weil.")


def test_second_writer_is_told_who_changed_the_draft(office: Office, draft: Decision) -> None:
    save(draft, office.ada)
    with pytest.raises(Conflict, match="Ada Klein"):
        save(draft, office.ada, version=1, reasons="Anders.")
    draft.refresh_from_db()
    assert draft.reasons == "Weil."


def test_colleague_must_take_the_case_first(office: Office, draft: Decision) -> None:
    with pytest.raises(NotAllowed):
        save(draft, office.ben)


def test_fee_needs_its_basis(office: Office, draft: Decision) -> None:
    with pytest.raises(InvalidData):
        save(draft, office.ada, fee_amount=Decimal("10"), fee_basis=" ")


def test_outcome_outside_the_step_is_refused(office: Office, draft: Decision) -> None:
    with pytest.raises(InvalidData):
        change_outcome(decision=draft, version=1, outcome="refuse", by=office.ada, now=NOW)


def test_other_outcome_brings_its_own_texts(office: Office) -> None:
    case = make_case(office)
    deny = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}
    draft = draft_for(step=work_on(case, office.ada, **deny), by=office.ada, now=NOW)
    other = {"grant": "refuse", "refuse": "grant"}[draft.outcome]
    changed = change_outcome(
        decision=draft, version=draft.version, outcome=other, by=office.ada, now=NOW
    )
    assert changed.outcome == other
    assert changed.operative_part != draft.operative_part
    assert (changed.fee_amount is None) is (other == "refuse")
