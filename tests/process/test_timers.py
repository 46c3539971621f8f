"""Timers of a model fire through the worker; a stuck model says so instead of breaking."""

from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from casework.bpmn.engine.errors import NoPath
from casework.cases.errors import NotAllowed
from casework.process import runs
from casework.process.actions import complete_step
from casework.process.models import Process
from casework.process.tasks import fire_due_timers
from casework.services.actions import install
from tests.factories import NOW, PARKING, Office, entries, make_case, open_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_timer(office: Office, tmp_path: Path) -> Office:
    """The parking service, its first step followed by a wait of two days."""
    folder = Path(copytree(PARKING, tmp_path / "package"))
    model = folder / "process.bpmn"
    text = model.read_text(encoding="utf-8")
    start = text.index("<bpmn:sequenceFlow ")
    flow = text[start : text.index(">", start) + 1]
    source = flow.split('sourceRef="')[1].split('"')[0]
    target = flow.split('targetRef="')[1].split('"')[0]
    assert target == "antrag_pruefen"
    timer = (
        '<bpmn:intermediateCatchEvent id="ruhezeit"><bpmn:timerEventDefinition id="t">'
        "<bpmn:timeDuration>P2D</bpmn:timeDuration></bpmn:timerEventDefinition>"
        "</bpmn:intermediateCatchEvent>"
        f'<bpmn:sequenceFlow id="vor_ruhe" sourceRef="{source}" targetRef="ruhezeit" />'
        f'<bpmn:sequenceFlow id="nach_ruhe" sourceRef="ruhezeit" targetRef="{target}" />'
    )
    end = start + len(flow)
    if not flow.endswith("/>"):
        end = text.index("</bpmn:sequenceFlow>", end) + len("</bpmn:sequenceFlow>")
    model.write_text(text[:start] + timer + text[end:], encoding="utf-8")
    toml = folder / "service.toml"
    settings = toml.read_text(encoding="utf-8")
    toml.write_text(settings.replace('version = "1', 'version = "9'), encoding="utf-8")
    install(source=folder, authority=office.authority, unit=office.unit, by=None, now=NOW)
    return office


def test_timer_opens_its_step_when_due(with_timer: Office) -> None:
    case = make_case(with_timer)
    assert not case.steps.exists()
    assert Process.objects.get().next_timer_at == NOW + timedelta(days=2)
    assert fire_due_timers(int((NOW + timedelta(days=1)).timestamp())) == 0
    assert fire_due_timers(int((NOW + timedelta(days=2, minutes=1)).timestamp())) == 1
    assert open_step(case).task == "antrag_pruefen"
    assert Process.objects.get().next_timer_at is None


def test_model_that_cannot_go_on_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(*_: object, **__: object) -> None:
        raise NoPath("gw_1")

    monkeypatch.setattr(runs.engine, "complete", stuck)
    step = open_step(make_case(office))
    with pytest.raises(NotAllowed, match="gw_1"):
        complete_step(step=step, by=office.ada, now=NOW, **entries(step))
    assert open_step(step.case) == step
