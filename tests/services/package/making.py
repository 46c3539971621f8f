"""A small valid package to break: its files as texts, changed one at a time."""

from __future__ import annotations

from pathlib import Path

from casework.services.package import PackageError, read_package

SERVICE = """\
[service]
key = "dog-tax"
version = "1.0.0"
name = "Hundesteuer"
summary = "Anmeldung eines Hundes"
leika_key = "99000000000000"
regime = "VwVfG"
unit = "steuern"
file_number_prefix = "HUN"
legal_basis = ["§ 1 Abs. 1 HundStS"]

[laws]
vwvfg = "VwVfG"
sgb_10 = "SGB X"

[local_laws]
HundStS = "Hundesteuersatzung"

[processing_period]
period = "3m"
label = "Entscheidung"
norm = "§ 75 Satz 2 VwVfG"
kind = "internal"
starts = "received"

[fee]
label = "Steuer"
basis = "§ 2 HundStS"
choice = "/dog/size"
[fee.amounts]
small = "30.00"
large = "60.00"

[retention]
years = 3

[identity]
family_name = "/person/name"

[[summary_fields]]
pointer = "/dog/name"
label = "Hund"

[[documents]]
key = "impfpass"
title = "Impfpass"
law = "§ 26 Abs. 2 Satz 2 VwVfG"
required_when = { pointer = "/dog/size", equals = ["large"] }

[process]
model = "process.bpmn"
process_id = "hundesteuer"

[[steps]]
task = "pruefen"
kind = "check"
guidance = "Ansehen."
checklist = [{ key = "gesehen", text = "Angesehen" }]
law = [{ cite = "§ 24 Abs. 1 Satz 1 VwVfG", why = "Wir klären selbst." }]
[[steps.fields]]
key = "vollstaendig"
label = "Vollständig?"
type = "choice"
required = true
default = "ja"
options = [{ value = "ja", label = "Ja" }, { value = "nein", label = "Nein" }]

[[steps]]
task = "anfordern"
kind = "letter"
letter = "document_request"
guidance = "Schreiben."
law = [{ cite = "§ 26 Abs. 2 Satz 1 VwVfG", why = "Mitwirkung." }]
period = { period = "2w", label = "Antwort", norm = "§ 31 Abs. 2 VwVfG" }

[[steps]]
task = "abwarten"
kind = "wait"
waits_for = "applicant"
ended_by = "antwort"
due_from = "anfordern"
guidance = "Warten."
law = [{ cite = "§ 31 Abs. 7 Satz 1 VwVfG", why = "Verlängern geht." }]
[[steps.fields]]
key = "antwort"
label = "Was kam?"
type = "multichoice"
options_from = "documents"

[[steps]]
task = "entscheiden"
kind = "decide"
outcomes = ["grant", "refuse"]
texts = ["tenor", "gruende"]
guidance = "Entscheiden."
law = [{ cite = "§ 39 Abs. 1 Satz 2 VwVfG", why = "Gründe." }]
"""

SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["person", "dog"],
  "properties": {
    "person": {
      "title": "Person", "type": "object", "required": ["name"],
      "properties": { "name": { "title": "Name", "type": "string" } }
    },
    "dog": {
      "title": "Hund", "type": "object", "required": ["name", "size"],
      "properties": {
        "name": { "title": "Name", "type": "string", "x-legal-reference": "§ 1 Abs. 1 HundStS" },
        "size": { "title": "Größe",
                  "oneOf": [{ "const": "small", "title": "klein" },
                            { "const": "large", "title": "groß" }] }
      }
    }
  }
}
"""

PROCESS = """\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
  <process id="hundesteuer" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="pruefen" name="Prüfen"/>
    <exclusiveGateway id="gateway" default="f3"/>
    <userTask id="anfordern" name="Anfordern"/>
    <userTask id="abwarten" name="Abwarten"/>
    <userTask id="entscheiden" name="Entscheiden"/>
    <endEvent id="ende"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="pruefen"/>
    <sequenceFlow id="f2" sourceRef="pruefen" targetRef="gateway"/>
    <sequenceFlow id="f3" sourceRef="gateway" targetRef="entscheiden"/>
    <sequenceFlow id="f4" sourceRef="gateway" targetRef="anfordern">
      <conditionExpression xsi:type="tFormalExpression">vollstaendig == "nein"</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="f5" sourceRef="anfordern" targetRef="abwarten"/>
    <sequenceFlow id="f6" sourceRef="abwarten" targetRef="pruefen"/>
    <sequenceFlow id="f7" sourceRef="entscheiden" targetRef="ende"/>
  </process>
</definitions>
"""

TENOR = """\
+++
title = "Anmelden"
use = "operative_part"
outcome = "grant"
norms = ["§ 1 Abs. 1 HundStS"]
+++
Der Hund {{ data.dog.name }} ist angemeldet.
Die Steuer beträgt {{ fee.amount | money }}.
"""

REASONS = """\
+++
title = "Begründung"
use = "reasons"
norms = ["§ 1 Abs. 1 HundStS"]
[when]
vollstaendig = ["ja"]
+++
Angemeldet am {{ case.received_on | date }}.

Ein zweiter Absatz.
"""

LETTER = """\
subject = "Hund {{ data.dog.name }}"
template = "letters/decision.html"
opening = ["auf Ihren Antrag"]
closing = ["Mit Gruß"]
"""

SAMPLE = """\
{ "note": "Dackel", "documents": [],
  "data": { "person": { "name": "Ada" }, "dog": { "name": "Waldi", "size": "small" } } }
"""

INCOMPLETE = """\
{ "note": "Dogge ohne Impfpass", "documents": [],
  "data": { "person": { "name": "Ben" }, "dog": { "name": "Rex", "size": "large" } } }
"""


def package_files() -> dict[str, str]:
    """The files of the small package by name."""
    return {
        "service.toml": SERVICE,
        "application.schema.json": SCHEMA,
        "process.bpmn": PROCESS,
        "texts/tenor.md": TENOR,
        "texts/gruende.md": REASONS,
        "letters/grant.toml": LETTER,
        "letters/refusal.toml": LETTER,
        "letters/document_request.toml": LETTER.replace("/decision", "/document_request"),
        "samples/dackel.json": SAMPLE,
        "samples/incomplete-dogge.json": INCOMPLETE,
    }


def write(folder: Path, files: dict[str, str]) -> Path:
    """The package as a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The small package with one passage of one file replaced; the passage must be there once."""
    files = package_files()
    assert files[file].count(old) == 1, f"{old!r} stands {files[file].count(old)} times in {file}"
    return files | {file: files[file].replace(old, new)}


def problems_of(folder: Path, files: dict[str, str]) -> list[str]:
    """The problems of these files as sorted "code@file"; empty for a valid package."""
    try:
        read_package(write(folder, files))
    except PackageError as error:
        for problem in error.problems:  # every text can be filled with its parameters
            assert "%(" not in f"{problem}"
        return sorted(f"{problem.code}@{problem.file}" for problem in error.problems)
    return []


def named(file: str, expected: str) -> list[str]:
    """Expected problems as `problems_of` gives them; a bare code is one of ``file``."""
    return sorted(code if "@" in code else f"{code}@{file}" for code in expected.split())
