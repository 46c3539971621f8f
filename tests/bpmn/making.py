"""Small BPMN models for tests, and people who work through them."""

import json
from datetime import UTC, datetime
from pathlib import Path

from casework.bpmn import engine
from casework.bpmn.engine import OpenTask, State

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2].parent / "shared" / "interop" / "bpmn"
NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">'
)


def model(elements: str, *arrows: str, around: str = "") -> bytes:
    """A model with one process `P`: elements as XML, flows as `a > b` or `a > b ? condition`.

    A flow is called `a-b`; `s` is the start event and `e` the end event, both always there.
    """
    process = f'<startEvent id="s"/><endEvent id="e" name="Done"/>{elements}{flows(*arrows)}'
    return f'{_HEAD}<process id="P">{process}</process>{around}</definitions>'.encode()


def flows(*arrows: str) -> str:
    """Sequence flows as XML, see `model`."""
    return "".join(map(_flow, arrows))


def _flow(arrow: str) -> str:
    path, _, condition = arrow.partition("?")
    source, target = (end.strip() for end in path.split(">"))
    inner = ""
    if condition:
        text = condition.strip().replace("&", "&amp;").replace("<", "&lt;")
        inner = f"<conditionExpression>{text}</conditionExpression>"
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}-{target}" {ends}>{inner}</sequenceFlow>'


def tasks(*names: str) -> str:
    """User tasks whose id is their name."""
    return "".join(f'<userTask id="{name}" name="{name}"/>' for name in names)


def begin(xml: bytes, now: datetime = NOW, **data: object) -> State:
    """A process that has just started."""
    return engine.start(xml, None, data, now=now)


def reloaded(state: State) -> State:
    """The state after it was stored and read again, as between two requests."""
    return State.from_json(state.xml, json.loads(json.dumps(state.as_json())))


def open_ids(state: State) -> list[str]:
    """The ids in the model of everything open, sorted."""
    return sorted(task.bpmn_id for task in engine.open_tasks(state))


def find(state: State, bpmn_id: str) -> OpenTask:
    """The first open task with this id in the model."""
    return next(task for task in engine.open_tasks(state) if task.bpmn_id == bpmn_id)


def do(state: State, bpmn_id: str, now: datetime = NOW, **data: object) -> State:
    """Completes an open task; the state is stored and read again before, as in real life."""
    return engine.complete(reloaded(state), find(state, bpmn_id).id, data, now=now)
