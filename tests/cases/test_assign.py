"""Taking and assigning: allowed to the right people, and never over a change unseen."""

import pytest

from casework.audit.models import Entry
from casework.cases.actions import add_note, assign, look_at, take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def test_lead_assigns_and_the_colleague_is_called(office: Office) -> None:
    case = assign(case=make_case(office), to=office.ben, by=office.lea, now=NOW)
    assert (case.assignee, case.attention) == (office.ben, "assigned")


def test_caseworker_does_not_assign(office: Office) -> None:
    with pytest.raises(NotAllowed):
        assign(case=make_case(office), to=office.ben, by=office.ada, now=NOW)


@pytest.mark.parametrize("person", ["cleo", "rolf", "adm"])
def test_nobody_outside_the_unit_gets_a_case(office: Office, person: str) -> None:
    with pytest.raises(NotAllowed):
        assign(case=make_case(office), to=getattr(office, person), by=office.lea, now=NOW)


def test_assigning_over_a_change_is_a_conflict(office: Office) -> None:
    case = make_case(office)
    seen = case.version
    take(case=case, by=office.ada, now=NOW)
    with pytest.raises(Conflict, match="Ada Klein"):
        assign(case=case, to=office.ben, by=office.lea, now=NOW, seen_version=seen)


def test_taking_from_a_colleague_is_logged(office: Office) -> None:
    case = make_case(office)
    take(case=case, by=office.ada, now=NOW)
    take(case=case, by=office.ben, now=NOW)
    case.refresh_from_db()
    assert case.assignee == office.ben
    acts = Entry.objects.filter(case_id=case.pk, act="case.take", action=Entry.Action.ACT)
    assert [entry.actor_name for entry in acts.order_by("id")] == ["Ada Klein", "Ben Groß"]


def test_looking_is_logged_and_only_the_owner_marks_it_seen(office: Office) -> None:
    case = assign(case=make_case(office), to=office.ben, by=office.lea, now=NOW)
    look_at(case=case, by=office.rolf, now=NOW)
    case.refresh_from_db()
    assert case.attention == "assigned"
    look_at(case=case, by=office.ben, now=NOW)
    case.refresh_from_db()
    assert case.attention == ""
    reads = Entry.objects.filter(case_id=case.pk, action=Entry.Action.ACCESS)
    assert {entry.actor_name for entry in reads} == {"Rolf Sander", "Ben Groß"}


def test_note_needs_words_and_a_role(office: Office) -> None:
    case = make_case(office)
    add_note(case=case, text=" Anruf: bringt den Schein morgen. ", by=office.ada, now=NOW)
    assert case.notes.get().text == "Anruf: bringt den Schein morgen."
    with pytest.raises(InvalidData):
        add_note(case=case, text="  ", by=office.ada, now=NOW)
    with pytest.raises(NotAllowed):
        add_note(case=case, text="x", by=office.rolf, now=NOW)
