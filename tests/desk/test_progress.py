"""The progress of a case: done, open, and what can still be reached."""

import pytest

from casework.desk.case.progress import Progress, progress
from casework.process.bindings import package_for
from tests.factories import Office, make_case, work_on

pytestmark = pytest.mark.django_db


def test_new_case_has_everything_ahead_the_nearest_first(office: Office) -> None:
    case = make_case(office)
    found = progress(package_for(case), list(case.steps.all()))
    assert [step.name for step in found.open] == ["Antrag prüfen"]
    assert found.done == []
    assert len(found.ahead) == len(package_for(case).steps) - 1
    assert found.ahead.index("Ausweis erteilen") < found.ahead.index("Äußerung abwarten")


def test_branches_that_were_left_are_not_ahead(office: Office) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    found = progress(package_for(case), list(case.steps.all()))
    assert [step.name for step in found.done] == ["Antrag prüfen"]
    assert [step.name for step in found.open] == ["Ausweis erteilen"]
    assert found.ahead == ["Ausweis ausgeben und Vorgang abschließen"]


def test_what_the_page_has_no_room_for_comes_after() -> None:
    found = Progress(done=[], open=[], ahead=list("abcdef"))
    assert (found.nearest, found.further) == (list("abc"), list("def"))
