"""Entering an absence and ending it: by whom, for which days, never two deputies at once."""

from datetime import timedelta

import pytest

from casework.access.models import Substitution
from casework.audit.models import Entry
from casework.cases.absences import end, enter, people_of
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from tests.factories import NOW, Office
from tests.four_eyes import TODAY, away

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def entered(office: Office, **changes: object) -> Substitution:
    values = {"absent": office.ada, "deputy": office.ben, "starts_on": TODAY, "ends_on": TODAY}
    return enter(**{**values, "by": office.ada, "now": NOW, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("person", ["ada", "lea", "adm"])
def test_own_absence_and_those_one_leads(office: Office, person: str) -> None:
    assert entered(office, by=getattr(office, person)).absent == office.ada


@pytest.mark.parametrize("person", ["ben", "cleo", "rolf"])
def test_nobody_enters_the_absence_of_others(office: Office, person: str) -> None:
    with pytest.raises(NotAllowed, match="eigene Abwesenheit"):
        entered(office, by=getattr(office, person))


def test_lead_does_not_reach_other_units(office: Office, other_office: Office) -> None:
    for stranger in (office.cleo, other_office.ada):
        with pytest.raises(NotAllowed):
            entered(office, absent=stranger, by=office.lea)
    assert set(people_of(office.lea)) == {office.ada, office.ben, office.lea}
    assert set(people_of(office.ada)) == {office.ada}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": TODAY - DAY}, "starts_on"),
        ({"starts_on": TODAY + DAY}, "ends_on"),
    ],
)
def test_days_must_fit(office: Office, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidData) as caught:
        entered(office, **changes)
    assert set(caught.value.errors) == {field}


def test_deputy_is_another_active_person_of_the_authority(
    office: Office, other_office: Office
) -> None:
    office.cleo.is_active = False
    office.cleo.save()
    for deputy in (office.ada, office.cleo, other_office.ben):
        with pytest.raises(InvalidData) as caught:
            entered(office, deputy=deputy)
        assert set(caught.value.errors) == {"deputy"}


def test_second_deputy_for_a_day_is_refused_with_the_first_ones_name(office: Office) -> None:
    away(office.ada, office.ben, TODAY + DAY, TODAY + 3 * DAY)
    with pytest.raises(InvalidData, match="Ada Klein wird .* schon von Ben Groß vertreten"):
        entered(office, deputy=office.cleo, starts_on=TODAY + 3 * DAY, ends_on=TODAY + 9 * DAY)
    assert entered(office, deputy=office.cleo, ends_on=TODAY).deputy == office.cleo


def test_ended_days_are_free_again(office: Office) -> None:
    end(substitution=entered(office), by=office.lea, now=NOW)
    assert entered(office, deputy=office.cleo).deputy == office.cleo
    assert Substitution.objects.count() == 2


def test_ended_once_and_by_the_right_people(office: Office) -> None:
    substitution = entered(office)
    with pytest.raises(NotAllowed):
        end(substitution=substitution, by=office.ben, now=NOW)
    end(substitution=substitution, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        end(substitution=substitution, by=office.ada, now=NOW)


def test_what_is_over_cannot_be_ended(office: Office) -> None:
    with pytest.raises(Conflict, match="schon beendet"):
        end(substitution=entered(office), by=office.ada, now=NOW + DAY)


def test_both_acts_are_logged(office: Office) -> None:
    end(substitution=entered(office), by=office.lea, now=NOW)
    acts = Entry.objects.filter(action=Entry.Action.ACT, act__startswith="substitution.")
    told = acts.order_by("id").values_list("act", "actor_name", "object_repr")
    assert list(told) == [
        ("substitution.enter", "Ada Klein", "Ada Klein"),
        ("substitution.end", "Lea Brandt", "Ada Klein"),
    ]
    assert {entry.authority_id for entry in acts} == {office.authority.pk}
