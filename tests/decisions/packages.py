"""One small service per procedure law, with a step for every kind of decision."""

from collections.abc import Mapping
from pathlib import Path

LETTER = """\
subject = "Ihr Antrag"
template = "letters/{template}.html"
opening = ["auf Ihren Antrag"]
closing = ["Mit Gruß"]
"""
SCHEMA = """\
{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
  "properties": { "person": { "title": "Person", "type": "object",
    "properties": { "name": { "title": "Name", "type": "string" } } } } }
"""
SAMPLE = '{ "note": "Regelfall", "documents": ["nachweis"], "data": { "person": { "name": "A" } } }'
OBLIGATION = """\
+++
title = "Auflage"
use = "ancillary"
outcome = "grant"
norms = ["{cite}"]
+++
Änderungen sind der Behörde anzuzeigen.
"""
ALL = '["grant", "partial", "refuse", "withdraw", "revoke", "correct", "certify"]'
LATER = '{ withdraw = "later", revoke = "later", correct = "later", certify = "certificate" }'

SERVICE = """\
[service]
key = "{key}"
version = "1.0.0"
name = "{name}"
summary = "Für Tests"
leika_key = "99000000000000"
regime = "{regime}"
unit = "amt"
file_number_prefix = "{prefix}"
co_signature = []
value = "betrag"
co_signature_from = "800.00"
legal_basis = ["{cite}"]
{fee}
[laws]
{laws}

[local_laws]
MusterS = "Mustersatzung"
AltS = "Alte Satzung"

[processing_period]
period = "3m"
label = "Entscheidung"
norm = "{period_norm}"
kind = "internal"
starts = "received"

[retention]
years = 3

[identity]
family_name = "/person/name"

[[documents]]
key = "nachweis"
title = "Nachweis"
law = "{evidence}"
required = true

[process]
model = "process.bpmn"
process_id = "p"

[[steps]]
task = "pruefen"
kind = "check"
guidance = "Prüfen."
law = [{{ cite = "{evidence}", why = "Ermitteln." }}]
fields = [{{ key = "betrag", label = "Betrag", type = "money" }}]

[[steps]]
task = "anfordern"
kind = "letter"
letter = "document_request"
guidance = "Anfordern."
law = [{{ cite = "{evidence}", why = "Mitwirken." }}]
period = {{ period = "2w", label = "Antwort", norm = "{set_period}" }}

[[steps]]
task = "unterlagen"
kind = "wait"
waits_for = "applicant"
ended_by = "kam"
due_from = "anfordern"
answered_when = ["ja"]
guidance = "Warten."
law = [{{ cite = "{evidence}", why = "Mitwirken." }}]
[[steps.fields]]
key = "kam"
label = "Kam etwas?"
type = "choice"
options = [{{ value = "ja", label = "Ja" }}, {{ value = "nein", label = "Nein" }}]

[[steps]]
task = "warnen"
kind = "letter"
letter = "document_request"
guidance = "Hinweisen."
law = [{{ cite = "{evidence}", why = "Mitwirken." }}]
period = {{ period = "2w", label = "Antwort", norm = "{warning}" }}

[[steps]]
task = "anhoeren"
kind = "letter"
letter = "hearing"
guidance = "Anhören."
law = [{{ cite = "{hearing}", why = "Anhören." }}]
period = {{ period = "2w", label = "Antwort", norm = "{set_period}" }}

[[steps]]
task = "aeusserung"
kind = "wait"
waits_for = "applicant"
ended_by = "antwort"
due_from = "anhoeren"
answered_when = ["ja"]
guidance = "Warten."
law = [{{ cite = "{hearing}", why = "Anhören." }}]
[[steps.fields]]
key = "antwort"
label = "Kam eine Antwort?"
type = "choice"
options = [{{ value = "ja", label = "Ja" }}, {{ value = "nein", label = "Nein" }}]
"""
DECIDE = """\

[[steps]]
task = "{task}"
kind = "decide"
outcomes = {outcomes}
letters = {letters}
texts = {texts}
guidance = "Entscheiden."
law = [{{ cite = "{cite}", why = "Grundlage." }}, {{ cite = "{taking_back}", why = "Später." }}]
{more}
"""

REGIMES: Mapping[str, Mapping[str, str]] = {
    "VwVfG": {
        "key": "muster-erlaubnis",
        "name": "Mustererlaubnis",
        "prefix": "ERL",
        "cite": "§ 34c Abs. 1 Satz 1 Nr. 1 GewO",
        "evidence": "§ 26 Abs. 2 VwVfG",
        "set_period": "§ 31 Abs. 2 VwVfG",
        "warning": "§ 31 Abs. 2 VwVfG",
        "hearing": "§ 28 Abs. 1 VwVfG",
        "period_norm": "§ 10 Abs. 6a Satz 1 BImSchG",
        "discretion": "§ 15 Abs. 2 Satz 1 GewO",
        "taking_back": "§ 48 Abs. 1 Satz 1 VwVfG",
        "written": "§ 38 Abs. 1 Satz 1 VwVfG",
        "laws": 'gewo = "GewO"\nvwvfg = "VwVfG"\nbimschg = "BImSchG"\nvwgo = "VwGO"',
        "fee": '\n[fee]\nlabel = "Gebühr"\nbasis = "§ 2 Abs. 1 MusterS"\namount = "60.00"\n',
    },
    "SGB X": {
        "key": "muster-leistung",
        "name": "Musterleistung",
        "prefix": "LEI",
        "cite": "§ 3 Abs. 1 Satz 1 WoGG",
        "evidence": "§ 60 Abs. 1 Satz 1 Nr. 3 SGB I",
        "set_period": "§ 26 Abs. 2 SGB X",
        "warning": "§ 66 Abs. 3 SGB I",
        "hearing": "§ 24 Abs. 1 SGB X",
        "period_norm": "§ 14 Abs. 2 Satz 2 SGB IX",
        "discretion": "§ 66 Abs. 1 Satz 1 SGB I",
        "taking_back": "§ 45 Abs. 1 SGB X",
        "written": "§ 24 Abs. 2 Satz 1 WoGG",
        "laws": 'wogg = "WoGG"\nsgb_1 = "SGB I"\nsgb_10 = "SGB X"\n'
        'sgb_9_2018 = "SGB IX"\nvwgo = "VwGO"',
        "fee": "",
    },
    "AO": {
        "key": "muster-steuer",
        "name": "Mustersteuer",
        "prefix": "STE",
        "cite": "§ 3 Abs. 1 MusterS",
        "evidence": "§ 90 Abs. 1 AO",
        "set_period": "§ 108 Abs. 2 AO",
        "warning": "§ 108 Abs. 2 AO",
        "hearing": "§ 91 Abs. 1 AO",
        "period_norm": "§ 4 MusterS",
        "discretion": "§ 227 AO",
        "taking_back": "§ 130 Abs. 1 AO",
        "written": "§ 157 Abs. 1 Satz 1 AO",
        "laws": 'ao_1977 = "AO"\nvwgo = "VwGO"',
        "fee": '\n[fee]\nlabel = "Gebühr"\nbasis = "§ 2 Abs. 1 MusterS"\namount = "60.00"\n',
    },
}


def write_package(folder: Path, regime: str) -> Path:
    """The service of a procedure law as a folder."""
    words = REGIMES[regime]
    decides = [
        _decide("entscheiden", words),
        _decide("ermessen", words, f'discretion = "{words["discretion"]}"'),
        _decide("urkunde", words, f'written_form = "{words["written"]}"'),
        _decide("versagen", words, "lack_of_cooperation = true"),
        _decide("widerspruch", {**words, "taking_back": "§ 73 Abs. 3 Satz 1 VwGO"}),
        _decide("nur_erteilen", words, outcomes='["grant"]', letters="{}"),
    ]
    service = SERVICE.format(**words, regime=regime) + "".join(decides)
    templates = {
        "grant": "decision",
        "refusal": "decision",
        "later": "decision",
        "certificate": "certificate",
        "document_request": "document_request",
        "hearing": "hearing",
    }
    files = {
        "service.toml": service,
        "application.schema.json": SCHEMA,
        "process.bpmn": _model(service),
        "samples/regelfall.json": SAMPLE,
        "samples/incomplete-ohne.json": SAMPLE.replace('["nachweis"]', "[]"),
        "texts/auflage.md": OBLIGATION.format(cite=words["cite"]),
        **{f"letters/{key}.toml": LETTER.format(template=one) for key, one in templates.items()},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _decide(
    task: str, words: Mapping[str, str], more: str = "", outcomes: str = ALL, letters: str = LATER
) -> str:
    return DECIDE.format(
        task=task, outcomes=outcomes, letters=letters, texts='["auflage"]', more=more, **words,
    )  # fmt: skip


def _model(service: str) -> str:
    """A process that goes through all steps in their order."""
    tasks = [line.split('"')[1] for line in service.splitlines() if line.startswith("task = ")]
    places = ["start", *tasks, "ende"]
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{one}" targetRef="{other}"/>'
        for n, (one, other) in enumerate(zip(places, places[1:], strict=False))
    )
    steps = "".join(f'<userTask id="{task}" name="{task}"/>' for task in tasks)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' targetNamespace="urn:test"><process id="p" isExecutable="true">'
        f'<startEvent id="start"/>{steps}<endEvent id="ende"/>{flows}</process></definitions>'
    )
