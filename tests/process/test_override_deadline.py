"""Another date than the computed one: with ground and reason, visible, logged, and kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Deadline
from casework.desk.decide.letter_drafts import proposed
from casework.notices.actions import issue_letter
from casework.process import periods
from casework.process.grounds import grounds_for
from casework.process.overrides import override_deadline, restore_deadline
from legal.deadlines.words import spell
from tests.factories import NOW, Office, entries, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
KINDS = Deadline.Kind


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def deadline(case: Case) -> Deadline:
    return case.deadlines.select_related("case").get(kind=KINDS.DECISION)


def override(deadline: Deadline, by: Any, **changes: Any) -> Deadline:
    given = {"due_on": date(2026, 3, 6), "ground": "planned", "reason": "Personalmangel."}
    return override_deadline(deadline=deadline, by=by, now=NOW, **{**given, **changes})


def test_another_date_binds_the_case_and_stays_visible(
    office: Office, case: Case, deadline: Deadline
) -> None:
    computed = deadline.due_on
    override(deadline, office.ada)
    deadline.refresh_from_db()
    case.refresh_from_db()
    assert (deadline.due_on, deadline.computed_on) == (date(2026, 3, 6), computed)
    assert (deadline.overridden_by, deadline.overridden_at) == (office.ada, NOW)
    assert deadline.override_reason == "Das Datum wurde anders geplant: Personalmangel."
    assert case.due_on == date(2026, 3, 6)


def test_it_is_logged_with_reason_and_change(
    office: Office, case: Case, deadline: Deadline
) -> None:
    override(deadline, office.ada)
    entry = Entry.objects.get(case_id=case.pk, act="deadline.override", action=Entry.Action.ACT)
    assert (entry.actor, entry.reason) == (office.ada, "Personalmangel.")
    change = Entry.objects.get(
        act="deadline.override", action=Entry.Action.UPDATE, content_type__model="deadline"
    )
    assert change.changes["due_on"][1] == "2026-03-06"


def test_a_second_override_keeps_the_computed_date(office: Office, deadline: Deadline) -> None:
    computed = deadline.due_on
    override(deadline, office.ada)
    again = override(deadline, office.ada, due_on=date(2026, 7, 1))
    assert (again.due_on, again.computed_on) == (date(2026, 7, 1), computed)


def test_back_to_the_computed_date(office: Office, case: Case, deadline: Deadline) -> None:
    computed = deadline.due_on
    override(deadline, office.ada)
    restore_deadline(deadline=deadline, by=office.ada, now=NOW)
    deadline.refresh_from_db()
    case.refresh_from_db()
    assert (deadline.due_on, deadline.computed_on) == (computed, None)
    assert (deadline.overridden_by, deadline.override_reason) == (None, "")
    assert case.due_on == date(2026, 3, 10)  # the step's own date is the nearest again
    assert Entry.objects.filter(act="deadline.restore", action=Entry.Action.ACT).count() == 1
    restore_deadline(deadline=deadline, by=office.ada, now=NOW)  # nothing to go back from
    assert Entry.objects.filter(act="deadline.restore", action=Entry.Action.ACT).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
        ({"ground": ""}, "ground"),
        ({"ground": "reinstatement"}, "ground"),  # not for a date of the authority's own
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_is_missing_is_said_by_field(
    office: Office, deadline: Deadline, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        override(deadline, office.ada, **changes)
    assert list(caught.value.errors) == [field]
    deadline.refresh_from_db()
    assert deadline.computed_on is None


def test_the_date_that_holds_is_no_other_date(office: Office, deadline: Deadline) -> None:
    with pytest.raises(InvalidData, match="holds already|gilt bereits"):
        override(deadline, office.ada, due_on=deadline.due_on)


@pytest.mark.parametrize("person", ["cleo", "rolf", "adm"])
def test_others_cannot(office: Office, deadline: Deadline, person: str) -> None:
    with pytest.raises(NotAllowed):
        override(deadline, getattr(office, person))
    with pytest.raises(NotAllowed):
        restore_deadline(deadline=deadline, by=getattr(office, person), now=NOW)


def test_who_saw_an_older_date_is_told_so(office: Office, deadline: Deadline) -> None:
    seen = deadline.due_on
    override(deadline, office.ada)
    with pytest.raises(Conflict, match="Ada Klein"):
        override(deadline, office.ada, due_on=date(2026, 9, 1), seen=seen)


def test_a_deadline_that_is_done_stays(office: Office, deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(done_at=NOW)
    with pytest.raises(Conflict):
        override(deadline, office.ada)


def test_statutory_periods_have_no_room_for_plans() -> None:
    for kind in (KINDS.REMEDY, KINDS.FICTION):
        keys = {ground.key for ground in grounds_for(kind, "VwVfG")}
        assert not keys & {"planned", "extended"}
    assert "permit-extended" in {one.key for one in grounds_for(KINDS.FICTION, "VwVfG")}
    assert "permit-extended" not in {one.key for one in grounds_for(KINDS.FICTION, "SGB X")}


@pytest.mark.parametrize(
    ("regime", "norm"),
    [
        ("VwVfG", "§ 31 Abs. 7 VwVfG"),
        ("SGB X", "§ 26 Abs. 7 SGB X"),
        ("AO", "§ 109 Abs. 1 AO"),
    ],
)
def test_an_extension_names_the_norm_of_the_regime(regime: str, norm: str) -> None:
    ground = next(one for one in grounds_for(KINDS.RESPONSE, regime) if one.key == "extended")
    assert ground.norm(regime) == norm


def waiting(office: Office, case: Case) -> Deadline:
    """The answer date of a document request that was issued; its process waits for it."""
    step = work_on(case, office.ada, vollstaendig="nein")
    entered = {**proposed(step), "items": ["fahrzeugschein"]}
    issue_letter(step=step, by=office.ada, now=NOW, entered=entered, **entries(step))
    return case.deadlines.select_related("case").get(kind=KINDS.RESPONSE)


def test_an_extended_answer_date_moves_the_step_that_waits(office: Office, case: Case) -> None:
    deadline = waiting(office, case)
    later = deadline.due_on + timedelta(days=14)
    changed = override(deadline, office.ada, due_on=later, ground="extended", reason="Urlaub.")
    assert changed.override_reason == "Die Frist wurde verlängert (§ 31 Abs. 7 VwVfG): Urlaub."
    assert open_step(case).due_on == later
    case.refresh_from_db()
    assert case.due_on == min(later, case.deadlines.get(kind=KINDS.DECISION).due_on)
    restore_deadline(deadline=deadline, by=office.ada, now=NOW)
    assert open_step(case).due_on == deadline.due_on


def test_a_period_that_ended_can_still_be_extended(office: Office, case: Case) -> None:
    deadline = waiting(office, case)
    much_later = NOW + timedelta(days=200)
    override_deadline(
        deadline=deadline,
        due_on=much_later.date() + timedelta(days=7),
        ground="extended",
        reason="Krankheit; der Ablauf wäre unbillig.",
        by=office.ada,
        now=much_later,
    )
    deadline.refresh_from_db()
    assert deadline.due_on > much_later.date()


def test_a_new_computation_keeps_the_date_set_by_hand(
    office: Office, case: Case, deadline: Deadline
) -> None:
    override(deadline, office.ada)
    case.received_on = case.received_on + timedelta(days=10)
    before = deadline.due_on
    periods.begin_at_receipt(case, [document.kind for document in case.documents.all()])
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 3, 6)
    assert deadline.computed_on is not None and deadline.computed_on > before
    assert (
        "Das von Hand festgelegte Datum, Freitag, 6. März 2026, gilt weiter"
        in (deadline.because[-1])
    )
    assert case.deadlines.filter(kind=KINDS.DECISION).count() == 1


def test_the_same_computation_needs_no_note(office: Office, case: Case, deadline: Deadline) -> None:
    override(deadline, office.ada)
    periods.begin_at_receipt(case, [document.kind for document in case.documents.all()])
    deadline.refresh_from_db()
    assert "von Hand" not in deadline.because[-1]


def test_an_extension_by_a_step_keeps_it_too(
    office: Office, case: Case, deadline: Deadline
) -> None:
    computed = deadline.due_on
    override(deadline, office.ada)
    period = replace(
        periods.package_for(case).processing_period, kind="internal", extended_by="verlaengert_bis"
    )
    periods._extend(case, period, date(2026, 9, 3))
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.computed_on) == (date(2026, 3, 6), date(2026, 9, 3))
    assert "sie endet nun am Donnerstag, 3. September 2026" in deadline.because[-2]
    assert f"Vor der neuen Berechnung war es {spell(computed)}" in deadline.because[-1]


def test_the_database_refuses_half_an_override(deadline: Deadline) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=deadline.pk).update(override_reason="Darum.")
