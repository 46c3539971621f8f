"""Messages, signals, timers, errors, starts and ends."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.bpmn import engine
from casework.bpmn.engine import Outcome
from casework.bpmn.engine.errors import (
    EngineError,
    MessageNotExpected,
    TaskNotOpen,
)
from tests.bpmn.making import NOW, begin, do, find, flows, model, open_ids, reloaded, tasks


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


def test_several_starts() -> None:
    more = '<startEvent id="paper"><messageEventDefinition/></startEvent>' + tasks("a", "scan")
    xml = model(more, "s > a", "paper > scan", "scan > a", "a > e")
    assert open_ids(begin(xml)) == ["a"]
    state = engine.start(xml, None, {}, now=NOW, start_event="paper")
    assert open_ids(state) == ["scan"]
    assert open_ids(do(state, "scan")) == ["a"]


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
