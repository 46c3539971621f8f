"""Conversations and appointments go with their case, and are in the copy of the person's data."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from casework.archive.belongings import belongings, counted, erase_rows
from casework.archive.erasing import FROZEN
from casework.archive.subject_data import person_data
from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.models import Appointment, Case, Contact, Party
from casework.desk.keeping.words import counted_words
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    """A case with a conversation with its applicant and one with a third, who waits for a call."""
    case = make_case(office)
    third = Party.objects.create(case=case, role="third", family_name="Nachbar", phone="0171")
    talk = Talk("Schein folgt.", party=case.parties.order_by("pk").first())
    add_contact(case=case, talk=talk, by=office.ada, now=NOW)
    agreed = Agreed(NOW.date() + timedelta(days=1), about="Lärm")
    talk = Talk("Fragt nach dem Stand.", party=third)
    add_contact(case=case, talk=talk, by=office.ada, now=NOW, agreed=agreed)
    return case


def told_to(case: Case, role: str) -> dict[str, Any]:
    with translation.override("de"):
        return person_data(case.parties.get(role=role))


def test_the_applicant_gets_all_of_them_others_theirs(case: Case) -> None:
    whole, theirs = told_to(case, "applicant"), told_to(case, "third")
    assert len(whole["gespraeche"]) == 2 and len(whole["termine"]) == 1
    (one,) = theirs["gespraeche"]
    assert one["text"] == "Fragt nach dem Stand." and one["weg"] == "Telefon"
    assert theirs["termine"] == [
        {"am": "04.03.2026", "art": "Rückruf", "telefon": "0171", "anlass": "Lärm"}
    ]


def test_they_go_with_the_case_and_are_counted(office: Office, case: Case) -> None:
    other = make_case(office, "other")
    kept = add_contact(case=other, talk=Talk("Ja", spoke_with="Wolf"), by=office.ada, now=NOW)
    found = belongings([case.pk])
    counts = counted(found)
    assert (counts["cases.contact"], counts["cases.appointment"]) == (2, 1)
    assert {"2 Gespräche", "1 Termin"} <= set(counted_words(counts))
    erase_rows(found, frozen=FROZEN)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(Contact.objects.all()) == [kept] and not Appointment.objects.exists()
