"""What the engine does with a running process, and what it refuses to do."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from casework.process import engine
from casework.process.engine import Outcome, State
from casework.process.engine_errors import (
    ConditionFailed,
    Deadlock,
    EngineError,
    MessageNotExpected,
    ModelRefused,
    NoPath,
    StateMismatch,
    TaskNotOpen,
)
from tests.process.making import NOW, begin, do, find, flows, model, open_ids, reloaded, tasks

LOOP = model(
    tasks("check", "ask") + "<exclusiveGateway id='g' default='g-e'/>",
    *("s > check", "check > g", "g > ask ? not complete", "ask > check", "g > e"),
)


def test_double_click_is_told() -> None:
    state = begin(LOOP)
    task = find(state, "check")
    after = engine.complete(state, task.id, {"complete": False}, now=NOW)
    with pytest.raises(TaskNotOpen):
        engine.complete(after, task.id, {"complete": False}, now=NOW)
    assert open_ids(engine.complete(after, find(after, "ask").id, {}, now=NOW)) == ["check"]


def test_unknown_task_is_not_open() -> None:
    with pytest.raises(TaskNotOpen):
        engine.complete(begin(LOOP), "0" * 32, {}, now=NOW)


def test_a_state_never_changes() -> None:
    state = begin(LOOP, complete=False)
    before = json.dumps(state.as_json())
    first = do(state, "check", complete=True)
    second = do(state, "check", complete=False)
    assert json.dumps(state.as_json()) == before
    assert engine.is_finished(first)
    assert open_ids(second) == ["ask"]
    with pytest.raises(ConditionFailed):
        do(state, "check", complete="perhaps")
    assert json.dumps(state.as_json()) == before


def test_a_loop_can_be_taken_any_number_of_times_and_the_state_stays_small() -> None:
    state = begin(LOOP)
    sizes = set()
    for _ in range(600):
        state = do(state, "check", complete=False)
        sizes.add(len(state.workflow["tasks"]))
        state = do(state, "ask")
    assert engine.is_finished(do(state, "check", complete=True))
    assert len(sizes) == 1 and sizes.pop() < 15


def test_state_survives_storing_and_belongs_to_its_model() -> None:
    state = begin(LOOP, note={"typename": "BpmnWorkflow", "deep": [{"typename": "Task"}]})
    again = reloaded(state)
    assert again == state
    assert again.data["note"]["deep"] == [{"typename": "Task"}]
    other = model(tasks("check"), "s > check")
    with pytest.raises(StateMismatch):
        State.from_json(other, state.as_json())
    with pytest.raises(StateMismatch):
        State.from_json(LOOP, {**state.as_json(), "format": 99})


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


def test_missing_answer_is_an_error_not_a_way() -> None:
    with pytest.raises(ConditionFailed) as caught:
        do(begin(LOOP), "check")
    assert (caught.value.reason, caught.value.flow.id) == ("unknown_name", "g-ask")


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


def test_ids_that_the_library_uses_itself() -> None:
    xml = model(tasks("Start", "End", "Root", "P", "P.EndJoin"), "s > Start", "Start > End")
    state = do(begin(xml), "Start")
    assert engine.is_finished(do(state, "End"))


def test_receive_task_without_a_message_waits_under_its_own_name() -> None:
    xml = model("<receiveTask id='r' name='Reply'/>", "s > r", "r > e")
    state = begin(xml)
    task = find(state, "r")
    assert (task.kind, task.message) == ("receive", "Reply")
    assert engine.is_finished(engine.message(state, "Reply", {}, now=NOW))
    assert engine.is_finished(do(state, "r"))
    with pytest.raises(MessageNotExpected):
        engine.message(state, "Other", {}, now=NOW)


def test_message_brings_its_data() -> None:
    xml = model("<receiveTask id='r'/>" + tasks("a"), "s > r", "r > a", "a > e")
    state = engine.message(begin(xml, x=1), "r", {"x": {"typename": "UUID"}, "y": 2}, now=NOW)
    assert state.data == {"x": {"typename": "UUID"}, "y": 2}


def test_signal_is_delivered_like_a_message_and_reaches_everybody() -> None:
    catch = "<intermediateCatchEvent id='{0}'><signalEventDefinition signalRef='S'/>"
    catch += "</intermediateCatchEvent>"
    xml = model(
        catch.format("x") + catch.format("y") + "<parallelGateway id='f'/>",
        *("s > f", "f > x", "f > y"),
        around="<signal id='S' name='Stop'/>",
    )
    assert engine.is_finished(engine.message(begin(xml), "Stop", {}, now=NOW))


def test_terminate_ends_everything() -> None:
    end = "<endEvent id='t' name='Withdrawn'><terminateEventDefinition/></endEvent>"
    xml = model(
        tasks("a", "b") + end + "<parallelGateway id='f'/>", "s > f", "f > a", "f > b", "a > t"
    )
    state = do(begin(xml), "a")
    assert engine.is_finished(state) and engine.open_tasks(state) == []
    assert engine.last_outcome(state) == Outcome("t", "Withdrawn")


def test_link_events_jump() -> None:
    link = "<intermediate{0}Event id='{1}'><linkEventDefinition name='A'/></intermediate{0}Event>"
    links = link.format("Throw", "t") + link.format("Catch", "c")
    xml = model(links + tasks("a", "b"), "s > a", "a > t", "c > b", "b > e")
    assert open_ids(do(begin(xml), "a")) == ["b"]


def test_error_in_a_subprocess_is_caught_at_its_edge() -> None:
    inner = tasks("a") + '<startEvent id="i"/><endEvent id="bad"><errorEventDefinition'
    inner += ' errorRef="E"/></endEvent>' + flows("i > a", "a > bad")
    edge = "<boundaryEvent id='b' attachedToRef='p'><errorEventDefinition errorRef='E'/>"
    xml = model(
        f"<subProcess id='p'>{inner}</subProcess>{edge}</boundaryEvent>" + tasks("c", "d"),
        *("s > p", "p > c", "b > d"),
        around="<error id='E' errorCode='not-entitled'/>",
    )
    assert open_ids(do(begin(xml), "a")) == ["d"]


def test_called_process_in_the_same_file() -> None:
    xml = model("<callActivity id='c' calledElement='Q'/>" + tasks("z"), "s > c", "c > z")
    called = '<process id="Q"><startEvent id="qs"/><userTask id="qa" name="inside"/>'
    called += '<endEvent id="qe" name="inner end"/>' + flows("qs > qa", "qa > qe") + "</process>"
    xml = xml.replace(b"</definitions>", called.encode() + b"</definitions>")
    state = engine.start(xml, "P", {}, now=NOW)
    assert open_ids(state) == ["qa"]
    state = do(state, "qa")
    assert (open_ids(state), engine.last_outcome(state)) == (["z"], None)


def test_several_starts() -> None:
    more = '<startEvent id="paper"><messageEventDefinition/></startEvent>' + tasks("a", "scan")
    xml = model(more, "s > a", "paper > scan", "scan > a", "a > e")
    assert open_ids(begin(xml)) == ["a"]
    state = engine.start(xml, None, {}, now=NOW, start_event="paper")
    assert open_ids(state) == ["scan"]
    assert open_ids(do(state, "scan")) == ["a"]


def test_sequential_repetition_and_one_by_number() -> None:
    multi = "<task id='a'><multiInstanceLoopCharacteristics isSequential='true'>{}"
    multi += "</multiInstanceLoopCharacteristics></task>"
    over = "<loopDataInputRef>people</loopDataInputRef><inputDataItem name='who'/>"
    state = begin(model(multi.format(over), "s > a", "a > e"), people=["x", {"typename": "Task"}])
    for member in ("x", {"typename": "Task"}):
        assert [task.item for task in engine.open_tasks(state)] == [member]
        state = do(state, "a")
    assert engine.is_finished(state)
    number = multi.format("<loopCardinality>n</loopCardinality>").replace("true", "false")
    assert open_ids(begin(model(number, "s > a"), n=3)) == ["a", "a", "a"]
    assert engine.is_finished(begin(model(number, "s > a"), n=0))


@pytest.mark.parametrize("many", [10**9, "x", None, True, list(range(101))])
def test_repetition_has_a_limit(many: object) -> None:
    multi = "<task id='a'><multiInstanceLoopCharacteristics><loopCardinality>n</loopCardinality>"
    with pytest.raises(EngineError):
        begin(model(multi + "</multiInstanceLoopCharacteristics></task>", "s > a"), n=many)


def test_refusal_says_why() -> None:
    with pytest.raises(ModelRefused) as caught:
        begin(model("<scriptTask id='a'><script>import os</script></scriptTask>", "s > a"))
    assert [p.code for p in caught.value.problems] == ["script_task"]
    with pytest.raises(ModelRefused) as caught:
        begin(b"<no xml")
    assert [p.code for p in caught.value.problems] == ["not_well_formed"]


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


def test_timers_use_the_given_time() -> None:
    timer = "<intermediateCatchEvent id='t'><timerEventDefinition>{}</timerEventDefinition>"
    timer += "</intermediateCatchEvent>"

    def due(inside: str, **data: object) -> datetime | None:
        return find(begin(model(timer.format(inside), "s > t"), **data), "t").due

    assert due("<timeDuration>P2W</timeDuration>") == NOW + timedelta(weeks=2)
    assert due("<timeDuration>${d}</timeDuration>", d="P1Y2M3DT4H5M6S") == datetime(
        2026, 5, 6, 13, 5, 6, tzinfo=UTC
    )
    assert due("<timeDate>2025-04-01T08:00</timeDate>") == datetime(2025, 4, 1, 8, tzinfo=UTC)
    assert due("<timeDate>= answer.due</timeDate>", **{"answer.due": "2025-05-05"}) == datetime(
        2025, 5, 5, tzinfo=UTC
    )
    with pytest.raises(EngineError, match="timer failed"):
        due("<timeDuration>= d</timeDuration>", d="soon")
    with pytest.raises(EngineError, match="timer failed"):
        due("<timeDuration>= d</timeDuration>")


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    timer = "<intermediateCatchEvent id='t'><timerEventDefinition><timeDuration>P1M</timeDuration>"
    timer += "</timerEventDefinition></intermediateCatchEvent>"
    state = begin(model(timer, "s > t"), now=datetime(2025, 1, 31, tzinfo=UTC))
    assert find(state, "t").due == datetime(2025, 2, 28, tzinfo=UTC)


def test_reminder_beside_a_task_does_not_end_it() -> None:
    edge = "<boundaryEvent id='b' attachedToRef='a' cancelActivity='false'><timerEventDefinition>"
    edge += "<timeDuration>P7D</timeDuration></timerEventDefinition></boundaryEvent>"
    xml = model(tasks("a", "remind", "c") + edge, "s > a", "a > c", "b > remind")
    state = begin(xml)
    assert [t.attached_to for t in engine.open_tasks(state) if t.kind == "timer"] == ["a"]
    state = engine.tick(state, now=NOW + timedelta(days=8))
    assert open_ids(state) == ["a", "remind"]
    assert open_ids(do(state, "a")) == ["c", "remind"]
    assert open_ids(do(do(state, "remind"), "a")) == ["c"]


def test_timer_cannot_be_completed_by_hand() -> None:
    timer = "<intermediateCatchEvent id='t'><timerEventDefinition><timeDuration>P1D</timeDuration>"
    timer += "</timerEventDefinition></intermediateCatchEvent>"
    with pytest.raises(TaskNotOpen):
        do(begin(model(timer, "s > t")), "t")


def test_first_timer_wins_when_several_are_overdue() -> None:
    catch = "<intermediateCatchEvent id='{0}'><timerEventDefinition><timeDuration>P{1}D"
    catch += "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    waits = catch.format("late", 9) + catch.format("soon", 3) + catch.format("mid", 5)
    xml = model(
        waits + tasks("a", "b", "c") + "<eventBasedGateway id='g'/>",
        *("s > g", "g > late", "g > soon", "g > mid", "late > a", "soon > b", "mid > c"),
    )
    state = begin(xml)
    assert open_ids(engine.tick(reloaded(state), now=NOW + timedelta(days=30))) == ["b"]
    assert open_ids(engine.tick(state, now=NOW + timedelta(days=2))) == ["late", "mid", "soon"]
