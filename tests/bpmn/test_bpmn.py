"""Reading BPMN: what is in the file, and that hostile files do no harm."""

import hashlib

import pytest

from casework.bpmn import MESSAGES, Loop, ModelUnreadable, read_model
from tests.bpmn.making import DATA, flows, model, tasks

CAMUNDA_7 = (DATA / "camunda7_wohngeld.bpmn").read_bytes()


def test_reads_what_is_in_the_file() -> None:
    read = read_model(CAMUNDA_7)
    assert read.sha256 == hashlib.sha256(CAMUNDA_7).hexdigest()
    assert [(p.id, p.name, p.executable) for p in read.processes] == [
        ("wohngeld", "Wohngeld bewilligen", True)
    ]
    assert {task.id: task.lane for task in read.tasks}["mitzeichnen"] == "Teamleitung"
    assert read.nodes["vollstaendigkeit"].name == "Vollständigkeit prüfen"
    assert len(read.tasks) == 7
    assert [gateway.id for gateway in read.gateways][:1] == ["gw_vollstaendig"]
    mit = read.flows["Flow_mit"]
    assert mit.condition == "${betrag > 500 && entscheidung eq 'bewilligung'}"
    assert read.messages == ("Antrag", "Unterlagen")
    timer = read.nodes["frist_abgelaufen"].events[0]
    assert (timer.timer, timer.expression) == ("duration", "P1M")
    assert read.exporter == "Camunda Modeler 5.30.0"
    assert "http://camunda.org/schema/1.0/bpmn" in read.vendors


def test_innermost_lane_counts_and_subprocesses_inherit_it() -> None:
    inner = '<startEvent id="i"/><task id="t"/><endEvent id="z"/>' + flows("i > t", "t > z")
    lanes = """<laneSet><lane name="Office"><flowNodeRef>a</flowNodeRef><flowNodeRef>p</flowNodeRef>
        <childLaneSet><lane name="Clerk"><flowNodeRef>a</flowNodeRef></lane></childLaneSet>
        </lane></laneSet>"""
    read = read_model(model(lanes + tasks("a") + f'<subProcess id="p">{inner}</subProcess>'))
    assert (read.nodes["a"].lane, read.nodes["p"].lane, read.nodes["t"].lane) == (
        "Clerk",
        "Office",
        "Office",
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", Loop("parallel")),
        ("<loopCardinality>3</loopCardinality>", Loop("parallel", cardinality="3")),
        (
            "<loopDataInputRef>people</loopDataInputRef><inputDataItem name='person'/>"
            "<completionCondition>done</completionCondition>",
            Loop("parallel", collection="people", element="person", completion="done"),
        ),
    ],
)
def test_repetition(inside: str, expected: Loop) -> None:
    multi = "multiInstanceLoopCharacteristics"
    xml = model(f'<task id="a"><{multi}>{inside}</{multi}></task>')
    assert read_model(xml).nodes["a"].loop == expected


def test_repetition_in_camunda_7_and_activiti() -> None:
    for namespace in ("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn"):
        over = f'xmlns:v="{namespace}" v:collection="${{people}}" v:elementVariable="person"'
        multi = f'<multiInstanceLoopCharacteristics isSequential="true" {over}/>'
        loop = read_model(model(f'<task id="a">{multi}</task>')).nodes["a"].loop
        assert loop == Loop("sequential", collection="${people}", element="person")


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "not_well_formed"),
        (b"no xml", "not_well_formed"),
        (b"<a><b></a>", "not_well_formed"),
        (b"<a/>", "not_bpmn"),
        (b"\xff\xfe\x00", "not_well_formed"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document_type"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>', "document_type"),
        (b"<a>" + b"<b>" * 200 + b"</b>" * 200 + b"</a>", "not_bpmn"),
        (b" " * 5_000_001, "too_large"),
    ],
)
def test_unreadable(xml: bytes, code: str) -> None:
    with pytest.raises(ModelUnreadable) as caught:
        read_model(xml)
    assert caught.value.code == code
    assert code in MESSAGES


def test_entity_bomb_is_refused_at_once() -> None:
    entities = '<!ENTITY e0 "ha">'
    entities += "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for place in ("<a>&e11;</a>", '<a b="&e11;"/>'):
        with pytest.raises(ModelUnreadable):
            read_model(f"<!DOCTYPE a [{entities}]>{place}".encode())


def test_file_is_not_read_through_an_entity(tmp_path: object) -> None:
    xml = model(tasks("a"), "s > a").decode()
    xml = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{xml.replace("Done", "&x;")}'
    with pytest.raises(ModelUnreadable):
        read_model(xml.encode())


def test_bulk_is_refused() -> None:
    deep = model("<task id='x'><extensionElements>" + "<a>" * 120 + "</a>" * 120)
    deep = deep.replace(b"</process>", b"</extensionElements></task></process>")
    with pytest.raises(ModelUnreadable, match="too large"):
        read_model(deep)
    with pytest.raises(ModelUnreadable, match="too large"):
        read_model(model("<dataObject/>" * 50_000))
