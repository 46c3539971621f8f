"""What the engine does with a running process, and what it refuses to do."""

import json

import pytest

from casework.bpmn import engine
from casework.bpmn.engine import State
from casework.bpmn.engine.errors import (
    ConditionFailed,
    EngineError,
    ModelRefused,
    StateMismatch,
    TaskNotOpen,
)
from tests.bpmn.making import NOW, begin, do, find, flows, model, open_ids, reloaded, tasks

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


def test_missing_answer_is_an_error_not_a_way() -> None:
    with pytest.raises(ConditionFailed) as caught:
        do(begin(LOOP), "check")
    assert (caught.value.reason, caught.value.flow.id) == ("unknown_name", "g-ask")


def test_ids_that_the_library_uses_itself() -> None:
    xml = model(tasks("Start", "End", "Root", "P", "P.EndJoin"), "s > Start", "Start > End")
    state = do(begin(xml), "Start")
    assert engine.is_finished(do(state, "End"))


def test_called_process_in_the_same_file() -> None:
    xml = model("<callActivity id='c' calledElement='Q'/>" + tasks("z"), "s > c", "c > z")
    called = '<process id="Q"><startEvent id="qs"/><userTask id="qa" name="inside"/>'
    called += '<endEvent id="qe" name="inner end"/>' + flows("qs > qa", "qa > qe") + "</process>"
    xml = xml.replace(b"</definitions>", called.encode() + b"</definitions>")
    state = engine.start(xml, "P", {}, now=NOW)
    assert open_ids(state) == ["qa"]
    state = do(state, "qa")
    assert (open_ids(state), engine.last_outcome(state)) == (["z"], None)


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
