"""What a package says about decisions: outcomes, letters, discretion, value, answers."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from casework.services.package import Package, read_package
from tests.services.package.making import LETTER, changed, package_files, problems_of, write

SERVICE = "service.toml"


def made(*changes: tuple[str, str]) -> dict[str, str]:
    """The files of the small package with passages of its service.toml replaced."""
    files = package_files()
    for old, new in changes:
        assert files[SERVICE].count(old) == 1, old
        files[SERVICE] = files[SERVICE].replace(old, new)
    return files


def package(folder: Path, *changes: tuple[str, str]) -> Package:
    return read_package(write(folder, made(*changes)))


def head(*lines: str) -> tuple[str, str]:
    return 'unit = "steuern"', "\n".join(('unit = "steuern"', *lines))


def decide(*lines: str) -> tuple[str, str]:
    return 'outcomes = ["grant", "refuse"]', "\n".join(lines)


def test_every_outcome_can_be_decided_with_its_letter(tmp_path: Path) -> None:
    everything = '["grant", "partial", "refuse", "withdraw", "revoke", "correct", "certify"]'
    letters = 'letters = { withdraw = "a", revoke = "a", correct = "a", certify = "b" }'
    files = {
        "letters/a.toml": LETTER,
        "letters/b.toml": LETTER.replace("/decision", "/certificate"),
    }
    changes = made(decide(f"outcomes = {everything}", letters))
    step = read_package(write(tmp_path, changes | files)).step("entscheiden")
    assert {outcome: step.letter_for(outcome) for outcome in step.outcomes} == {
        "grant": "grant",
        "partial": "grant",
        "refuse": "refusal",
        "withdraw": "a",
        "revoke": "a",
        "correct": "a",
        "certify": "b",
    }


@pytest.mark.parametrize(
    ("outcomes", "missing"),
    [
        ('["grant", "refuse"]', ["grant", "refusal"]),
        ('["partial"]', ["grant"]),
        ('["refuse"]', ["refusal"]),
        ('["grant", "refuse"]\nletters = { refuse = "no" }', ["grant"]),
    ],
)
def test_required_letters_follow_from_the_outcomes(
    tmp_path: Path, outcomes: str, missing: list[str]
) -> None:
    files = made(decide(f"outcomes = {outcomes}")) | {"letters/no.toml": LETTER}
    del files["letters/grant.toml"], files["letters/refusal.toml"]
    expected = [f"missing-file@letters/{key}.toml" for key in missing]
    assert problems_of(tmp_path, files) == expected


def test_document_request_is_required_where_documents_are_expected(tmp_path: Path) -> None:
    files = made(('letter = "document_request"', 'letter = "grant"'))
    files["letters/grant.toml"] = LETTER.replace("/decision", "/interim")
    files["letters/other.toml"] = LETTER
    files[SERVICE] = files[SERVICE].replace(
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "refuse"]\nletters = { grant = "other" }',
    )
    del files["letters/document_request.toml"]
    expected = ["missing-file@letters/document_request.toml"]
    assert problems_of(tmp_path / "a", files) == expected
    start, end = (files[SERVICE].index(mark) for mark in ("[[documents]]", "[process]"))
    files[SERVICE] = files[SERVICE][:start] + files[SERVICE][end:]
    files[SERVICE] = files[SERVICE].replace(
        'options_from = "documents"', 'options = [{ value = "x", label = "X" }]'
    )
    files.pop("samples/incomplete-dogge.json")
    assert problems_of(tmp_path / "b", files) == []


def test_condition_may_ask_for_every_outcome_of_the_process_and_no_other(tmp_path: Path) -> None:
    flow = (
        '<sequenceFlow id="f7" sourceRef="entscheiden" targetRef="ende"/>',
        '<exclusiveGateway id="g" default="f9"/><endEvent id="e2"/>'
        '<sequenceFlow id="f7" sourceRef="entscheiden" targetRef="g"/>'
        '<sequenceFlow id="f9" sourceRef="g" targetRef="ende"/>'
        '<sequenceFlow id="f8" sourceRef="g" targetRef="e2"><conditionExpression>'
        'outcome == "partial"</conditionExpression></sequenceFlow>',
    )
    files = changed("process.bpmn", *flow)
    assert problems_of(tmp_path / "a", files) == ["unknown-value@process.bpmn"]
    partial = made(decide('outcomes = ["grant", "partial", "refuse"]'))
    assert problems_of(tmp_path / "b", files | {SERVICE: partial[SERVICE]}) == []


def test_answer_is_told_by_the_value_that_ends_the_waiting(tmp_path: Path) -> None:
    told = ('ended_by = "antwort"', 'ended_by = "antwort"\nanswered_when = ["impfpass"]')
    step = package(tmp_path, told).step("abwarten")
    assert step.answered({"antwort": ["impfpass"]})
    assert not step.answered({"antwort": []})
    assert not step.answered({})


def test_text_cannot_tell_whether_somebody_answered(tmp_path: Path) -> None:
    files = made(
        ('ended_by = "antwort"', 'ended_by = "antwort"\nanswered_when = ["impfpass"]'),
        ('type = "multichoice"\noptions_from = "documents"', 'type = "text"'),
    )
    assert problems_of(tmp_path, files) == ["no-answer-to-tell@service.toml"]


def test_discretion_and_its_considerations(tmp_path: Path) -> None:
    block = "+++\ntitle = 'Zweck'\nuse = 'consideration'\naspect = 'purpose'\n+++\nZweck.\n"
    changes = (
        decide('outcomes = ["refuse"]\nlack_of_cooperation = true\ndiscretion = "§ 40 VwVfG"'),
        ('"tenor", "gruende"', '"tenor", "gruende", "zweck"'),
    )
    read = read_package(write(tmp_path, made(*changes) | {"texts/zweck.md": block}))
    step = read.step("entscheiden")
    assert (step.discretion, step.lack_of_cooperation) == ("§ 40 VwVfG", True)
    found = read.prefill(step, "refuse", {"vollstaendig": "ja"})
    assert [text.aspect for text in found] == ["", "purpose"]
    other = read.step("pruefen")
    assert (other.discretion, other.lack_of_cooperation) == ("", False)


def test_norm_that_demands_writing(tmp_path: Path) -> None:
    files = made(decide('outcomes = ["refuse"]\nwritten_form = "§ 37 Abs. 2 VwVfG"'))
    package = read_package(write(tmp_path, files))
    assert package.step("entscheiden").written_form == "§ 37 Abs. 2 VwVfG"
    assert package.step("pruefen").written_form == ""
    other = made(decide('outcomes = ["refuse"]\nwritten_form = "§ 9 XyzG"'))
    assert problems_of(tmp_path / "other", other) == ["unlisted-law@service.toml"]


def test_ancillary_text_is_an_obligation_unless_it_says_otherwise(tmp_path: Path) -> None:
    files = changed("texts/tenor.md", '"operative_part"', '"ancillary"')
    plain = read_package(write(tmp_path / "a", files))
    files = changed("texts/tenor.md", '"operative_part"', '"ancillary"\nclause = "time_limit"')
    limited = read_package(write(tmp_path / "b", files))
    clauses = [{t.key: t.clause for t in one.texts} for one in (plain, limited)]
    assert clauses[0] == {"tenor": "obligation", "gruende": ""}
    assert clauses[1] == {"tenor": "time_limit", "gruende": ""}


@pytest.mark.parametrize(
    ("value", "data", "steps", "expected"),
    [
        ("/dog/name", {"dog": {"name": "1200.5"}}, {}, Decimal("1200.50")),
        ("/dog/name", {"dog": {"name": "Waldi"}}, {}, None),
        ("/dog/name", {"dog": {"name": "NaN"}}, {}, None),
        ("/dog/name", {}, {}, None),
        ("steuer", {}, {"steuer": "214.00"}, Decimal("214.00")),
        ("steuer", {}, {"steuer": None}, None),
        ("", {}, {}, None),
    ],
)
def test_value_stands_in_the_form_or_in_a_step(
    tmp_path: Path, value: str, data: dict[str, Any], steps: dict[str, Any], expected: object
) -> None:
    field = '[[steps.fields]]\nkey = "steuer"\nlabel = "Steuer"\ntype = "money"\n\n'
    start = '[[steps]]\ntask = "anfordern"'
    named = [head(f'value = "{value}"')] if value else []
    assert package(tmp_path, (start, field + start), *named).value_of(data, steps) == expected


def test_head_of_decisions_is_read_and_has_sensible_defaults(tmp_path: Path) -> None:
    plain = package(tmp_path / "a")
    assert (plain.value, plain.co_signature_from, plain.entitlement) == ("", None, True)
    assert plain.acknowledge is False
    lines = ('value = "/dog/name"', 'co_signature_from = "500.00"', "entitlement = false")
    lines += ("acknowledge = true",)
    full = package(tmp_path / "b", head(*lines, 'co_signature = ["partial", "revoke"]'))
    assert full.value == "/dog/name"
    assert full.co_signature_from == Decimal("500.00")
    assert full.acknowledge is True
    assert not full.entitlement
    assert full.co_signature == ("partial", "revoke")


def test_kind_of_a_letter_is_its_template(tmp_path: Path) -> None:
    assert package(tmp_path).letter("document_request").kind == "document_request"
