"""What every case has passed before it arrives somewhere, whatever its way."""

import pytest

from casework.bpmn import read_model
from casework.bpmn.ways import Ways
from tests.bpmn.making import flows, model, tasks

A_B_GATEWAY = tasks("a", "b") + '<exclusiveGateway id="g"/>'
PARALLEL = '<parallelGateway id="split"/><parallelGateway id="join"/>'
INNER = '<startEvent id="is"/>{}<endEvent id="ie"/>'


def ways(elements: str, *arrows: str, around: str = "") -> Ways:
    return Ways(read_model(model(elements, *arrows, around=around)), "P")


def event(kind: str, name: str, inner: str = "", attributes: str = "") -> str:
    definition = f"<{kind}EventDefinition>{inner}</{kind}EventDefinition>"
    element = "boundaryEvent" if "attachedToRef" in attributes else "intermediateCatchEvent"
    return f"<{element} id='{name}' {attributes}>{definition}</{element}>"


def test_a_step_on_the_only_way() -> None:
    found = ways(A_B_GATEWAY, "s > a", "a > g", "g > b", "b > e")
    assert found.always_passed(["a"], "g")
    assert not found.always_passed(["b"], "g")


def test_a_step_that_can_be_passed_by() -> None:
    found = ways(A_B_GATEWAY, "s > g", "g > a", "g > b", "a > b", "b > e")
    assert not found.always_passed(["a"], "b")


def test_one_of_two_steps_on_every_way() -> None:
    found = ways(tasks("c") + A_B_GATEWAY, "s > g", "g > a", "g > b", "a > c", "b > c", "c > e")
    assert found.always_passed(["a", "b"], "c")


def test_a_loop_does_not_hide_a_step() -> None:
    found = ways(A_B_GATEWAY, "s > a", "a > g", "g > b", "b > a", "g > e")
    assert found.always_passed(["a"], "g")
    assert not found.always_passed(["b"], "a")


@pytest.mark.parametrize("task", ["a", "b"])
def test_a_join_waits_for_all_branches(task: str) -> None:
    arrows = ("s > split", "split > a", "split > b", "a > join", "b > join", "join > g", "g > e")
    assert ways(A_B_GATEWAY + PARALLEL, *arrows).always_passed([task], "g")


def test_an_inclusive_join_may_have_waited_for_one_branch_only() -> None:
    gateways = '<inclusiveGateway id="split"/><inclusiveGateway id="join"/>'
    arrows = ("s > split", "split > a", "split > b", "a > join", "b > join", "join > g", "g > e")
    assert not ways(A_B_GATEWAY + gateways, *arrows).always_passed(["a"], "g")


def test_an_event_on_the_edge_comes_before_its_task_is_done() -> None:
    edge = event("timer", "late", "<timeDuration>P1D</timeDuration>", "attachedToRef='a'")
    found = ways(A_B_GATEWAY + edge, "s > a", "a > g", "late > b", "g > e", "b > e")
    assert found.always_passed(["a"], "g")
    assert not found.always_passed(["a"], "b")


def test_a_subprocess_is_left_when_its_inside_has_ended() -> None:
    inner = INNER.format(tasks("a")) + flows("is > a", "a > ie")
    found = ways(f"<subProcess id='sub'>{inner}</subProcess>" + tasks("b"), "s > sub", "sub > b")
    assert found.always_passed(["a"], "b")
    assert "b" in found.arrived()


def test_a_subprocess_can_be_left_over_its_edge() -> None:
    inner = INNER.format(tasks("a")) + flows("is > a", "a > ie")
    edge = event("message", "withdrawn", attributes="attachedToRef='sub'")
    sub = f"<subProcess id='sub'>{inner}</subProcess>"
    found = ways(sub + edge + tasks("b"), "s > sub", "sub > b", "withdrawn > b")
    assert not found.always_passed(["a"], "b")


def test_a_failing_end_leads_over_the_edge_only() -> None:
    failing = '<endEvent id="bad"><errorEventDefinition/></endEvent>'
    gateway = '<exclusiveGateway id="ig"/>'
    inner = INNER.format(tasks("a") + gateway + failing)
    inner += flows("is > ig", "ig > a", "ig > bad", "a > ie")
    edge = event("error", "failed", attributes="attachedToRef='sub'")
    sub = f"<subProcess id='sub'>{inner}</subProcess>"
    found = ways(sub + edge + tasks("b", "c"), "s > sub", "sub > b", "failed > c")
    assert found.always_passed(["a"], "b")
    assert not found.always_passed(["a"], "c")


def test_a_called_process_counts_like_a_subprocess() -> None:
    called = f'<process id="Q">{INNER.format(tasks("a"))}{flows("is > a", "a > ie")}</process>'
    call = '<callActivity id="call" calledElement="Q"/>' + tasks("b")
    assert ways(call, "s > call", "call > b", around=called).always_passed(["a"], "b")


def test_a_repeated_step_may_be_done_by_nobody() -> None:
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>n</loopCardinality>"
    repeated = f'<userTask id="a">{loop}</multiInstanceLoopCharacteristics></userTask>'
    assert not ways(repeated + tasks("b"), "s > a", "a > b").always_passed(["a"], "b")


def test_a_link_leads_on() -> None:
    link = (
        '<intermediateThrowEvent id="out"><linkEventDefinition name="l"/></intermediateThrowEvent>'
    )
    link += (
        '<intermediateCatchEvent id="in"><linkEventDefinition name="l"/></intermediateCatchEvent>'
    )
    found = ways(link + tasks("a", "b"), "s > a", "a > out", "in > b", "b > e")
    assert found.always_passed(["a"], "b") and "b" in found.arrived()
    assert {"a", "out", "in", "b"} <= found.next_to_an_end()


def test_what_leads_to_no_end() -> None:
    found = ways(tasks("a", "b"), "s > a", "a > e", "a > b", "b > b")
    assert "a" in found.next_to_an_end()
    assert "b" not in found.next_to_an_end()
