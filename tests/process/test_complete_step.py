"""A step is completed once, by somebody who may, with data that fits."""

import pytest

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.process.actions import complete_step
from casework.process.models import Step
from tests.factories import NOW, Office, entries, make_case, open_step, work_on

pytestmark = pytest.mark.django_db


def test_completing_opens_the_next_step(office: Office) -> None:
    case = make_case(office)
    following = work_on(case, office.ada)
    assert following.task == "ausweis_erteilen"
    first = case.steps.get(task="antrag_pruefen")
    assert (first.status, first.completed_by) == ("done", office.ada)


def test_unassigned_case_becomes_the_completers(office: Office) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    case.refresh_from_db()
    assert case.assignee == office.ada


def test_second_completion_is_told_who_was_first(office: Office) -> None:
    case = make_case(office)
    step = open_step(case)
    complete_step(step=step, by=office.ada, now=NOW, **entries(step))
    with pytest.raises(Conflict, match="Ada Klein"):
        complete_step(step=step, by=office.ada, now=NOW, **entries(step))
    assert case.steps.count() == 2


def test_incomplete_application_leads_to_the_request(office: Office) -> None:
    case = make_case(office)
    assert work_on(case, office.ada, vollstaendig="nein").task == "unterlagen_anfordern"


@pytest.mark.parametrize("person", ["cleo", "rolf", "adm"])
def test_who_does_not_work_here_may_not(office: Office, person: str) -> None:
    step = open_step(make_case(office))
    with pytest.raises(NotAllowed):
        complete_step(step=step, by=getattr(office, person), now=NOW, **entries(step))
    assert open_step(step.case) == step


def test_case_of_a_colleague_must_be_taken_first(office: Office) -> None:
    case = make_case(office)
    following = work_on(case, office.ada)
    with pytest.raises(NotAllowed, match="Ada Klein"):
        complete_step(step=following, by=office.ben, now=NOW, **entries(following))


def test_missing_field_is_named(office: Office) -> None:
    step = open_step(make_case(office))
    with pytest.raises(InvalidData) as caught:
        complete_step(step=step, by=office.ada, now=NOW, **entries(step, vollstaendig=""))
    assert set(caught.value.errors) == {"vollstaendig"}


def test_invented_option_is_refused(office: Office) -> None:
    step = open_step(make_case(office))
    with pytest.raises(InvalidData):
        complete_step(step=step, by=office.ada, now=NOW, **entries(step, berechtigt="vielleicht"))


def test_open_checklist_item_is_named(office: Office) -> None:
    step = open_step(make_case(office))
    entered = entries(step)
    forgotten, *entered["checklist"] = entered["checklist"]
    with pytest.raises(InvalidData) as caught:
        complete_step(step=step, by=office.ada, now=NOW, **entered)
    assert set(caught.value.errors) == {f"check-{forgotten}"}


def test_letter_step_cannot_be_completed_without_its_letter(office: Office) -> None:
    case = make_case(office)
    step = work_on(case, office.ada, vollstaendig="nein")
    with pytest.raises(NotAllowed):
        complete_step(step=step, by=office.ada, now=NOW, **entries(step))


def test_completion_is_logged_with_its_norms(office: Office) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    entry = Entry.objects.get(case_id=case.pk, act="step.complete", action=Entry.Action.ACT)
    assert entry.actor_name == "Ada Klein"
    assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in entry.norm
    changes = Entry.objects.filter(cid=entry.cid, action=Entry.Action.UPDATE)
    assert any("status" in change.changes for change in changes)


def test_running_case_stays_on_its_version(office: Office) -> None:
    case = make_case(office)
    office.service.current = None
    office.service.save()
    assert work_on(case, office.ada).status == Step.Status.OPEN
