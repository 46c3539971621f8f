"""The state of a step's bindings for the badges of the law panel."""

from datetime import timedelta
from typing import Any

import pytest

from casework.lawwatch.bindings import BindingState, state_of_bindings
from tests.factories import NOW, Office
from tests.lawwatch.conftest import BEFORE, CHANGED, WITHOUT, Change

pytestmark = pytest.mark.django_db
CITATION = "§ 45 Abs. 1b Satz 1 Nr. 2a StVO"


def state(office: Office, arrived_after: int) -> BindingState:
    found = state_of_bindings(
        office.service.current_id or 0,
        "antrag_pruefen",
        arrived_at=NOW + timedelta(days=arrived_after, hours=1),
        keeper=office.authority.slug,
    )
    return next(one for one in found if one.citation == CITATION)


def test_unchanged(law: Change, office: Office) -> None:
    one = state(office, 0)
    assert not (one.changed_since_review or one.changed_since_arrival or one.vanished)
    assert one.current_version_id == one.reviewed_version_id == one.arrival_version_id


@pytest.mark.parametrize(("arrived", "since_arrival"), [(0, True), (1, False)])
def test_changed_since_review_and_since_arrival(
    law: Change, office: Office, arrived: int, since_arrival: bool
) -> None:
    law({"§ 45": CHANGED})
    one = state(office, arrived)
    assert (one.changed_since_review, one.changed_since_arrival) == (True, since_arrival)
    assert one.reviewed_version_id != one.current_version_id


def test_vanished_and_back(law: Change, office: Office) -> None:
    law({"§ 47": BEFORE})
    one = state(office, 0)
    assert (one.vanished, one.changed_since_review, one.current_version_id) == (True, True, None)
    law({"§ 45": BEFORE})
    assert not state(office, 0).changed_since_review


def test_law_that_is_not_loaded(office: Office) -> None:
    one = state(office, 0)
    assert (one.norm_id, one.unknown, one.changed_since_review) == (None, False, False)


def test_constant_number_of_queries(
    law: Change, office: Office, django_assert_num_queries: Any
) -> None:
    law({"§ 45": WITHOUT})
    version = office.service.current_id or 0
    with django_assert_num_queries(4):
        found = state_of_bindings(version, "antrag_pruefen", arrived_at=NOW)
    assert [one.position for one in found] == list(range(len(found)))
    assert len(found) > 3
