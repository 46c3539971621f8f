"""Marking uses of changed law as still right or adapted: who, when, why, and not by everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.lawwatch.changes import watch
from casework.lawwatch.models import Review
from casework.lawwatch.reviews import Mark, mark
from casework.services.models import LawBinding
from tests.factories import NOW, Office, make_case
from tests.lawwatch.conftest import BEFORE, CHANGED, WITHOUT, Change
from tests.lawwatch.drafts import draft

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def marks_of(office: Office) -> list[Mark]:
    found = watch(office.authority)
    touched = [one for entry in found.changed for one in entry.uses] + list(found.broken)
    return [
        Mark(one.use.kind, one.use.pk, one.use.text_key, one.use.citation, one.seen)
        for one in {one.use.place: one for one in touched}.values()
    ]


@pytest.fixture
def changed(law: Change, office: Office) -> Office:
    draft(make_case(office), office.ada)
    law({"§ 45": CHANGED})
    return office


def test_what_is_still_right_is_off_the_list_and_logged(changed: Office) -> None:
    marks = marks_of(changed)
    reviews = mark(marks=marks, finding="right", note="nur sprachlich", by=changed.adm, now=LATER)
    assert len(reviews) == len(marks) > 3
    assert not watch(changed.authority).changed
    entry = Entry.objects.get(act="law.review", action=Entry.Action.ACT)
    assert (entry.actor, entry.reason) == (changed.adm, "nur sprachlich")
    assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in entry.norm
    binding = LawBinding.objects.filter(citation__contains="§ 45")[0]
    assert binding.reviewed_at == LATER


def test_the_next_change_is_listed_against_the_text_reviewed(law: Change, changed: Office) -> None:
    mark(marks=marks_of(changed), finding="right", note="", by=changed.adm, now=LATER)
    law({"§ 45": BEFORE}, 5)
    (entry,) = watch(changed.authority).changed
    assert entry.before is not None
    assert entry.before.observed_at == NOW + timedelta(days=1)


def test_only_what_was_ticked_is_done(changed: Office) -> None:
    first, *rest = marks_of(changed)
    mark(marks=[first], finding="adapted", note="Paket 1.0.1", by=changed.adm, now=LATER)
    assert {one.place for one in marks_of(changed)} == {one.place for one in rest}
    review = Review.objects.get()
    assert (review.finding, review.note, review.reviewed_by) == (
        "adapted",
        "Paket 1.0.1",
        changed.adm,
    )


def test_a_broken_citation_stays_until_it_was_dealt_with(law: Change, office: Office) -> None:
    law({"§ 45": WITHOUT})
    mark(marks=marks_of(office), finding="adapted", note="neues Paket", by=office.adm, now=LATER)
    found = watch(office.authority)
    assert (list(found.changed), list(found.broken)) == ([], [])
    law({"§ 45": CHANGED}, 5)
    assert watch(office.authority).changed


@pytest.mark.parametrize(
    ("finding", "note", "field"),
    [("right", "x" * 2001, "note"), ("adapted", " ", "note"), ("", "", "finding")],
)
def test_incomplete_reviews_are_refused(
    changed: Office, finding: str, note: str, field: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        mark(marks=marks_of(changed), finding=finding, note=note, by=changed.adm, now=LATER)
    assert list(caught.value.errors) == [field]
    assert not Review.objects.exists()


def test_nothing_ticked_is_refused(changed: Office) -> None:
    with pytest.raises(InvalidData):
        mark(marks=[], finding="right", note="", by=changed.adm, now=LATER)


@pytest.mark.parametrize("person", ["ada", "lea", "rolf"])
def test_only_administrators_review(changed: Office, person: str) -> None:
    with pytest.raises(NotAllowed):
        by = getattr(changed, person)
        mark(marks=marks_of(changed), finding="right", note="", by=by, now=LATER)


def test_what_another_office_uses_cannot_be_marked(changed: Office, other_office: Office) -> None:
    with pytest.raises(Conflict):
        mark(marks=marks_of(changed), finding="right", note="", by=other_office.adm, now=LATER)


def test_law_that_changed_once_more_is_looked_at_again(law: Change, changed: Office) -> None:
    marks = marks_of(changed)
    law({"§ 45": WITHOUT})
    with pytest.raises(Conflict):
        mark(marks=marks, finding="right", note="", by=changed.adm, now=LATER)
    with pytest.raises(Conflict):
        strange = [replace(marks_of(changed)[0], pk=999_999)]
        mark(marks=strange, finding="right", note="", by=changed.adm, now=LATER)
    assert not Review.objects.exists()


def test_the_database_wants_exactly_one_use(changed: Office) -> None:
    mark(marks=marks_of(changed)[:1], finding="right", note="", by=changed.adm, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(binding=None, service_version=None, decision=None)
