"""What a model computes with must be asked for on every way there, whatever the elements."""

from pathlib import Path

import pytest

from tests.bpmn.making import model, tasks
from tests.services.package.making import problems_of
from tests.services.package.processes import CHOICE, field, step, with_process

GATEWAY = '<exclusiveGateway id="g" default="g-e"/>'
END = ("entscheiden > g", "g > e", "g > rest ? {}", "rest > e")
ASKED = step("a", more=field("x", CHOICE))
UNSET = ["variable-may-be-unset@process.bpmn"]


def found(folder: Path, elements: str, arrows: tuple[str, ...], *steps: str) -> list[str]:
    xml = model(elements + tasks("entscheiden", "rest") + GATEWAY, *arrows)
    return problems_of(folder, with_process(xml, *steps, step("rest")))


def ends(condition: str) -> tuple[str, ...]:
    return tuple(arrow.format(condition) for arrow in END)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('x == "ja"', []),
        ('= x in ["ja", "vielleicht"]', ["unknown-value@process.bpmn"]),
        ("x == 3", ["unknown-value@process.bpmn"]),
        ('outcome == "grant"', []),
        ('outcome == "granted"', ["unknown-value@process.bpmn"]),
        ("y", ["unknown-variable@process.bpmn"]),
    ],
)
def test_conditions(tmp_path: Path, condition: str, expected: list[str]) -> None:
    arrows = ("s > a", "a > entscheiden", *ends(condition))
    assert found(tmp_path, tasks("a"), arrows, ASKED) == expected


def test_condition_on_a_flow_may_use_what_its_own_task_asks(tmp_path: Path) -> None:
    elements = '<userTask id="a" name="a" default="a-e"/>'
    arrows = ("s > a", 'a > entscheiden ? x == "ja"', "a > e", *ends("true"))
    assert found(tmp_path, elements, arrows, ASKED) == []


def test_timer_on_the_edge_passes_by_what_the_task_asks(tmp_path: Path) -> None:
    edge = '<boundaryEvent id="r" attachedToRef="a"><timerEventDefinition><timeDuration>P1D'
    edge += "</timeDuration></timerEventDefinition></boundaryEvent>"
    arrows = ("s > a", "a > entscheiden", "r > entscheiden", *ends('x == "ja"'))
    assert found(tmp_path, tasks("a") + edge, arrows, ASKED) == UNSET


def test_outcome_is_unset_where_a_way_leads_past_the_decision(tmp_path: Path) -> None:
    split = '<exclusiveGateway id="h" default="h-entscheiden"/>'
    arrows = ("s > a", "a > h", "h > entscheiden", 'h > g ? x == "ja"', *ends('outcome == "grant"'))
    assert found(tmp_path, tasks("a") + split, arrows, ASKED) == UNSET


@pytest.mark.parametrize(("wait", "expected"), [("${tag}", []), ("${spaeter}", UNSET)])
def test_timer_computed_from_a_field(tmp_path: Path, wait: str, expected: list[str]) -> None:
    timer = f'<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>{wait}</timeDate>'
    timer += "</timerEventDefinition></intermediateCatchEvent>"
    day = 'type = "date"\nrequired = true'
    steps = (step("a", more=field("tag", day)), step("b", more=field("spaeter", day)))
    arrows = ("s > a", "a > t", "t > b", "b > entscheiden", *ends("true"))
    assert found(tmp_path, tasks("a", "b") + timer, arrows, *steps) == expected


def test_repetition_over_what_nobody_chose(tmp_path: Path) -> None:
    loop = '<multiInstanceLoopCharacteristics collection="stellen" elementVariable="stelle"/>'
    arrows = ("s > a", "a > entscheiden", *ends("true"))
    problems = found(tmp_path, f'<userTask id="a" name="a">{loop}</userTask>', arrows, step("a"))
    assert problems == ["unknown-variable@process.bpmn"]


def test_member_of_the_list_is_known_inside_the_repetition(tmp_path: Path) -> None:
    loop = '<multiInstanceLoopCharacteristics collection="stellen" elementVariable="stelle"/>'
    inner = '<startEvent id="is"/><endEvent id="ie"/><userTask id="b" name="b"/>'
    inner += '<exclusiveGateway id="ig" default="i2"/>'
    inner += '<sequenceFlow id="i1" sourceRef="is" targetRef="ig"/>'
    inner += '<sequenceFlow id="i2" sourceRef="ig" targetRef="b"/>'
    inner += '<sequenceFlow id="i3" sourceRef="ig" targetRef="ie"><conditionExpression>'
    inner += 'stelle == "ihk"</conditionExpression></sequenceFlow>'
    inner += '<sequenceFlow id="i4" sourceRef="b" targetRef="ie"/>'
    options = 'options = [{ value = "ihk", label = "IHK" }]'
    chosen = step("a", more=field("stellen", f'type = "multichoice"\nrequired = true\n{options}'))
    elements = tasks("a") + f'<subProcess id="sub">{loop}{inner}</subProcess>'
    arrows = ("s > a", "a > sub", "sub > entscheiden", *ends("true"))
    assert found(tmp_path, elements, arrows, chosen, step("b")) == []
    outside = ("s > a", "a > sub", "sub > entscheiden", *ends('stelle == "ihk"'))
    assert found(tmp_path, elements, outside, chosen, step("b")) == [
        "unknown-variable@process.bpmn"
    ]


def test_error_on_the_edge_is_no_step(tmp_path: Path) -> None:
    inner = '<startEvent id="is"/><endEvent id="ie"><errorEventDefinition/></endEvent>'
    inner += '<sequenceFlow id="i1" sourceRef="is" targetRef="ie"/>'
    edge = '<boundaryEvent id="r" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>'
    elements = tasks("a") + f'<subProcess id="sub">{inner}</subProcess>' + edge
    arrows = ("s > a", "a > sub", "r > entscheiden", *ends("true"))
    assert found(tmp_path, elements, arrows, ASKED) == []
    bound = found(tmp_path, elements, arrows, ASKED, step("r", "wait"))
    assert bound == ["unknown-task@service.toml"]
