"""Notes of the office on norms: seen by one authority, changed by the right people, logged."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.lawwatch.models import NormNote
from casework.lawwatch.notes import change_note, notes_on, why_not, withdraw_note, write_note
from legal.models import Norm
from tests.factories import NOW, Office
from tests.lawwatch.conftest import Change

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def norm(law: Change) -> Norm:
    return Norm.objects.get(key="45")


@pytest.fixture
def note(norm: Norm, office: Office) -> NormNote:
    return write_note(
        norm=norm, text=" Der Mietvertrag genügt. ", review_on=None, by=office.ada, now=NOW
    )


def test_everybody_of_the_authority_sees_it_and_nobody_else(
    note: NormNote, office: Office, other_office: Office
) -> None:
    (seen,) = notes_on([note.norm_id], office.authority)[note.norm_id]
    assert (seen.text, seen.written_by, seen.written_at) == (
        "Der Mietvertrag genügt.",
        office.ada,
        NOW,
    )
    assert notes_on([note.norm_id], other_office.authority) == {note.norm_id: []}


def test_what_it_said_before_is_in_the_log(note: NormNote, office: Office) -> None:
    day = date(2027, 1, 1)
    changed = change_note(
        note=note, version=1, text="Nicht mehr.", review_on=day, by=office.ada, now=LATER
    )
    assert (changed.version, changed.changed_by, changed.review_on) == (2, office.ada, day)
    entry = Entry.objects.filter(act="law.note", action=Entry.Action.UPDATE).get()
    assert entry.changes_dict["text"] == ["Der Mietvertrag genügt.", "Nicht mehr."]


def test_a_withdrawn_note_is_not_shown_but_kept(note: NormNote, office: Office) -> None:
    withdraw_note(note=note, version=1, by=office.lea, now=LATER)
    assert notes_on([note.norm_id], office.authority) == {note.norm_id: []}
    assert NormNote.objects.get().withdrawn_at == LATER


@pytest.mark.parametrize("text", ["", "  \x00 ", "x" * 5001])
def test_empty_and_endless_notes_are_refused(norm: Norm, office: Office, text: str) -> None:
    with pytest.raises(InvalidData):
        write_note(norm=norm, text=text, review_on=None, by=office.ada, now=NOW)
    assert not NormNote.objects.exists()


def test_who_may(note: NormNote, office: Office, other_office: Office) -> None:
    assert [why_not(getattr(office, p)) is None for p in ("ada", "lea", "adm", "rolf")] == [
        True,
        True,
        True,
        False,
    ]
    assert [why_not(getattr(office, p), note) is None for p in ("ada", "ben", "lea", "adm")] == [
        True,
        False,
        True,
        True,
    ]
    with pytest.raises(NotAllowed):
        withdraw_note(note=note, version=1, by=other_office.lea, now=LATER)
    with pytest.raises(NotAllowed):
        write_note(norm=note.norm, text="x", review_on=None, by=office.rolf, now=NOW)


def test_two_people_cannot_overwrite_each_other(note: NormNote, office: Office) -> None:
    change_note(note=note, version=1, text="Neu.", review_on=None, by=office.lea, now=LATER)
    with pytest.raises(Conflict, match="Lea Brandt"):
        change_note(note=note, version=1, text="Alt.", review_on=None, by=office.ada, now=LATER)


def test_one_query_for_many_norms(
    note: NormNote, office: Office, django_assert_num_queries: Any
) -> None:
    norms = list(Norm.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        found = notes_on(norms, office.authority)
        assert [str(one.written_by) for many in found.values() for one in many] == ["Ada Klein"]
