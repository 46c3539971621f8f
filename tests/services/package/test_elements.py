"""Whatever the engine runs may be in a package: timers, messages, subprocesses, repetition."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.cases.models import Case, Deadline
from casework.intake.actions import receive
from casework.notices.actions import issue_letter
from casework.notices.letters import letter_draft
from casework.process.actions import complete_step
from casework.process.models import Step
from casework.process.tasks import fire_due_timers
from casework.services.actions import install
from tests.bpmn.making import flows, model, tasks
from tests.factories import NOW, Office, entries, open_step, work_on
from tests.services.package.making import write
from tests.services.package.processes import field, step, with_process

pytestmark = pytest.mark.django_db

CATCH = '<intermediateCatchEvent id="post"><messageEventDefinition/></intermediateCatchEvent>'
RECEIVE = '<receiveTask id="post" name="Post"/>'
TIMER = (
    '<intermediateCatchEvent id="frist"><timerEventDefinition><timeDuration>P30D</timeDuration>'
    "</timerEventDefinition></intermediateCatchEvent>"
)
DECIDE = tasks("entscheiden")


def edge(kind: str, on: str, inner: str = "", stops: str = "true") -> str:
    return (
        f'<boundaryEvent id="rand" attachedToRef="{on}" cancelActivity="{stops}">'
        f"<{kind}EventDefinition>{inner}</{kind}EventDefinition></boundaryEvent>"
    )


def case_of(office: Office, folder: Path, xml: bytes, *steps: str) -> Case:
    """A case of a service with this process."""
    source = write(folder, with_process(xml, *steps))
    install(source=source, authority=office.authority, unit=office.unit, by=None, now=NOW)
    person = {"person": {"name": "Ada"}, "dog": {"name": "Waldi", "size": "small"}}
    submission = receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference="",
        media_type="application/json",
        raw=json.dumps({"service": "dog-tax", "data": person, "documents": []}).encode(),
        now=NOW,
    )
    assert submission.case is not None, submission
    return Case.objects.get(pk=submission.case.pk)


def open_tasks(case: Case) -> list[str]:
    found = Step.objects.filter(case_id=case.pk, status=Step.Status.OPEN)
    return sorted(found.values_list("task", flat=True))


def do(case: Case, task: str, office: Office, **changes: object) -> None:
    """Complete one of several open steps, fetched anew as a request would."""
    steps = Step.objects.select_related("case").filter(case_id=case.pk, status=Step.Status.OPEN)
    found = steps.filter(task=task).first()
    assert found is not None, open_tasks(case)
    complete_step(step=found, by=office.ada, now=NOW, **entries(found, **changes))


def days_later(days: int) -> int:
    """The worker's minute."""
    return int((NOW + timedelta(days=days)).timestamp())


@pytest.mark.parametrize("awaited", [CATCH, RECEIVE], ids=["event", "task"])
def test_message_is_noted_by_hand(office: Office, tmp_path: Path, awaited: str) -> None:
    xml = model(awaited + DECIDE, "s > post", "post > entscheiden", "entscheiden > e")
    case = case_of(office, tmp_path, xml, step("post", "wait"))
    waiting = open_step(case)
    assert (waiting.task, waiting.kind, case.waiting_for) == ("post", "wait", "applicant")
    assert work_on(case, office.ada).task == "entscheiden"
    case.refresh_from_db()
    assert case.waiting_for == ""


def test_timer_takes_over_when_no_message_comes(office: Office, tmp_path: Path) -> None:
    xml = model(
        tasks("anfordern", "mahnen") + '<eventBasedGateway id="g"/>' + CATCH + TIMER + DECIDE,
        *("s > anfordern", "anfordern > g", "g > post", "g > frist", "frist > mahnen"),
        *("post > entscheiden", "mahnen > entscheiden", "entscheiden > e"),
    )
    period = 'period = { period = "2w", label = "Antwort", norm = "§ 31 Abs. 2 VwVfG" }\n'
    letter = step("anfordern", "letter", 'letter = "document_request"\n' + period)
    wait = step("post", "wait", 'due_from = "anfordern"\n')
    case = case_of(office, tmp_path, xml, letter, wait, step("mahnen"))
    asked = open_step(case)
    draft = letter_draft(asked, case, NOW.date())
    assert draft.response_due == date(2026, 3, 23)
    entered = {"items": [i.key for i in draft.items], "response_due": "2026-03-23"}
    issue_letter(step=asked, by=office.ada, now=NOW, entered=entered)
    waiting = open_step(case)
    assert (waiting.task, waiting.due_on) == ("post", date(2026, 3, 23))
    assert fire_due_timers(days_later(29)) == 0
    assert fire_due_timers(days_later(31)) == 1
    assert open_tasks(case) == ["mahnen"]
    waiting.refresh_from_db()
    assert waiting.status == Step.Status.WITHDRAWN
    assert not case.deadlines.filter(kind=Deadline.Kind.RESPONSE, done_at=None).exists()


def test_steps_inside_a_subprocess(office: Office, tmp_path: Path) -> None:
    inner = '<startEvent id="is"/><endEvent id="ie"/>' + tasks("pruefen")
    inner += flows("is > pruefen", "pruefen > ie")
    late = edge("timer", "sub", "<timeDuration>P3D</timeDuration>", stops="false")
    xml = model(
        f'<subProcess id="sub">{inner}</subProcess>' + late + tasks("erinnern") + DECIDE,
        *("s > sub", "sub > entscheiden", "entscheiden > e", "rand > erinnern", "erinnern > e"),
    )
    case = case_of(office, tmp_path, xml, step("pruefen"), step("erinnern"))
    assert open_tasks(case) == ["pruefen"]
    assert fire_due_timers(days_later(4)) == 1
    assert open_tasks(case) == ["erinnern", "pruefen"]
    do(case, "pruefen", office)
    assert open_tasks(case) == ["entscheiden", "erinnern"]


WITHDRAWAL = model(
    tasks("pruefen", "einstellen") + edge("message", "pruefen") + DECIDE,
    *("s > pruefen", "pruefen > entscheiden", "entscheiden > e"),
    *("rand > einstellen", "einstellen > e"),
)


def test_message_on_the_edge_is_a_step_if_bound(office: Office, tmp_path: Path) -> None:
    steps = (step("pruefen"), step("einstellen"), step("rand", "wait"))
    case = case_of(office, tmp_path, WITHDRAWAL, *steps)
    assert open_tasks(case) == ["pruefen", "rand"]
    assert case.waiting_for == ""  # there is work to do as well
    do(case, "rand", office)
    assert open_tasks(case) == ["einstellen"]
    assert case.steps.get(task="pruefen").status == Step.Status.WITHDRAWN


def test_message_on_the_edge_is_no_step_if_not_bound(office: Office, tmp_path: Path) -> None:
    case = case_of(office, tmp_path, WITHDRAWAL, step("pruefen"), step("einstellen"))
    assert open_tasks(case) == ["pruefen"]
    do(case, "pruefen", office)
    assert open_tasks(case) == ["entscheiden"]


def test_message_that_stops_nothing_leaves_the_task_open(office: Office, tmp_path: Path) -> None:
    xml = model(
        tasks("pruefen", "lesen") + edge("message", "pruefen", stops="false") + DECIDE,
        *("s > pruefen", "pruefen > entscheiden", "entscheiden > e", "rand > lesen", "lesen > e"),
    )
    case = case_of(office, tmp_path, xml, step("pruefen"), step("lesen"), step("rand", "wait"))
    do(case, "rand", office)
    assert open_tasks(case) == ["lesen", "pruefen"]


def test_repeated_step_opens_once_for_each_member(office: Office, tmp_path: Path) -> None:
    loop = '<multiInstanceLoopCharacteristics collection="stellen" elementVariable="stelle"/>'
    asked = f'<userTask id="fragen" name="Stelle fragen">{loop}</userTask>'
    xml = model(
        tasks("waehlen") + asked + DECIDE,
        *("s > waehlen", "waehlen > fragen", "fragen > entscheiden", "entscheiden > e"),
    )
    options = '[{ value = "ihk", label = "IHK" }, { value = "fa", label = "Finanzamt" }]'
    which = field("stellen", f'type = "multichoice"\nrequired = true\noptions = {options}')
    case = case_of(office, tmp_path, xml, step("waehlen", more=which), step("fragen"))
    do(case, "waehlen", office, stellen=["ihk", "fa"])
    names = case.steps.filter(task="fragen").values_list("name", flat=True)
    assert sorted(names) == ["Stelle fragen: Finanzamt", "Stelle fragen: IHK"]
    do(case, "fragen", office)
    assert open_tasks(case) == ["fragen"]
    do(case, "fragen", office)
    assert open_tasks(case) == ["entscheiden"]


def test_several_ways_at_once(office: Office, tmp_path: Path) -> None:
    gateways = '<inclusiveGateway id="g" default="g-a"/><inclusiveGateway id="j"/>'
    xml = model(
        tasks("pruefen", "a", "b") + '<sendTask id="c" name="Melden"/>' + gateways + DECIDE,
        *("s > pruefen", "pruefen > g", "g > a", "g > b ? x", "g > c ? y"),
        *("a > j", "b > j", "c > j", "j > entscheiden", "entscheiden > e"),
    )
    answers = field("x", 'type = "boolean"') + field("y", 'type = "boolean"')
    steps = (step("pruefen", more=answers), step("a"), step("b"), step("c"))
    case = case_of(office, tmp_path, xml, *steps)
    do(case, "pruefen", office, x=True, y=True)
    assert open_tasks(case) == ["b", "c"]
    do(case, "c", office)
    assert open_tasks(case) == ["b"]
    do(case, "b", office)
    assert open_tasks(case) == ["entscheiden"]
