"""What stands beside the norms of a step: asked for at once, each for those who may see it."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.access.models import User
from casework.cases.models import Case
from casework.lawwatch.beside import Beside, step_facts
from casework.lawwatch.notes import change_note, withdraw_note, write_note
from legal.models import Norm
from tests.factories import NOW, Office, make_case
from tests.lawwatch.conftest import Change
from tests.lawwatch.test_earlier import decided

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
TASK = "antrag_pruefen"


@pytest.fixture
def norm(law: Change) -> Norm:
    return Norm.objects.get(key="45")


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def beside(norm: Norm, case: Case, user: User, on: date = TODAY) -> Beside:
    return step_facts([norm.pk], case, TASK, user, on).beside[norm.pk]


def test_notes_with_their_last_author_and_whether_a_review_is_due(
    norm: Norm, case: Case, office: Office
) -> None:
    note = write_note(norm=norm, text="Eins", review_on=TODAY, by=office.ada, now=NOW)
    write_note(norm=norm, text="Zwei", review_on=None, by=office.ben, now=NOW)
    later = NOW + timedelta(days=1)
    change_note(note=note, version=1, text="Neu", review_on=TODAY, by=office.lea, now=later)
    first, second = beside(norm, case, office.ada).notes
    assert (first.text, first.author, first.written_at) == ("Neu", "Lea Brandt", later)
    assert (second.text, second.author, second.review_on) == ("Zwei", "Ben Groß", None)
    due = [one.is_overdue for one in beside(norm, case, office.ada).notes]
    early = [
        one.is_overdue for one in beside(norm, case, office.ada, TODAY - timedelta(days=1)).notes
    ]
    assert (due, early) == ([True, False], [False, False])
    assert beside(norm, case, office.ada).has_overdue_note


def test_withdrawn_notes_and_those_of_other_offices_are_not_there(
    norm: Norm, case: Case, office: Office, other_office: Office
) -> None:
    note = write_note(norm=norm, text="Weg", review_on=None, by=office.ada, now=NOW)
    withdraw_note(note=note, version=1, by=office.ada, now=NOW)
    write_note(norm=norm, text="Fremd", review_on=None, by=other_office.ada, now=NOW)
    assert beside(norm, case, office.ada).notes == ()


def test_earlier_decisions_of_the_unit_without_the_case_itself(norm: Norm, office: Office) -> None:
    first, second = decided(office, "a"), decided(office, "b")
    files = [one.file_number for one in beside(norm, second, office.ada).earlier.latest]
    assert files == [first.file_number]
    assert beside(norm, second, office.cleo).earlier.count == 0
    second.unit = office.other_unit
    assert beside(norm, second, office.rolf).earlier.count == 0


def test_neighbours(norm: Norm, case: Case, office: Office) -> None:
    found = beside(norm, case, office.ada).neighbours
    assert found.before is None
    assert found.after is not None
    assert found.after.enbez == "§ 46"


def test_one_query_whatever_there_is(
    norm: Norm, case: Case, office: Office, django_assert_num_queries: Any
) -> None:
    norms = list(Norm.objects.values_list("pk", flat=True))
    step_facts(norms, case, TASK, office.ada, TODAY)  # which units Ada reaches is read once
    with django_assert_num_queries(1):
        facts = step_facts(norms, case, TASK, office.ada, TODAY)
    assert set(facts.beside) == set(norms)
    assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in facts.reviews
    assert step_facts([], case, TASK, office.ada, TODAY).beside == {}
