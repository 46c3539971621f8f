"""What keeps a model from running, and what is only worth knowing."""

import pytest

from casework.bpmn import problems, read_model
from tests.bpmn.making import SHARED, flows, model, tasks


def codes(xml: bytes, level: str = "error", **chosen: str) -> list[tuple[str, str]]:
    """The (code, element) pairs of a model's problems on one level."""
    return [(p.code, p.element) for p in problems(read_model(xml), **chosen) if p.level == level]


@pytest.mark.parametrize(
    ("elements", "arrows", "expected"),
    [
        ("<scriptTask id='a'><script>1</script></scriptTask>", ["s > a"], ("script_task", "a")),
        ("<serviceTask id='a'/>", ["s > a"], ("unsupported_task", "a")),
        ("<businessRuleTask id='a'/>", ["s > a"], ("unsupported_task", "a")),
        ("<complexGateway id='a'/>", ["s > a"], ("unsupported_element", "a")),
        (
            "<adHocSubProcess id='a'><task id='b'/></adHocSubProcess>",
            [],
            ("unsupported_element", "a"),
        ),
        ("<task id='b'/><callChoreography id='a'/>", ["s > b"], ("unsupported_element", "a")),
        ("<task id='a' isForCompensation='true'/>", [], ("unsupported_element", "a")),
        ("<subProcess id='a'/>", ["s > a"], ("empty_subprocess", "a")),
        ("<subProcess id='a'><task id='b'/></subProcess>", ["s > a"], ("no_start", "a")),
        ("<callActivity id='a' calledElement='Elsewhere'/>", ["s > a"], ("call_not_in_file", "a")),
        ("<callActivity id='a' calledElement='P'/>", ["s > a"], ("recursive_call", "a")),
        ("<callActivity id='a'/>", ["s > a"], ("call_not_in_file", "a")),
        ("<intermediateCatchEvent id='a'/>", ["s > a"], ("unsupported_event", "a")),
        ("<boundaryEvent id='a' attachedToRef='s'/>", [], ("attached_to_nothing", "a")),
        ("<task id='b'/>", ["s > b", "b > nowhere"], ("broken_flow", "b-nowhere")),
        (tasks("b"), ["s > b", "b > s"], ("impossible_flow", "b-s")),
        (tasks("b"), ["s > b", "e > b"], ("impossible_flow", "e-b")),
        ("<exclusiveGateway id='a' default='x'/>", ["s > a", "a > e"], ("unknown_default", "a")),
        ("<task id='b'/>", ["s > b ? ${open('x')}"], ("unreadable_condition", "s-b")),
        ("<task id='b'/>", ["s > b ? ${__import__('os')}"], ("unreadable_condition", "s-b")),
        ("<task id='b'/>", [f"s > b ? {'x' * 1_000_000}"], ("unreadable_condition", "s-b")),
        ("<eventBasedGateway id='a'/><task id='b'/>", ["s > a", "a > b"], ("event_gateway", "a")),
        (
            "<eventBasedGateway id='a'/><receiveTask id='b' name='b'/>",
            ["s > a", "a > b ? x"],
            ("event_gateway", "a"),
        ),
        ("<task id='a'/><task id='a'/>", ["s > a"], ("duplicate_id", "a")),
        ("<task/>", [], ("missing_id", "")),
    ],
)
def test_errors(elements: str, arrows: list[str], expected: tuple[str, str]) -> None:
    assert expected in codes(model(elements, *arrows))


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("<conditionalEventDefinition/>", "unsupported_event"),
        ("<compensateEventDefinition/>", "unsupported_event"),
        ("<timerEventDefinition/>", "unreadable_timer"),
        ("<timerEventDefinition><timeDuration>soon</timeDuration></timerEventDefinition>",)
        + ("unreadable_timer",),
        ("<timerEventDefinition><timeDate>=eval(</timeDate></timerEventDefinition>",)
        + ("unreadable_timer",),
        ("<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>",)
        + ("unsupported_event",),
        ("<messageEventDefinition/><signalEventDefinition/>", "unsupported_event"),
    ],
)
def test_event_errors(definition: str, code: str) -> None:
    event = f"<intermediateCatchEvent id='a'>{definition}</intermediateCatchEvent>"
    assert (code, "a") in codes(model(event, "s > a", "a > e"))


@pytest.mark.parametrize(
    ("multi", "code"),
    [
        ("<standardLoopCharacteristics/>", "unsupported_loop"),
        ("<multiInstanceLoopCharacteristics/>", "unreadable_repetition"),
        (
            "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
            "<completionCondition>true</completionCondition></multiInstanceLoopCharacteristics>",
            "unsupported_loop",
        ),
        (
            "<multiInstanceLoopCharacteristics><loopCardinality>exec('x')</loopCardinality>"
            "</multiInstanceLoopCharacteristics>",
            "unreadable_repetition",
        ),
    ],
)
def test_repetition_errors(multi: str, code: str) -> None:
    assert (code, "a") in codes(model(f"<task id='a'>{multi}</task>", "s > a"))


def test_script_in_a_condition_is_refused_by_its_language() -> None:
    xml = model(tasks("b"), "s > b ? true")
    for language in ("groovy", "https://www.javascript.com/javascript", "python"):
        marked = f'<conditionExpression language="{language}">'.encode()
        assert codes(xml.replace(b"<conditionExpression>", marked)) == [
            ("condition_language", "s-b")
        ]
    feel = b'<conditionExpression language="https://www.omg.org/spec/DMN/20191111/FEEL/">'
    assert codes(xml.replace(b"<conditionExpression>", feel)) == []


def test_circles_that_wait_for_nobody_are_refused() -> None:
    gateways = "<exclusiveGateway id='g'/><exclusiveGateway id='h'/>"
    xml = model(gateways + tasks("a"), "s > g", "g > h", "h > g ? x", "h > a ? not x", "a > e")
    assert codes(xml) == [("endless_loop", "g"), ("endless_loop", "h")]
    waiting = model(gateways + tasks("a"), "s > g", "g > a", "a > h", "h > g ? x", "h > e")
    assert codes(waiting) == []


def test_circle_through_a_subprocess_without_tasks_is_refused() -> None:
    inner = '<startEvent id="i"/><endEvent id="z"/>' + flows("i > z")
    around = f'<exclusiveGateway id="g"/><subProcess id="p">{inner}</subProcess>'
    assert codes(model(around, "s > g", "g > p", "p > g")) == [
        ("endless_loop", "g"),
        ("endless_loop", "p"),
    ]


def test_warnings() -> None:
    elements = "<exclusiveGateway id='g'/><exclusiveGateway id='c'/><userTask id='u'/>"
    xml = model(
        elements + tasks("a", "b", "lost") + "<sendTask id='m' name='Invite'/>",
        *("s > u", "u > g", "g > a ? x = 1", "g > b ? x = 2"),
        *("a > c", "c > m", "c > e", "lost > e"),
    )
    assert sorted(codes(xml, "warning")) == [
        ("choice_by_person", "c"),
        ("no_default", "g"),
        ("nothing_is_sent", "m"),
        ("task_without_name", "u"),
        ("unreachable", "lost"),
    ]
    assert codes(xml) == []


def test_problems_are_in_plain_words() -> None:
    found = problems(read_model(model("<serviceTask id='a'/>", "s > a")))[0]
    assert found.message == "Nobody would carry out this serviceTask; use a user task."
    assert (found.level, found.element, found.detail) == ("error", "a", "serviceTask")


def two(*executable: str) -> bytes:
    """Two processes A and B with an `isExecutable` each."""
    body = '<startEvent id="{0}s"/><userTask id="{0}t" name="x"/>{1}'
    inner = [
        f'<process id="{n}" isExecutable="{flag}">'
        + body.format(n, flows(f"{n}s > {n}t"))
        + "</process>"
        for n, flag in zip("AB", executable, strict=True)
    ]
    return model("").replace(b'<process id="P">', "".join(inner).encode() + b'<process id="P">', 1)


def test_which_process() -> None:
    def only(*executable: str) -> bytes:
        xml = two(*executable)
        return xml[: xml.index(b'<process id="P">')] + b"</definitions>"

    assert codes(only("true", "false")) == []
    assert codes(only("true", "true")) == [("several_processes", "")]
    assert codes(only("false", "false")) == [("several_processes", "")]
    assert codes(only("true", "true"), process_id="B") == []
    assert codes(only("true", "false"), "warning", process_id="B") == [("not_executable", "B")]
    assert codes(only("true", "true"), process_id="C") == [("unknown_process", "")]
    head, tail = (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">',
        b"</definitions>",
    )
    assert codes(head + b'<process id="P"/>' + tail) == [("no_process", "")]
    assert codes(head + tail) == [("no_process", "")]


def test_start_events() -> None:
    more = '<startEvent id="paper"><messageEventDefinition/></startEvent>' + tasks("a")
    xml = model(more, "s > a", "paper > a", "a > e")
    assert codes(xml, "warning") == [("several_starts", "P")]
    assert codes(xml, "warning", start_event="paper") == []
    assert codes(xml, start_event="fax") == [("unknown_start", "P")]
    assert codes(model(tasks("a"), "a > e").replace(b'<startEvent id="s"/>', b"")) == [
        ("no_start", "P")
    ]


def test_too_many_elements() -> None:
    assert ("too_large", "") in codes(model("".join(f'<task id="t{n}"/>' for n in range(500))))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference models are not here")
def test_a_public_example_with_a_script_is_refused_by_name() -> None:
    xml = (SHARED / "digiwf-ExampleProcess.bpmn").read_bytes()
    assert codes(xml) == [
        ("script_task", "Activity_1wnsc7d"),
        ("call_not_in_file", "Activity_1bko4i9"),
    ]
