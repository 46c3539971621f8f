"""How the text of a bound norm stands to that of the review and of the day of arrival."""

from datetime import date, timedelta

import pytest

from casework.lawwatch.bindings import (
    BindingState,
    read_reviews,
    reviews_question,
    state_of_binding,
)
from casework.lawwatch.reviews import Mark, mark
from casework.services.models import LawBinding
from legal.facts import ask
from legal.history import cited_law
from legal.models import NormVersion
from tests.factories import NOW, Office
from tests.lawwatch.conftest import BEFORE, CHANGED, Change

pytestmark = pytest.mark.django_db
CITATION = "§ 45 Abs. 1b Satz 1 Nr. 2a StVO"
TODAY = (NOW + timedelta(days=100)).date()


def state(office: Office, arrived_after: int, on: date = TODAY) -> BindingState:
    """Of the first binding of the first step, for an application so many days after NOW."""
    law = cited_law([CITATION], office.authority.slug)[CITATION]
    facts = ask(reviews_question(office.service.current_id or 0, "antrag_pruefen"))
    reviews = read_reviews(facts["reviews"][0])
    received_on = (NOW + timedelta(days=arrived_after)).date()
    return state_of_binding(law, reviews.get(CITATION), received_on=received_on, on=on)


def told(found: BindingState) -> list[tuple[bool, bool, date | None]]:
    return [(one.since_arrival, one.since_review, one.starts_on) for one in found.changes]


def test_unchanged(law: Change, office: Office) -> None:
    found = state(office, 0)
    assert (told(found), found.reviewed_on) == ([], NOW.date())
    assert found.norm_id is not None


@pytest.mark.parametrize(("arrived", "since_arrival"), [(0, True), (1, False)])
def test_changed_since_review_and_since_arrival(
    law: Change, office: Office, arrived: int, since_arrival: bool
) -> None:
    law({"§ 45": CHANGED})
    found = state(office, arrived)
    assert told(found) == [(since_arrival, True, None)]
    (change,) = found.changes
    assert (change.old.is_current, change.new.is_current) == (False, True)


def test_the_day_in_force_counts_and_not_the_day_it_was_seen(law: Change, office: Office) -> None:
    law({"§ 45": CHANGED})
    new = NormVersion.objects.get(norm__key="45", is_current=True)
    for first_day, expected in ((0, []), (11, [True])):
        new.valid_from = (NOW + timedelta(days=first_day)).date()
        new.valid_source = "BGBl. 2026 I Nr. 1"
        new.save()
        found = state(office, 10)
        assert [one.since_arrival for one in found.changes if one.since_arrival] == expected


def test_what_is_still_to_come(law: Change, office: Office) -> None:
    law({"§ 45": CHANGED})
    day = TODAY + timedelta(days=1)
    NormVersion.objects.filter(norm__key="45", is_current=True).update(
        valid_from=day, valid_source="BGBl. 2026 I Nr. 1"
    )
    assert told(state(office, 0)) == [(False, False, day)]
    assert told(state(office, 0, on=day)) == [(True, True, None)]


def test_what_was_reviewed_is_told_no_more(law: Change, office: Office) -> None:
    law({"§ 45": CHANGED})
    binding = LawBinding.objects.filter(citation=CITATION, task="antrag_pruefen").get()
    seen = cited_law([CITATION], office.authority.slug)[CITATION].fingerprint
    use = Mark("binding", binding.pk, "", CITATION, seen)
    mark(marks=[use], finding="right", note="", by=office.adm, now=NOW + timedelta(days=9))
    found = state(office, 5)
    assert (told(found), found.reviewed_on) == ([], (NOW + timedelta(days=9)).date())
    assert told(state(office, 0)) == [(True, False, None)]


def test_a_binding_that_nobody_installed_was_never_reviewed(law: Change, office: Office) -> None:
    LawBinding.objects.all().delete()
    law({"§ 45": CHANGED})
    assert told(state(office, 0)) == [(True, False, None)]
    assert told(state(office, 5)) == []


def test_vanished_and_back(law: Change, office: Office) -> None:
    law({"§ 47": BEFORE})
    found = state(office, 0)
    assert (told(found), found.law.norms[0].current) == ([], None)
    law({"§ 45": BEFORE})
    assert told(state(office, 0)) == []


def test_law_that_is_not_loaded_or_has_no_such_norm(law: Change, office: Office) -> None:
    for citation, unknown in (("§ 1 BGB", False), ("§ 99 StVO", True)):
        found = state_of_binding(cited_law([citation])[citation], None, received_on=TODAY, on=TODAY)
        assert (found.norm_id, found.is_unknown, found.changes) == (None, unknown, ())
