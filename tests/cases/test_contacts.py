"""Conversations: with whom, by whom, as written; and when a call is better than a letter."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from casework.audit.models import Entry
from casework.cases.contacts import Talk, add_contact, better_call
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case, Contact
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def test_is_noted_with_a_party_or_by_words(office: Office, case: Case) -> None:
    party = case.parties.get()
    earlier = NOW - timedelta(hours=2)
    talk = Talk(" Schein folgt. ", party=party, spoke_with="x", at=earlier)
    with_party = add_contact(case=case, talk=talk, by=office.ada, now=NOW)
    assert (with_party.text, with_party.spoke_with, with_party.at) == ("Schein folgt.", "", earlier)
    assert (with_party.way, with_party.direction) == ("telephone", "incoming")
    talk = Talk("Hauptwohnung bestätigt.", spoke_with="Frau Wolf, Meldebehörde", way="counter")
    by_words = add_contact(case=case, talk=talk, by=office.lea, now=NOW)
    assert (by_words.name, with_party.name) == ("Frau Wolf, Meldebehörde", party.name)
    assert list(case.contacts.all()) == [by_words, with_party]
    acts = Entry.objects.filter(action=Entry.Action.ACT, act="contact.add", case_id=case.pk)
    assert acts.count() == 2


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (Talk("  ", spoke_with="Wolf"), "text"),
        (Talk("Anruf", spoke_with="  "), "spoke_with"),
        (Talk("Anruf", spoke_with="x" * 201), "spoke_with"),
        (Talk("Anruf", spoke_with="Wolf", way="pigeon"), "way"),
        (Talk("Anruf", spoke_with="Wolf", direction="up"), "way"),
        (Talk("Anruf", spoke_with="Wolf", at=NOW + timedelta(minutes=1)), "at"),
    ],
)
def test_says_what_is_missing(office: Office, case: Case, talk: Talk, field: str) -> None:
    with pytest.raises(InvalidData) as refused:
        add_contact(case=case, talk=talk, by=office.ada, now=NOW)
    assert list(refused.value.errors) == [field]


def test_a_party_of_another_case_is_none_of_this_one(office: Office, case: Case) -> None:
    stranger = make_case(office, "other").parties.get()
    with pytest.raises(InvalidData):
        add_contact(case=case, talk=Talk("Anruf", party=stranger), by=office.ada, now=NOW)


def test_only_who_may_comment_notes_one(office: Office, case: Case) -> None:
    for person in (office.cleo, office.rolf):
        with pytest.raises(NotAllowed):
            add_contact(case=case, talk=Talk("x", spoke_with="y"), by=person, now=NOW)


def test_stays_as_written(office: Office, case: Case) -> None:
    one = add_contact(case=case, talk=Talk("Ja", spoke_with="Wolf"), by=office.ada, now=NOW)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Contact.objects.filter(pk=one.pk).update(text="Nein")


def test_the_log_does_not_say_what_was_spoken(office: Office, case: Case) -> None:
    talk = Talk("Ist krank.", spoke_with="Herr Kowalski")
    add_contact(case=case, talk=talk, by=office.ada, now=NOW)
    told = str(list(Entry.objects.filter(case_id=case.pk).values("changes", "object_repr")))
    assert "krank" not in told and "Kowalski" not in told


@pytest.mark.parametrize(
    ("letters", "contacts", "better"),
    [([1], [], False), ([1, 3], [], True), ([1, 3], [2], False), ([1, 3], [4], False),
     ([1, 3, 5], [2], True)],
)  # fmt: skip
def test_two_letters_without_a_call_between_are_enough(
    letters: list[int], contacts: list[int], better: bool
) -> None:
    days = [[NOW + timedelta(days=day) for day in one] for one in (letters, contacts)]
    assert better_call(*days) is better
