"""What a condition may rely on: a step that every case has passed before, whatever its way."""

import pytest

from casework.services.package.model import Model, read_model
from casework.services.package.problems import Problem

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
    '<process id="p">'
)


def model(nodes: str, *flows: str) -> Model:
    """A model from elements and flows written as "a>b" or "a>b:condition"."""
    arrows = ""
    for number, flow in enumerate(flows):
        ends, _, condition = flow.partition(":")
        source, target = ends.split(">")
        arrows += (
            f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">'
            f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
        )
    xml = f'{HEAD}<startEvent id="s"/><endEvent id="e"/>{nodes}{arrows}</process></definitions>'
    problems: list[Problem] = []
    found = read_model("m", xml.encode(), "p", problems)
    assert found and not problems
    return found


A_B_GATEWAY = '<userTask id="a"/><userTask id="b"/><exclusiveGateway id="g"/>'
PARALLEL = '<parallelGateway id="split"/><parallelGateway id="join"/>'


def test_a_step_on_the_only_way() -> None:
    found = model(A_B_GATEWAY, "s>a", "a>g", "g>b", "b>e")
    assert found.always_before("a", "g")
    assert not found.always_before("b", "g")


def test_a_step_that_can_be_passed_by() -> None:
    found = model(A_B_GATEWAY, "s>g", "g>a", "g>b", "a>b", "b>e")
    assert not found.always_before("a", "b")


def test_a_loop_does_not_hide_a_step() -> None:
    found = model(A_B_GATEWAY, "s>a", "a>g", "g>b", "b>a", "g>e")
    assert found.always_before("a", "g")
    assert not found.always_before("b", "a")


def test_a_join_waits_for_all_branches() -> None:
    nodes = A_B_GATEWAY + PARALLEL
    found = model(nodes, "s>split", "split>a", "split>b", "a>join", "b>join", "join>g", "g>e")
    assert found.always_before("a", "g")
    assert found.always_before("b", "g")


@pytest.mark.parametrize(
    ("written", "variables", "compared"),
    [
        ('${antwort == "ja"}', {"antwort"}, ["ja"]),
        ('= antwort = "ja"', {"antwort"}, ["ja"]),
        ("antwort == 'ja'", {"antwort"}, ["ja"]),
        ('antwort != "ja" and not(b)', {"antwort", "b"}, ["ja"]),
        ('#{antwort eq "x y" || b}', {"antwort", "b"}, ["x y"]),
        ("", set(), []),
    ],
)
def test_conditions_of_every_dialect(
    written: str, variables: set[str], compared: list[str]
) -> None:
    flow = model(A_B_GATEWAY, f"s>a:{written}").flows[0]
    assert flow.variables() == variables
    assert flow.compared_with("antwort") == compared


def test_external_entities_are_not_read() -> None:
    problems: list[Problem] = []
    xml = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    assert read_model("m", xml, "p", problems) is None
    assert [problem.code for problem in problems] == ["doctype"]
