"""The supplied packages: valid, well-formed for any modeller, and runnable to the end."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from casework import bpmn
from casework.bpmn import engine
from casework.services.labels import labels
from casework.services.package import Package, fill, read_package

ROOT = Path(__file__).parents[3]
PACKAGES = ROOT / "fixtures" / "services"
XSD = ROOT.parent / "shared" / "interop" / "bpmn" / "BPMN20.xsd"
NAMES = [
    *("estate-agent-licence", "housing-benefit", "objection", "objection-social"),
    *("resident-parking", "review", "review-social"),
]
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
REFUSED = ["anhoerung_versenden", "aeusserung_abwarten"]

Answers = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=NAMES)
def package(request: pytest.FixtureRequest) -> Package:
    return read_package(PACKAGES / request.param)


def run(name: str, answers: Answers) -> list[str]:
    """The tasks a case passes with the steps' defaults, but ``answers`` given turn by turn."""
    package = read_package(PACKAGES / name)
    turns = {task: list(given) for task, given in answers.items()}
    state = engine.start(package.process.xml, package.process.process_id, {}, now=NOW)
    passed = []
    while tasks := engine.open_tasks(state):
        step = package.step(tasks[0].bpmn_id)
        data = {field.key: field.default for field in step.fields}
        data |= turns[step.task].pop(0) if turns.get(step.task) else {}
        if step.outcomes:
            data["outcome"] = step.outcomes[0]
        passed.append(step.task)
        assert len(passed) < 60
        state = engine.complete(state, tasks[0].id, data, now=NOW)
    assert engine.is_finished(state)
    return passed


def test_all_are_there() -> None:
    assert sorted(path.name for path in PACKAGES.iterdir()) == NAMES


def test_package_is_valid_and_rich_enough(package: Package) -> None:
    kinds = {step.kind for step in package.steps}
    assert len(package.steps) >= 6
    assert kinds >= {"check", "letter", "wait", "decide", "finish"}
    assert all(step.law and step.guidance for step in package.steps)
    assert len([sample for sample in package.samples if sample.complete]) >= 2
    assert len([sample for sample in package.samples if not sample.complete]) >= 1


@pytest.mark.skipif(not XSD.is_file(), reason="the BPMN schema (../shared/interop) is missing")
def test_the_model_is_valid_bpmn_with_a_diagram(package: Package) -> None:
    tree = etree.fromstring(package.process.xml)
    schema = etree.XMLSchema(etree.parse(XSD))
    assert schema.validate(tree), schema.error_log
    shapes = {e.get("bpmnElement") for e in tree.iter("{*}BPMNShape", "{*}BPMNEdge")}
    drawn = {e.get("id") for tag in ("userTask", "sequenceFlow") for e in tree.iter(BPMN + tag)}
    assert drawn <= shapes


def test_the_engine_has_nothing_against_the_model(package: Package) -> None:
    model = bpmn.read_model(package.process.xml)
    found = bpmn.problems(model, package.process.process_id)
    assert [problem for problem in found if problem.level == "error"] == []


def test_no_letter_has_a_gap_that_the_application_should_fill(package: Package) -> None:
    for sample in package.samples:
        applicant = {**package.applicant(sample.data), "name": "Name"}
        for letter in package.letters:
            for text in (letter.subject, *letter.opening, *letter.closing):
                values = {"data": sample.data, "applicant": applicant}
                missing = fill(text, values, labels(package)).missing
                assert not [path for path in missing if path.startswith(("data", "applicant"))]


def test_parking_routine_needs_three_steps() -> None:
    assert run("resident-parking", {}) == [
        "antrag_pruefen",
        "ausweis_erteilen",
        "vorgang_abschliessen",
    ]


def test_parking_with_documents_missing_then_refused_after_a_hearing() -> None:
    passed = run(
        "resident-parking",
        {"antrag_pruefen": [{"vollstaendig": "nein"}, {"berechtigt": "nein"}]},
    )
    assert passed == [
        "antrag_pruefen",
        "unterlagen_anfordern",
        "unterlagen_abwarten",
        "antrag_pruefen",
        *REFUSED,
        "nach_anhoerung_entscheiden",
        "vorgang_abschliessen",
    ]


def test_parking_hearing_may_be_dispensable() -> None:
    passed = run(
        "resident-parking", {"antrag_pruefen": [{"berechtigt": "nein", "anhoerung": "nein"}]}
    )
    assert passed == ["antrag_pruefen", "nach_anhoerung_entscheiden", "vorgang_abschliessen"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("nichts", ["nach_anhoerung_entscheiden", "vorgang_abschliessen"]),
        ("zurueckgenommen", ["vorgang_abschliessen"]),
    ],
)
def test_parking_when_nothing_comes(answer: str, expected: list[str]) -> None:
    passed = run(
        "resident-parking",
        {
            "antrag_pruefen": [{"vollstaendig": "nein"}],
            "unterlagen_abwarten": [{"nachreichung": answer}],
        },
    )
    assert passed[3:] == expected


def test_housing_benefit_grant() -> None:
    passed = run("housing-benefit", {"berechtigung_pruefen": [{"rueckfrage": "ja"}]})
    assert passed == [
        "antrag_pruefen",
        "berechtigung_pruefen",
        "traeger_befragen",
        "berechtigung_pruefen",
        "einkommen_ermitteln",
        "wohngeld_berechnen",
        "wohngeld_bewilligen",
        "zahlung_anweisen",
        "vorgang_abschliessen",
    ]


def test_housing_benefit_is_never_refused_for_lack_of_cooperation_without_a_warning() -> None:
    passed = run(
        "housing-benefit",
        {
            "antrag_pruefen": [{"vollstaendig": "nein"}],
            "unterlagen_abwarten": [{"nachreichung": "unzureichend"}],
            "mitwirkung_abwarten": [{"mitwirkung": "nein"}],
        },
    )
    assert passed[1:] == [
        "unterlagen_anfordern",
        "unterlagen_abwarten",
        "auf_folgen_hinweisen",
        "mitwirkung_abwarten",
        "versagung_entscheiden",
        "vorgang_abschliessen",
    ]
    package = read_package(PACKAGES / "housing-benefit")
    refusal = package.step("versagung_entscheiden")
    assert refusal.letter_for("refuse") == "cooperation_refusal"


def test_housing_benefit_new_facts_lead_back_to_the_check() -> None:
    passed = run(
        "housing-benefit",
        {
            "berechtigung_pruefen": [{"berechtigt": "nein"}],
            "aeusserung_abwarten": [{"aeusserung": "neue_tatsachen"}],
        },
    )
    assert passed[1:6] == [
        "berechtigung_pruefen",
        "ablehnung_vorbereiten",
        *REFUSED,
        "berechtigung_pruefen",
    ]
    assert "wohngeld_bewilligen" in passed


def test_licence_waits_for_all_consultations_and_extends_once() -> None:
    passed = run(
        "estate-agent-licence", {"zuverlaessigkeit_wuerdigen": [{"wuerdigung": "verlaengern"}]}
    )
    consulted = passed[3:7]
    assert sorted(consulted) == [
        "auskunft_finanzamt",
        "auskunft_gewerbezentralregister",
        "einsicht_schuldnerverzeichnis",
        "stellungnahme_ihk",
    ]
    assert passed[7:] == [
        "zuverlaessigkeit_wuerdigen",
        "verlaengerung_begruenden",
        "frist_verlaengern",
        "ergaenzend_wuerdigen",
        "erlaubnis_erteilen",
        "vorgang_abschliessen",
    ]


def test_licence_is_refused_only_after_a_hearing() -> None:
    passed = run(
        "estate-agent-licence", {"zuverlaessigkeit_wuerdigen": [{"wuerdigung": "versagen"}]}
    )
    assert passed[8:] == [
        "versagung_vorbereiten",
        *REFUSED,
        "nach_anhoerung_entscheiden",
        "vorgang_abschliessen",
    ]


def test_licence_period_is_a_fiction_that_runs_from_complete_documents() -> None:
    period = read_package(PACKAGES / "estate-agent-licence").processing_period
    assert period is not None
    assert (period.kind, period.starts, str(period.period)) == (
        "permit_by_fiction",
        "complete",
        "3m",
    )
    assert period.started_by == "vollstaendig_am"


def test_objection_goes_straight_to_the_committee_when_nothing_new_came_up() -> None:
    passed = run("objection", {"zulaessigkeit_pruefen": [{"hinweis": "nein"}]})
    assert passed == [
        "zulaessigkeit_pruefen",
        "sache_pruefen",
        "ausschuss_beteiligen",
        "widerspruch_bescheiden",
        "vorgang_abschliessen",
    ]


def test_late_objection_is_examined_only_with_reinstatement() -> None:
    late = {"zulaessigkeit_pruefen": [{"rechtzeitig": "late"}]}
    assert run("objection", late)[1:3] == ["wiedereinsetzung_pruefen", "sache_pruefen"]
    refused = {**late, "wiedereinsetzung_pruefen": [{"wiedereinsetzung": "versagt"}]}
    assert "sache_pruefen" not in run("objection", refused)


@pytest.mark.parametrize("name", ["review", "review-social"])
def test_review_hears_before_it_takes_away(name: str) -> None:
    passed = run(name, {})
    assert passed[1:5] == ["ruecknahme_pruefen", "wirkung_festlegen", *REFUSED]
    assert passed[5] == "zuruecknehmen"


@pytest.mark.parametrize("name", ["review", "review-social"])
def test_review_of_ones_own_accord_may_end_without_a_decision(name: str) -> None:
    assert run(name, {"anlass_pruefen": [{"vorhaben": "keep"}]}) == [
        "anlass_pruefen",
        "vorgang_abschliessen",
    ]


@pytest.mark.parametrize("name", ["housing-benefit", "objection-social", "review-social"])
def test_social_matters_cite_no_other_procedure_law(name: str) -> None:
    package = read_package(PACKAGES / name)
    assert package.regime == "SGB X"
    assert not any(b"VwVfG" in content for content in package.files.values())
