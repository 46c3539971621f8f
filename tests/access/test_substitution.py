"""Who stands in for whom on which day; no chains, nobody who left."""

from datetime import timedelta

import pytest

from casework.access.substitution import colliding, deputies_of, standing_in_for
from casework.cases.absences import end
from tests.factories import NOW, Office
from tests.four_eyes import TODAY, away

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_deputy_stands_in_from_the_first_to_the_last_day(office: Office) -> None:
    away(office.lea, office.ben, TODAY + DAY, TODAY + 3 * DAY)
    days = [TODAY + n * DAY for n in range(5)]
    expected = [[], [office.lea], [office.lea], [office.lea], []]
    assert [standing_in_for(office.ben, day) for day in days] == expected
    assert [bool(deputies_of(office.lea, day)) for day in days] == [bool(one) for one in expected]


def test_ended_substitution_counts_no_longer(office: Office) -> None:
    end(substitution=away(office.lea, office.ben), by=office.lea, now=NOW)
    assert standing_in_for(office.ben, TODAY) == []
    assert deputies_of(office.lea, TODAY) == []


def test_chains_are_not_followed(office: Office) -> None:
    away(office.lea, office.ben)
    away(office.ben, office.ada)
    assert standing_in_for(office.ada, TODAY) == [office.ben]
    assert deputies_of(office.lea, TODAY) == [office.ben]


def test_nobody_stands_in_for_who_left_and_who_left_stands_in_for_nobody(office: Office) -> None:
    away(office.lea, office.ben)
    away(office.ada, office.ben)
    type(office.lea).objects.filter(pk=office.lea.pk).update(is_active=False)
    assert standing_in_for(office.ben, TODAY) == [office.ada]
    type(office.ben).objects.filter(pk=office.ben.pk).update(is_active=False)
    assert deputies_of(office.ada, TODAY) == []


@pytest.mark.parametrize(
    ("first", "last", "meets"), [(-2, -1, False), (-2, 0, True), (1, 1, True), (3, 4, False)]
)
def test_collision_is_one_shared_day(office: Office, first: int, last: int, meets: bool) -> None:
    away(office.lea, office.ben, TODAY, TODAY + 2 * DAY)
    found = colliding(absent=office.lea, starts_on=TODAY + first * DAY, ends_on=TODAY + last * DAY)
    assert found.exists() is meets
