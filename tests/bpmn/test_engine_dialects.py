"""The files of three modelling tools run as they were exported."""

from datetime import timedelta

from casework.bpmn import engine, problems, questions, read_model
from casework.bpmn.engine import Outcome
from tests.bpmn.making import DATA, NOW, begin, do, find, open_ids

CAMUNDA_7 = (DATA / "camunda7_wohngeld.bpmn").read_bytes()
CAMUNDA_8 = (DATA / "camunda8_sondernutzung.bpmn").read_bytes()
BPMN_IO = (DATA / "bpmn_io_anwohnerparken.bpmn").read_bytes()
CHECK = "sid-52EB1772-F36E-433E-8F5B-D5DFD26E6F26"
COMPLETE = "sid-E49425CF-8287-4798-B622-D2A7D78EF00B"
RESIDENT = "sid-5134932A-1863-4FFA-BB3C-A4B4078B11A9"


def test_no_dialect_has_errors() -> None:
    for xml in (CAMUNDA_7, CAMUNDA_8, BPMN_IO):
        assert [p for p in problems(read_model(xml)) if p.level == "error"] == []


def test_camunda_7_from_application_to_grant() -> None:
    state = begin(CAMUNDA_7)
    first = find(state, "vollstaendigkeit")
    assert (first.name, first.lane, first.kind) == (
        "Vollständigkeit prüfen",
        "Sachbearbeitung",
        "user",
    )
    for _ in range(3):
        state = do(state, "vollstaendigkeit", vollstaendig=False)
        state = do(state, "nachforderung")
        assert open_ids(state) == ["frist_abgelaufen", "unterlagen_abwarten"]
        state = engine.message(state, "Unterlagen", {}, now=NOW)
        assert open_ids(state) == ["vollstaendigkeit"]
    state = do(state, "vollstaendigkeit", vollstaendig=True)
    assert open_ids(state) == ["einkommen_pruefen", "miete_pruefen"]
    state = do(do(state, "miete_pruefen"), "einkommen_pruefen", betrag=612.5)
    state = do(state, "entscheiden", entscheidung="bewilligung")
    assert find(state, "mitzeichnen").lane == "Teamleitung"
    state = do(state, "mitzeichnen")
    assert engine.is_finished(state)
    assert engine.last_outcome(state) == Outcome("bewilligt", "Wohngeld bewilligt")
    assert engine.open_tasks(state) == []


def test_camunda_7_timer_ends_the_waiting() -> None:
    state = do(do(begin(CAMUNDA_7), "vollstaendigkeit", vollstaendig=False), "nachforderung")
    assert find(state, "frist_abgelaufen").due == NOW.replace(month=4)
    early = engine.tick(state, now=NOW + timedelta(days=30))
    assert open_ids(early) == ["frist_abgelaufen", "unterlagen_abwarten"]
    late = engine.tick(early, now=NOW + timedelta(days=31))
    assert engine.last_outcome(late) == Outcome("eingestellt", "Verfahren eingestellt")
    assert engine.is_finished(late)


def test_camunda_8_consults_everybody_in_the_list() -> None:
    state = begin(CAMUNDA_8, lage={"denkmalschutz": True}, frist="P14D")
    state = do(state, "Activity_pruefen", stellen=["Polizei", "Feuerwehr"])
    assert open_ids(state) == ["Activity_denkmal", "Activity_stellen", "Activity_stellen"]
    consulted = [t.item for t in engine.open_tasks(state) if t.bpmn_id == "Activity_stellen"]
    assert consulted == ["Polizei", "Feuerwehr"]
    state = do(do(state, "Activity_stellen"), "Activity_denkmal")
    assert open_ids(state) == ["Activity_stellen"]
    state = do(state, "Activity_stellen")
    assert find(state, "Activity_anhoerung").kind == "manual"
    state = do(state, "Activity_anhoerung")
    assert {t.bpmn_id: t.kind for t in engine.open_tasks(state)} == {
        "Event_antwort": "message",
        "Event_frist": "timer",
    }
    state = engine.message(state, "Antwort", {}, now=NOW)
    for approved in (False, True):
        assert open_ids(state) == ["Activity_entwurf", "Event_rueckzug"]
        state = do(do(state, "Activity_entwurf"), "Activity_freigabe", freigegeben=approved)
    assert engine.last_outcome(state) == Outcome("End", "Erlaubnis erteilt")


def test_camunda_8_without_consultation_takes_the_default_and_can_be_withdrawn() -> None:
    state = begin(CAMUNDA_8, lage={"denkmalschutz": False}, frist="P14D")
    state = do(do(state, "Activity_pruefen", stellen=[]), "Activity_anhoerung")
    state = engine.tick(state, now=NOW + timedelta(days=14))
    state = do(state, "Activity_entwurf")
    state = engine.message(state, "Rückzug", {}, now=NOW)
    assert engine.is_finished(state)
    assert engine.last_outcome(state) == Outcome("Event_zurueck", "Zurückgezogen")


def test_bpmn_io_without_conditions_asks_the_person() -> None:
    asked = questions(read_model(BPMN_IO), CHECK)
    assert [(q.variable, q.text) for q in asked] == [
        (COMPLETE, "Vollständig?"),
        (RESIDENT, "Wohnt im Gebiet?"),
    ]
    assert asked[1].options == (("f-drin", "ja"), ("f-draussen", "Ablehnung schreiben"))
    state = do(begin(BPMN_IO), CHECK, **{COMPLETE: "nein"})
    state = do(state, "sid-E433566C-2289-4BEB-A19C-1697048900D2")
    state = do(state, CHECK, **{COMPLETE: "f-ja", RESIDENT: "f-drin"})
    state = do(state, "sid-0ACFD05C-1")
    assert engine.last_outcome(state) == Outcome("sid-end-1", "Ausweis verschickt")


def test_bpmn_io_branch_without_an_end_event_ends_all_the_same() -> None:
    state = do(begin(BPMN_IO), CHECK, **{COMPLETE: "ja", RESIDENT: "f-draussen"})
    state = do(state, "sid-0ACFD05C-2")
    assert engine.is_finished(state)
    assert engine.last_outcome(state) is None
