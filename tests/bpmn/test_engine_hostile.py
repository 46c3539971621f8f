"""Broken and hostile models: refused by name or run, never a crash, never without end."""

from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from casework.bpmn import engine
from casework.bpmn.engine.errors import EngineError
from casework.bpmn.model import FLOW_NODES
from tests.bpmn.making import DATA, NOW, begin, model, open_ids, reloaded, tasks

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
FILES = [path.read_bytes() for path in sorted(DATA.glob("*.bpmn"))]
NODES = sorted(FLOW_NODES)


def damaged(xml: bytes, random: Random) -> bytes:
    """A model with a few elements removed, doubled, turned into others or connected elsewhere."""
    root = etree.fromstring(xml)
    for _ in range(random.randint(1, 5)):
        inner = [e for e in root.iter() if e.getparent() is not None and e.get("id")]
        nodes = [e for e in inner if etree.QName(e).localname in FLOW_NODES]
        flows = [e for e in inner if e.get("sourceRef") and e.get("targetRef")]
        if not (nodes and flows):
            break
        node, flow = random.choice(nodes), random.choice(flows)
        match random.randrange(6):
            case 0:
                flow.set(random.choice(("sourceRef", "targetRef")), node.get("id", ""))
            case 1:
                node.tag = BPMN + random.choice(NODES)
            case 2:
                _parent(node).remove(node)
            case 3:
                double = deepcopy(flow)
                double.set("id", f"double-{random.random()}")
                _parent(flow).append(double)
            case 4:
                node.set("attachedToRef", random.choice(nodes).get("id", ""))
            case 5:
                elsewhere = _parent(random.choice(nodes))
                if node not in (elsewhere, *elsewhere.iterancestors()):
                    elsewhere.append(node)
    return etree.tostring(root)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


@given(st.sampled_from(FILES), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_damaged_models_are_refused_or_run(xml: bytes, random: Random) -> None:
    data: dict[str, object] = {"vollstaendig": True, "stellen": ["x"], "frist": "P1D"}
    data |= {"betrag": 1, "entscheidung": "ablehnung", "freigegeben": True, "lage": {}}
    try:
        state = engine.start(damaged(xml, random), None, data, now=NOW)
        for _ in range(12):
            if engine.is_finished(state):
                return
            found = engine.open_tasks(state)
            assert found
            task = random.choice(found)
            now = max(NOW, task.due or NOW)
            state = engine.tick(reloaded(state), now=now)
            if any(still.id == task.id for still in engine.open_tasks(state)):
                state = engine.complete(reloaded(state), task.id, {}, now=now)
    except EngineError as error:
        assert error.code


@pytest.mark.parametrize(
    "condition",
    [
        "__import__('os').system('touch /tmp/owned')",
        "().__class__.__bases__[0].__subclasses__()",
        "${facesContext.getExternalContext()}",
        "(lambda: 1)()",
        "x" * 1_000_000,
        "(" * 3_000,
    ],
)
def test_hostile_conditions_are_refused_before_anything_runs(condition: str) -> None:
    xml = model(tasks("a", "b"), "s > a", f"a > b ? {condition}")
    with pytest.raises(EngineError) as caught:
        begin(xml)
    assert caught.value.code == "model_refused"


def test_hostile_data_is_only_data() -> None:
    xml = model(tasks("a", "b", "c") + "<exclusiveGateway id='g'/>", "s > a", "a > g", "b > e")
    xml = xml.replace(
        b"</process>",
        b'<sequenceFlow id="y" sourceRef="g" targetRef="b"><conditionExpression>x = "__import__"'
        b'</conditionExpression></sequenceFlow><sequenceFlow id="n" sourceRef="g" targetRef="c"/>'
        b"</process>",
    )
    state = begin(xml, x="__import__('os')", typename="BpmnWorkflow", tasks={"typename": "Task"})
    found = engine.open_tasks(reloaded(state))[0]
    assert open_ids(engine.complete(state, found.id, {}, now=NOW)) == ["c"]


def test_a_long_row_of_elements_runs() -> None:
    names = [f"t{n}" for n in range(450)]
    gates = "".join(f"<exclusiveGateway id='{name}'/>" for name in names)
    arrows = [f"{a} > {b}" for a, b in zip(["s", *names], [*names, "last"], strict=True)]
    assert open_ids(begin(model(gates + tasks("last"), *arrows))) == ["last"]
