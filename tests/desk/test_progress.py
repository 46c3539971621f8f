"""The progress of a case: done, open, and what can still be reached."""

import pytest

from casework.desk.progress import progress
from casework.process.bindings import package_for
from tests.factories import Office, make_case, work_on

pytestmark = pytest.mark.django_db


def test_new_case_has_everything_ahead(office: Office) -> None:
    case = make_case(office)
    stages = progress(package_for(case), list(case.steps.all()))
    assert (stages[0].name, stages[0].state) == ("Antrag prüfen", "open")
    assert {stage.state for stage in stages[1:]} == {"ahead"}
    assert len(stages) == len(package_for(case).steps)


def test_branches_that_were_left_are_not_ahead(office: Office) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    stages = progress(package_for(case), list(case.steps.all()))
    assert [(stage.name, stage.state) for stage in stages] == [
        ("Antrag prüfen", "done"),
        ("Ausweis erteilen", "open"),
        ("Ausweis ausgeben und Vorgang abschließen", "ahead"),
    ]
