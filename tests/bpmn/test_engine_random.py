"""The engine opens exactly the tasks BPMN says, on random models and random ways through them."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casework.bpmn import engine
from casework.bpmn.engine import State
from casework.bpmn.engine.errors import ModelRefused
from tests.bpmn.blocks import Block, answers, as_bpmn, enter, finish, make, open_in
from tests.bpmn.making import NOW, find, open_ids, reloaded

randoms = st.randoms(use_true_random=False)


def start(block: Block, given_answers: dict[str, object]) -> State:
    """The process started; loops through which one can slip without a task are left out."""
    try:
        return engine.start(as_bpmn(block), None, given_answers, now=NOW)
    except ModelRefused as error:
        assert {p.code for p in error.problems} == {"endless_loop"}
        assume(False)
        raise


@given(randoms, st.integers(1, 3))
@settings(max_examples=120, deadline=None)
def test_open_tasks_are_those_of_the_blocks(random: Random, depth: int) -> None:
    block = make(random, depth)
    given_answers = answers(block, random)
    state = start(block, given_answers)
    expected = enter(block, given_answers)
    for _ in range(30):
        assert open_ids(state) == open_in(expected)
        assert engine.is_finished(state) is (expected is None)
        if expected is None:
            return
        task = random.choice(open_in(expected))
        given_answers = answers(block, random)
        expected = finish(expected, task, given_answers)
        task_id = find(state, task).id
        state = engine.complete(reloaded(state), task_id, given_answers, now=NOW)


@given(randoms)
@settings(max_examples=40, deadline=None)
def test_order_of_parallel_work_does_not_matter(random: Random) -> None:
    block = Block("and", "n", tuple(make(random, 2, f"n{n}") for n in range(3)))
    given_answers = {**answers(block, random), **_leaving_loops(block)}
    ends = []
    for _ in range(2):
        state = start(block, given_answers)
        seen: set[str] = set()
        while not engine.is_finished(state):
            task = random.choice(engine.open_tasks(state))
            seen.add(task.bpmn_id)
            state = engine.complete(state, task.id, {}, now=NOW)
        ends.append((seen, engine.last_outcome(state)))
    assert ends[0] == ends[1]


def _leaving_loops(block: Block) -> dict[str, object]:
    found: dict[str, object] = {block.id: "on"} if block.kind == "loop" else {}
    for part in block.parts:
        found |= _leaving_loops(part)
    return found
