"""Four eyes: when a co-signature is needed, who may give it, and what it keeps from happening."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Exclusion
from casework.decisions import cosign, cosign_actions
from casework.decisions.actions import change_outcome, save_draft
from casework.decisions.models import CoSignature, Decision
from tests.factories import NOW, Office
from tests.four_eyes import ask, away, housing_refusal, may_sign_here, parking_draft, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Office) -> Decision:
    """Ada's draft; Lea may sign it."""
    may_sign_here(office, office.lea)
    return parking_draft(office)


def edit(draft: Decision, office: Office) -> Decision:
    draft.refresh_from_db()
    return save_draft(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        operative_part="Anders.",
        reasons="Weil es anders ist.",
    )


@pytest.mark.parametrize(
    ("outcome", "value", "needs"),
    [
        ("refuse", None, True),
        ("grant", Decimal("999.99"), False),
        ("grant", Decimal("1000.00"), True),
        ("grant", None, True),
        ("revoke", None, False),
        ("revoke", Decimal("1000.01"), True),
    ],
)
def test_needed_by_outcome_or_value(
    monkeypatch: pytest.MonkeyPatch,
    draft: Decision,
    outcome: str,
    value: Decimal | None,
    needs: bool,
) -> None:
    package = SimpleNamespace(
        name="Wohngeld", co_signature=("refuse",), co_signature_from=Decimal(1000)
    )
    monkeypatch.setattr(cosign, "package_for", lambda case: package)
    draft.outcome, draft.value = outcome, value
    assert bool(cosign.needed(draft)) is needs
    assert bool(cosign.missing_for(draft)) is needs


def test_service_decides_whether_one_is_needed(office: Office) -> None:
    assert cosign.needed(parking_draft(office)) is None
    reason = cosign.needed(housing_refusal(office))
    assert reason == "„Wohngeld“ verlangt bei diesem Ergebnis (Ablehnung) eine Mitzeichnung."


def test_missing_until_signed(office: Office) -> None:
    may_sign_here(office, office.lea)
    draft = housing_refusal(office)
    assert "verlangt" in str(cosign.missing_for(draft))
    request = ask(draft, office.ada, office.lea)
    assert "liegt seit dem 03.03.2026 bei Lea Brandt" in str(cosign.missing_for(draft))
    sign(request, office.lea)
    assert cosign.missing_for(draft) is None


def test_a_request_that_was_not_needed_is_waited_for_too(office: Office, draft: Decision) -> None:
    assert cosign.missing_for(draft) is None
    request = ask(draft, office.ada)
    assert "wartet seit" in str(cosign.missing_for(draft))
    cosign_actions.withdraw(co_signature=request, by=office.ada, now=NOW)
    assert cosign.missing_for(draft) is None


def test_change_after_the_signature_makes_it_void(office: Office) -> None:
    may_sign_here(office, office.lea)
    draft = housing_refusal(office)
    sign(ask(draft, office.ada), office.lea)
    changed = edit(draft, office)
    assert "gilt nicht mehr" in str(cosign.missing_for(changed))
    assert cosign.standing(changed).void is not None
    sign(ask(changed, office.ada), office.lea)
    assert cosign.missing_for(changed) is None


def test_draft_is_frozen_while_it_waits(office: Office, draft: Decision) -> None:
    request = ask(draft, office.ada)
    with pytest.raises(Conflict, match="Ziehen Sie die Bitte zurück"):
        edit(draft, office)
    with pytest.raises(Conflict, match="Ziehen Sie die Bitte zurück"):
        change_outcome(decision=draft, version=1, outcome="refuse", by=office.ada, now=NOW)
    cosign_actions.send_back(co_signature=request, by=office.lea, now=NOW, comment="Kürzer.")
    assert edit(draft, office).version == 2


def test_draft_is_free_again_when_the_request_is_withdrawn(office: Office, draft: Decision) -> None:
    cosign_actions.withdraw(co_signature=ask(draft, office.ada), by=office.ada, now=NOW)
    assert edit(draft, office).version == 2


def test_neither_drafter_nor_asker_signs(office: Office, draft: Decision) -> None:
    for person in (office.ada, office.ben):
        may_sign_here(office, person)
    draft.case.assignee = None
    draft.case.save()
    request = ask(draft, office.ben)
    for person in (office.ada, office.ben):
        with pytest.raises(NotAllowed, match="Vier Augen"):
            sign(request, person)
    assert sign(request, office.lea).settled_by == office.lea


def test_without_power_nobody_signs_or_sends_back(office: Office, draft: Decision) -> None:
    request = ask(draft, office.ada)
    for person in (office.cleo, office.rolf, office.adm):
        with pytest.raises(NotAllowed, match="keine Zeichnungsbefugnis"):
            sign(request, person)
        with pytest.raises(NotAllowed, match="keine Zeichnungsbefugnis"):
            cosign_actions.send_back(co_signature=request, by=person, now=NOW, comment="Nein.")


def test_value_above_the_power_is_for_somebody_else(office: Office, draft: Decision) -> None:
    may_sign_here(office, office.ben, up_to=Decimal(500))
    Decision.objects.update(value=Decimal("500.01"))
    draft.refresh_from_db()
    with pytest.raises(InvalidData, match="Ben Groß darf diese Entscheidung nicht"):
        ask(draft, office.ada, office.ben)
    request = ask(draft, office.ada)
    with pytest.raises(NotAllowed, match="über der Grenze"):
        sign(request, office.ben)
    sign(request, office.lea)


def test_excluded_people_neither_sign_nor_are_asked(office: Office, draft: Decision) -> None:
    may_sign_here(office, office.ben)
    request = ask(draft, office.ada)
    exclusion = Exclusion.objects.create(
        case=draft.case,
        user=office.lea,
        norm="§ 20 Abs. 1 Satz 1 Nr. 2 VwVfG",
        reason="Angehörige",
        entered_by=office.ben,
        entered_at=NOW,
    )
    with pytest.raises(NotAllowed, match="Befangenheit"):
        sign(request, office.lea)
    asked = cosign.possible_signers(draft, office.ada, NOW.date())
    assert [basis.signer for basis in asked] == [office.ben]
    exclusion.lifted_at, exclusion.lifted_by = NOW, office.adm
    exclusion.lift_reason = "Verwechslung: nicht verwandt."
    exclusion.save()
    sign(request, office.lea)


def test_deputy_signs_in_substitution_and_the_log_says_so(office: Office, draft: Decision) -> None:
    away(office.lea, office.cleo)
    signed = sign(ask(draft, office.ada, office.lea), office.cleo)
    assert (signed.in_place_of, signed.capacity) == (office.lea, "in Vertretung")
    assert cosign.capacity_of(signed) == "in Vertretung für Lea Brandt"
    entry = Entry.objects.get(act="cosign.sign", action=Entry.Action.ACT)
    assert (entry.actor, entry.on_behalf_of) == (office.cleo, office.lea)


def test_drafters_own_power_does_not_count_even_when_lent(office: Office) -> None:
    may_sign_here(office, office.ada)
    may_sign_here(office, office.lea)
    away(office.ada, office.ben)
    request = ask(parking_draft(office), office.ada)
    with pytest.raises(NotAllowed):
        sign(request, office.ben)
    assert sign(request, office.lea).in_place_of is None


def test_head_signs_without_addition(office: Office) -> None:
    may_sign_here(office, office.lea, capacity="")
    signed = sign(ask(parking_draft(office), office.ada), office.lea)
    assert cosign.capacity_of(signed) == ""


def test_nobody_with_power_nobody_to_ask(office: Office) -> None:
    with pytest.raises(InvalidData, match="Niemand sonst"):
        ask(parking_draft(office), office.ada)
    assert not CoSignature.objects.exists()


def test_nobody_signs_in_a_case_whose_data_are_restricted(office: Office, draft: Decision) -> None:
    request = ask(draft, office.ada, office.lea)
    Case.objects.filter(pk=draft.case_id).update(restriction="full")
    with pytest.raises(NotAllowed, match="eingeschränkt"):
        sign(request, office.lea)
    Case.objects.filter(pk=draft.case_id).update(restriction="purpose")
    sign(request, office.lea)
