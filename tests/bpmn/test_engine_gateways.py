"""Branching and joining: which tasks are open after which."""

import pytest

from casework.bpmn import engine
from casework.bpmn.engine.errors import (
    Deadlock,
    EngineError,
    NoPath,
)
from tests.bpmn.making import begin, do, model, open_ids, tasks


def test_parallel_tasks_share_the_data_and_join() -> None:
    xml = model(
        tasks("a", "b", "c") + "<parallelGateway id='f'/><parallelGateway id='j'/>",
        *("s > f", "f > a", "f > b", "a > j", "b > j", "j > c", "c > e"),
    )
    state = begin(xml)
    assert open_ids(state) == ["a", "b"]
    state = do(state, "b", x=1, y=1)
    assert open_ids(state) == ["a"]
    state = do(state, "a", y=2)
    assert (open_ids(state), state.data) == (["c"], {"x": 1, "y": 2})


def test_parallel_part_inside_a_loop_waits_for_both_every_time() -> None:
    xml = model(
        tasks("a", "b") + "<parallelGateway id='f'/><parallelGateway id='j'/>"
        "<exclusiveGateway id='m'/><exclusiveGateway id='g' default='g-e'/>",
        *("s > m", "m > f", "f > a", "f > b", "a > j", "b > j", "j > g"),
        *("g > m ? again", "g > e"),
    )
    state = begin(xml, again=True)
    for _ in range(3):
        state = do(state, "b")
        assert open_ids(state) == ["a"]
        state = do(state, "a")
        assert open_ids(state) == ["a", "b"]
    state = do(do(state, "a"), "b", again=False)
    assert engine.is_finished(state)


def test_inclusive_join_waits_for_what_was_opened() -> None:
    xml = model(
        tasks("a", "b", "c", "d")
        + "<inclusiveGateway id='f' default='f-c'/><inclusiveGateway id='j'/>",
        *("s > f", "f > a ? n > 0", "f > b ? n > 1", "f > c"),
        *("a > j", "b > j", "c > j", "j > d", "d > e"),
    )
    assert open_ids(begin(xml, n=0)) == ["c"]
    state = begin(xml, n=2)
    assert open_ids(state) == ["a", "b"]
    state = do(state, "a")
    assert open_ids(state) == ["b"]
    assert open_ids(do(state, "b")) == ["d"]


def test_no_open_way_names_the_gateway() -> None:
    for kind in ("exclusive", "inclusive"):
        xml = model(
            tasks("a", "b", "c") + f"<{kind}Gateway id='g'/>",
            *("s > a", "a > g", "g > b ? x = 1", "g > c ? x = 2"),
        )
        with pytest.raises(NoPath) as caught:
            do(begin(xml), "a", x=3)
        assert caught.value.detail == "g"
        assert open_ids(do(begin(xml), "a", x=2)) == ["c"]


def test_the_only_way_without_condition_is_the_default() -> None:
    xml = model(
        tasks("a", "b", "c") + "<exclusiveGateway id='g'/>",
        *("s > a", "a > g", "g > b ? x = 1", "g > c"),
    )
    assert open_ids(do(begin(xml), "a", x=3)) == ["c"]


def test_several_ways_out_of_a_task() -> None:
    both = model(tasks("a", "b", "c"), "s > a", "a > b", "a > c")
    assert open_ids(do(begin(both), "a")) == ["b", "c"]
    some = model(tasks("a", "b", "c"), "s > a", "a > b ? x", "a > c")
    assert open_ids(do(begin(some), "a", x=True)) == ["b", "c"]
    assert open_ids(do(begin(some), "a", x=False)) == ["c"]
    with pytest.raises(NoPath):
        do(begin(model(tasks("a", "b"), "s > a", "a > b ? x")), "a", x=False)


def test_waiting_for_a_way_that_was_not_taken_is_told_and_nothing_is_lost() -> None:
    xml = model(
        tasks("a", "b") + "<exclusiveGateway id='g' default='g-b'/><parallelGateway id='j'/>",
        *("s > a", "a > g", "g > b", "g > j ? x", "b > j", "j > e"),
    )
    state = begin(xml)
    with pytest.raises(Deadlock) as caught:
        do(state, "a", x=True)
    assert caught.value.detail == "j"
    assert open_ids(state) == ["a"]


def test_turning_in_circles_without_a_person_stops() -> None:
    zero = "<intermediateCatchEvent id='t'><timerEventDefinition><timeDuration>PT0S</timeDuration>"
    zero += "</timerEventDefinition></intermediateCatchEvent>"
    with pytest.raises(EngineError, match="endless loop"):
        begin(model(zero, "s > t", "t > t"))


def test_a_circle_without_a_gateway_is_run_as_long_as_people_work_on_it() -> None:
    edge = "<boundaryEvent id='b' attachedToRef='y'><messageEventDefinition/></boundaryEvent>"
    state = begin(model(tasks("x", "y") + edge, "s > x", "x > y", "y > x", "b > e"))
    for _ in range(5):
        state = do(do(state, "x"), "y")
    assert engine.is_finished(do(do(state, "x"), "b"))


def test_multiplying_tokens_stops() -> None:
    gates = "".join(f"<parallelGateway id='f{n}'/><exclusiveGateway id='m{n}'/>" for n in range(30))
    arrows = ["s > f0"]
    for n in range(29):
        arrows += [f"f{n} > m{n}", f"m{n} > f{n + 1}"]
    doubled = "".join(
        f'<sequenceFlow id="again{n}" sourceRef="f{n}" targetRef="m{n}"/>' for n in range(29)
    )
    with pytest.raises(EngineError, match="endless loop"):
        begin(model(gates + doubled, *arrows))
