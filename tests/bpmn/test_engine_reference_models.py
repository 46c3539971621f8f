"""Every reference model of the BPMN interchange group runs to its end or is refused by name."""

from pathlib import Path
from random import Random

import pytest

from casework.bpmn import Model, engine, problems, read_model
from casework.bpmn.engine.errors import ModelRefused
from casework.bpmn.graph import entry_processes
from tests.bpmn.making import NOW, SHARED, reloaded

FILES = sorted((SHARED / "miwg-reference").glob("*.bpmn"))
RUNNABLE = (
    "A.1.0",
    "A.2.0",
    "A.2.1",
    "A.4.0",
    "A.4.1",
    "B.1.0",
    "B.2.0",
    "C.2.0",
    "C.4.0",
    "C.5.0",
)
"""Files in which at least one process runs."""

pytestmark = pytest.mark.skipif(not FILES, reason="the shared reference models are not here")


def choices(model: Model, random: Random) -> dict[str, object]:
    """A way for every gateway that asks a person, and an answer to the conditions in the files."""
    ways = {g.id: [f.id for f in model.outgoing.get(g.id, ())] for g in model.gateways}
    chosen: dict[str, object] = {g: random.choice(found) for g, found in ways.items() if found}
    return {**chosen, "approved": random.random() < 0.5}


def run(xml: bytes, process_id: str, random: Random) -> None:
    """Works through a process to its end, in any order."""
    model, now = read_model(xml), NOW
    state = engine.start(xml, process_id, choices(model, random), now=now)
    for _ in range(300):
        if engine.is_finished(state):
            return
        task = random.choice(engine.open_tasks(state))
        if task.kind == "timer" and task.due:
            now = max(now, task.due)
            state = engine.tick(reloaded(state), now=now)
        else:
            state = engine.complete(reloaded(state), task.id, choices(model, random), now=now)
    pytest.fail("not at its end after 300 steps")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reference_model(path: Path) -> None:
    xml = path.read_bytes()
    model = read_model(xml)
    ran = set()
    for process_id in entry_processes(model):
        errors = [p for p in problems(model, process_id) if p.level == "error"]
        if errors:
            assert all(p.code and p.message for p in errors)
            with pytest.raises(ModelRefused):
                engine.start(xml, process_id, {}, now=NOW)
        else:
            ran.add(process_id)
            for seed in range(5):
                run(xml, process_id, Random(seed))  # noqa: S311 (no secret)
    assert bool(ran) is (path.stem in RUNNABLE)
