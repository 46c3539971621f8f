"""Packages whose other files are broken in one place: exactly the named problem."""

from pathlib import Path

import pytest

from tests.services.package.making import changed, named, problems_of

TIMER = (
    '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>{}</timeDuration>'
    '</timerEventDefinition></intermediateCatchEvent><sequenceFlow id="f8" sourceRef="t"'
    ' targetRef="ende"/>'
)
MESSAGE = (
    '<intermediateCatchEvent id="m"><messageEventDefinition/></intermediateCatchEvent>'
    '<sequenceFlow id="f8" sourceRef="m" targetRef="ende"/>'
)

# What is broken, file, old text, new text, the problems (code@file where another file is named).
BROKEN = [
    ("no xml", "process.bpmn", "</definitions>", "", "model-not-well-formed"),
    (
        "doctype",
        "process.bpmn",
        "<definitions",
        '<!DOCTYPE definitions SYSTEM "x">\n<definitions',
        "model-document-type",
    ),
    (
        "inner doctype",
        "process.bpmn",
        "<definitions",
        '<!DOCTYPE d [<!ENTITY x "y">]>\n<definitions',
        "model-document-type",
    ),
    (
        "no default flow",
        "process.bpmn",
        ' default="f3"',
        "",
        "no-default-flow no-condition",
    ),
    (
        "variable unknown",
        "process.bpmn",
        "vollstaendig ==",
        "komplett ==",
        "unknown-variable",
    ),
    (
        "variable too late",
        "process.bpmn",
        "vollstaendig ==",
        "antwort ==",
        "unknown-value variable-may-be-unset variable-not-required",
    ),
    ("value unknown", "process.bpmn", '== "nein"', '== "no"', "unknown-value"),
    (
        "script",
        "process.bpmn",
        '<endEvent id="ende"/>',
        '<endEvent id="ende"/><scriptTask id="s"/>',
        "model-script-task dangling",
    ),
    (
        "service task",
        "process.bpmn",
        '<userTask id="abwarten"',
        '<serviceTask id="abwarten"',
        "model-unsupported-task",
    ),
    (
        "timer without a time",
        "process.bpmn",
        'targetRef="ende"/>',
        f'targetRef="t"/>{TIMER.format("bald")}',
        "model-unreadable-timer",
    ),
    (
        "timer on an unknown name",
        "process.bpmn",
        'targetRef="ende"/>',
        f'targetRef="t"/>{TIMER.format("${wann}")}',
        "unknown-variable",
    ),
    (
        "message without step",
        "process.bpmn",
        'targetRef="ende"/>',
        f'targetRef="m"/>{MESSAGE}',
        "unbound-task",
    ),
    (
        "awaited message as a check",
        "process.bpmn",
        '<userTask id="pruefen"',
        '<receiveTask id="pruefen"',
        "awaited-needs-wait@service.toml",
    ),
    (
        "only flow with a condition",
        "process.bpmn",
        'targetRef="abwarten"/>',
        'targetRef="abwarten"><conditionExpression>vollstaendig == "nein"</conditionExpression>'
        "</sequenceFlow>",
        "no-default-flow",
    ),
    (
        "unreadable condition",
        "process.bpmn",
        "vollstaendig ==",
        "vollstaendig is",
        "model-unreadable-condition",
    ),
    (
        "loose end",
        "process.bpmn",
        '<endEvent id="ende"/>',
        '<endEvent id="ende"/><exclusiveGateway id="g"/>',
        "dangling",
    ),
    (
        "task without step",
        "process.bpmn",
        'targetRef="ende"/>',
        'targetRef="neu"/><userTask id="neu"/>'
        '<sequenceFlow id="f8" sourceRef="neu" targetRef="ende"/>',
        "unbound-task",
    ),
    (
        "no json",
        "application.schema.json",
        '"required": ["person", "dog"],',
        '"required": ["person", "dog"]',
        "json",
    ),
    (
        "other dialect",
        "application.schema.json",
        "2020-12/schema",
        "2019-09/schema",
        "schema",
    ),
    (
        "no schema",
        "application.schema.json",
        '"type": "object",\n  "add',
        '"type": "thing",\n  "add',
        "schema",
    ),
    (
        "no sections",
        "application.schema.json",
        '"title": "Person", "type": "object"',
        '"title": "Person", "type": "string"',
        "schema-shape",
    ),
    (
        "no title",
        "application.schema.json",
        '"name": { "title": "Name", "type": "string" }',
        '"name": { "type": "string" }',
        "no-title",
    ),
    (
        "no title of a value",
        "application.schema.json",
        '"const": "large", "title": "groß"',
        '"const": "large"',
        "no-title",
    ),
    (
        "remote reference",
        "application.schema.json",
        '{ "title": "Name", "type": "string" }',
        '{ "title": "Name", "$ref": "https://example.org/x" }',
        "schema-reference",
    ),
    (
        "reference to nowhere",
        "application.schema.json",
        '{ "title": "Name", "type": "string" }',
        '{ "title": "Name", "$ref": "#/$defs/x" }',
        "schema-reference",
    ),
    (
        "citation in the schema",
        "application.schema.json",
        "§ 1 Abs. 1 HundStS",
        "Satzung",
        "citation",
    ),
    ("no front matter", "texts/tenor.md", "+++\ntitle", "title", "front-matter"),
    (
        "front matter is no toml",
        "texts/tenor.md",
        'title = "Anmelden"',
        "title = Anmelden",
        "toml",
    ),
    ("unknown use", "texts/tenor.md", '"operative_part"', '"poem"', "not-allowed"),
    (
        "unknown placeholder",
        "texts/tenor.md",
        "data.dog.name",
        "data.cat.name",
        "unknown-placeholder",
    ),
    (
        "unknown root",
        "texts/tenor.md",
        "data.dog.name",
        "secret.applicant",
        "unknown-placeholder",
    ),
    (
        "unknown step field",
        "texts/tenor.md",
        "data.dog.name",
        "step.farbe",
        "unknown-placeholder",
    ),
    (
        "code instead of a placeholder",
        "texts/tenor.md",
        "{{ data.dog.name }}",
        "{% if x %}",
        "placeholder",
    ),
    (
        "open placeholder",
        "texts/tenor.md",
        "{{ data.dog.name }}",
        "{{ data.dog.name",
        "placeholder",
    ),
    ("unknown filter", "texts/tenor.md", "| money", "| shout", "unknown-filter"),
    (
        "condition on no field",
        "texts/gruende.md",
        'vollstaendig = ["ja"]',
        'farbe = ["rot"]',
        "no-such-reference",
    ),
    (
        "condition on no value",
        "texts/gruende.md",
        '["ja"]',
        '["jein"]',
        "not-allowed",
    ),
    (
        "letter placeholder",
        "letters/grant.toml",
        "data.dog.name",
        "data.dog.colour",
        "unknown-placeholder",
    ),
    (
        "decision as a letter",
        "letters/document_request.toml",
        "letters/document_request.html",
        "letters/decision.html",
        "wrong-template@service.toml",
    ),
    (
        "referral in a step",
        "letters/document_request.toml",
        "letters/document_request.html",
        "letters/referral.html",
        "wrong-template@service.toml",
    ),
    (
        "letter as a decision",
        "letters/refusal.toml",
        "letters/decision.html",
        "letters/hearing.html",
        "wrong-template@service.toml",
    ),
    (
        "letter template",
        "letters/grant.toml",
        "letters/decision.html",
        "../secret.html",
        "not-allowed",
    ),
    (
        "certificate as a grant",
        "letters/grant.toml",
        "letters/decision.html",
        "letters/certificate.html",
        "wrong-template@service.toml",
    ),
    (
        "clause on a text that is none",
        "texts/tenor.md",
        'use = "operative_part"',
        'use = "operative_part"\nclause = "condition"',
        "not-for-this-use",
    ),
    (
        "clause unknown",
        "texts/tenor.md",
        'use = "operative_part"',
        'use = "ancillary"\nclause = "wish"',
        "not-allowed",
    ),
    (
        "consideration without aspect",
        "texts/gruende.md",
        'use = "reasons"',
        'use = "consideration"',
        "missing-key",
    ),
    (
        "consideration in a bound decision",
        "texts/gruende.md",
        'use = "reasons"',
        'use = "consideration"\naspect = "purpose"',
        "no-discretion@service.toml",
    ),
    (
        "aspect on a text that is no consideration",
        "texts/gruende.md",
        'use = "reasons"',
        'use = "reasons"\naspect = "purpose"',
        "not-for-this-use",
    ),
    (
        "origin placeholder",
        "texts/tenor.md",
        "data.dog.name",
        "origin.colour",
        "unknown-placeholder",
    ),
    (
        "sample wrong",
        "samples/dackel.json",
        '"size": "small"',
        '"size": "tiny"',
        "sample-invalid",
    ),
    (
        "sample without its document",
        "samples/dackel.json",
        '"size": "small"',
        '"size": "large"',
        "sample-incomplete",
    ),
    (
        "sample complete after all",
        "samples/incomplete-dogge.json",
        '"documents": []',
        '"documents": ["impfpass"]',
        "sample-complete",
    ),
]


@pytest.mark.parametrize(
    ("what", "file", "old", "new", "expected"), BROKEN, ids=[row[0] for row in BROKEN]
)
def test_exactly_the_named_problem(
    tmp_path: Path, what: str, file: str, old: str, new: str, expected: str
) -> None:
    assert problems_of(tmp_path, changed(file, old, new)) == named(file, expected), what
