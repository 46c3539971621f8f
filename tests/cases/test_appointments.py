"""Call-backs and meetings: agreed, in the lists, moved, dealt with."""

from dataclasses import replace
from datetime import date, time

import pytest

from casework.audit.models import Entry
from casework.cases.appointments import Agreed, finish, move
from casework.cases.contacts import Talk, add_contact
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Appointment, Case
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 3, 5), date(2026, 3, 9)
CALL = Agreed(DAY, time(14), time(16), about="Bitte wegen des Scheins")


@pytest.fixture
def case(office: Office) -> Case:
    found = make_case(office)
    found.parties.update(phone="06999 4711")
    return found


def promise(office: Office, case: Case, agreed: Agreed = CALL) -> Appointment:
    talk = Talk("Möchte zurückgerufen werden.", party=case.parties.get())
    contact = add_contact(case=case, talk=talk, agreed=agreed, by=office.ada, now=NOW)
    return contact.appointment


def test_is_kept_with_the_number_and_moves_the_case_in_the_lists(
    office: Office, case: Case
) -> None:
    found = promise(office, case)
    assert (found.phone, found.who, found.kind) == (
        "06999 4711",
        case.parties.get().name,
        "call_back",
    )
    case.refresh_from_db()
    assert (case.call_back_on, case.call_back_from, case.next_on) == (DAY, time(14), DAY)
    assert Entry.objects.filter(act="appointment.agree", case_id=case.pk).exists()


def test_the_first_that_waits_stands_in_the_case(office: Office, case: Case) -> None:
    later = promise(office, case, replace(CALL, due_on=LATER))
    first = promise(office, case, Agreed(DAY))
    promise(office, case, Agreed(date(2026, 3, 4), time(9), kind="meeting"))
    case.refresh_from_db()
    assert (case.call_back_on, case.call_back_from) == (DAY, None)
    finish(appointment=first, text="Geklärt.", reached=True, by=office.ben, now=NOW, seen=0)
    case.refresh_from_db()
    assert (case.call_back_on, case.call_back_from) == (LATER, time(14))
    finish(appointment=later, text="Niemand da.", reached=False, by=office.ben, now=NOW, seen=0)
    case.refresh_from_db()
    assert (case.call_back_on, case.call_back_from) == (None, None)


def test_another_number_takes_the_place_of_the_partys(office: Office, case: Case) -> None:
    assert promise(office, case, replace(CALL, phone=" 0170 1 ")).phone == "0170 1"


@pytest.mark.parametrize(
    ("agreed", "field"),
    [
        (Agreed(None), "due_on"),
        (Agreed(date(2026, 3, 2)), "due_on"),
        (Agreed(DAY, None, time(12)), "from_time"),
        (Agreed(DAY, time(12), time(12)), "to_time"),
        (Agreed(DAY, about="x" * 201), "about"),
        (Agreed(DAY, phone="1" * 51), "phone"),
        (Agreed(DAY, kind="party"), "kind"),
    ],
)
def test_says_what_is_wrong_and_notes_nothing(
    office: Office, case: Case, agreed: Agreed, field: str
) -> None:
    with pytest.raises(InvalidData) as refused:
        promise(office, case, agreed)
    assert list(refused.value.errors) == [field]
    assert not case.contacts.exists()


def test_what_was_spoken_becomes_a_conversation(office: Office, case: Case) -> None:
    found = promise(office, case)
    finish(appointment=found, text=" Geklärt. ", reached=True, by=office.ben, now=NOW, seen=0)
    call = case.contacts.exclude(pk=found.contact_id).get()
    assert (call.text, call.direction, call.party) == (
        "Geklärt.",
        "outgoing",
        found.contact.party,
    )
    found.refresh_from_db()
    assert found.done_by == office.ben and not case.notes.exists()


def test_why_nobody_was_reached_becomes_a_note(office: Office, case: Case) -> None:
    found = promise(office, case)
    finish(
        appointment=found, text="Hat sich erledigt.", reached=False, by=office.ben, now=NOW, seen=0
    )
    assert case.notes.get().text == "Hat sich erledigt." and case.contacts.count() == 1


def test_is_moved_with_a_note(office: Office, case: Case) -> None:
    found = promise(office, case)
    moved = move(
        appointment=found, to=Agreed(LATER), text="Besetzt", by=office.ben, now=NOW, seen=0
    )
    assert (moved.due_on, moved.from_time, moved.moves, moved.uid) == (LATER, None, 1, found.uid)
    assert case.notes.get().text == "Rückruf verschoben auf 09.03.2026: Besetzt"
    case.refresh_from_db()
    assert case.call_back_on == LATER


def test_nobody_overwrites_what_a_colleague_did(office: Office, case: Case) -> None:
    found = promise(office, case)
    move(appointment=found, to=Agreed(LATER), text="", by=office.ben, now=NOW, seen=0)
    with pytest.raises(Conflict, match="2026"):
        finish(appointment=found, text="x", reached=True, by=office.ada, now=NOW, seen=0)
    finish(appointment=found, text="x", reached=True, by=office.ben, now=NOW, seen=1)
    with pytest.raises(Conflict, match="Groß"):
        move(appointment=found, to=Agreed(LATER), text="", by=office.ada, now=NOW, seen=1)
    assert case.contacts.count() == 2


def test_a_promise_outlives_the_end_of_the_case_but_not_a_restriction(
    office: Office, case: Case
) -> None:
    first, second = promise(office, case), promise(office, case, Agreed(LATER))
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW)
    finish(appointment=first, text="Geklärt.", reached=True, by=office.ada, now=NOW, seen=0)
    Case.objects.filter(pk=case.pk).update(restriction="full")
    with pytest.raises(NotAllowed, match="18"):
        finish(appointment=second, text="x", reached=True, by=office.ada, now=NOW, seen=0)


def test_only_who_works_there(office: Office, case: Case) -> None:
    found = promise(office, case)
    for person in (office.cleo, office.rolf):
        with pytest.raises(NotAllowed):
            finish(appointment=found, text="x", reached=True, by=person, now=NOW, seen=0)
    with pytest.raises(InvalidData):
        finish(appointment=found, text=" ", reached=True, by=office.lea, now=NOW, seen=0)
