"""Packages whose service.toml is broken in one place: exactly the named problem."""

from pathlib import Path

import pytest

from tests.services.package.making import changed, named, problems_of

# What is broken, old text, new text, the problems (code@file where another file is named).
BROKEN = [
    ("no toml", "[service]", "[service", "toml"),
    ("key missing", 'name = "Hundesteuer"\n', "", "missing-key"),
    ("key unknown", 'unit = "steuern"', 'unit = "steuern"\nfoo = 1', "unknown-key"),
    ("table unknown", "[retention]", "[foo]\n[retention]", "unknown-key"),
    ("empty", 'summary = "Anmeldung eines Hundes"', 'summary = " "', "empty"),
    ("type", "years = 3", 'years = "drei"', "wrong-type"),
    ("negative years", "years = 3", "years = -3", "wrong-type"),
    ("version", 'version = "1.0.0"', 'version = "1.0"', "bad-form"),
    ("leika", "99000000000000", "9900", "bad-form"),
    ("key is no slug", 'key = "dog-tax"', 'key = "Dog Tax"', "bad-form"),
    ("regime", 'regime = "VwVfG"', 'regime = "StPO"', "not-allowed"),
    ("period", 'period = "3m"', 'period = "drei Monate"', "bad-form"),
    ("amount", 'small = "30.00"', 'small = "30,00"', "bad-form"),
    (
        "step twice",
        'task = "abwarten"',
        'task = "anfordern"',
        "duplicate unbound-task@process.bpmn",
    ),
    (
        "step for no task",
        'task = "abwarten"',
        'task = "warten"',
        "unbound-task@process.bpmn unknown-task",
    ),
    (
        "no law",
        'law = [{ cite = "§ 24 Abs. 1 Satz 1 VwVfG", why = "Wir klären selbst." }]\n',
        "",
        "no-law",
    ),
    (
        "citation is nonsense",
        '"§ 24 Abs. 1 Satz 1 VwVfG"',
        '"siehe Gesetz"',
        "citation",
    ),
    (
        "citation without law",
        '"§ 24 Abs. 1 Satz 1 VwVfG"',
        '"§ 24 Abs. 1"',
        "citation",
    ),
    (
        "citation of a range",
        '"§ 24 Abs. 1 Satz 1 VwVfG"',
        '"§§ 24 bis 28 VwVfG"',
        "citation",
    ),
    (
        "citation with a typo",
        '"§ 24 Abs. 1 Satz 1 VwVfG"',
        '"§ 24 Abs 1 VwVfG"',
        "citation",
    ),
    ("law not listed", '"§ 24 Abs. 1 Satz 1 VwVfG"', '"§ 24 AO"', "unlisted-law"),
    (
        "other regime",
        '"§ 24 Abs. 1 Satz 1 VwVfG"',
        '"§ 20 Abs. 1 SGB X"',
        "wrong-regime",
    ),
    ("kind needs more", 'letter = "document_request"\n', "", "needed-for-kind"),
    (
        "kind has no use",
        'kind = "check"',
        'kind = "check"\nletter = "grant"',
        "not-asked-for",
    ),
    ("kind unknown", 'kind = "check"', 'kind = "think"', "not-allowed"),
    (
        "letter unknown",
        'letter = "document_request"',
        'letter = "love"',
        "no-such-reference",
    ),
    (
        "text unknown",
        '"tenor", "gruende"',
        '"tenor", "gruende", "x"',
        "no-such-reference",
    ),
    ("text unused", '"tenor", "gruende"', '"tenor"', "unused@texts/gruende.md"),
    (
        "due_from unknown",
        'due_from = "anfordern"',
        'due_from = "x"',
        "no-such-reference",
    ),
    (
        "ended_by unknown",
        'ended_by = "antwort"',
        'ended_by = "x"',
        "no-such-reference",
    ),
    ("outcome unknown", '["grant", "refuse"]', '["grant", "maybe"]', "not-allowed"),
    (
        "field twice",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "refuse"]\n'
        'fields = [{ key = "antwort", label = "x", type = "text" }]',
        "duplicate",
    ),
    (
        "checklist item twice",
        '{ key = "gesehen", text = "Angesehen" }',
        '{ key = "a", text = "x" }, { key = "a", text = "y" }',
        "duplicate",
    ),
    ("option twice", 'value = "nein"', 'value = "ja"', "duplicate"),
    ("one option", ', { value = "nein", label = "Nein" }', "", "no-options"),
    ("default is no option", 'default = "ja"', 'default = "jein"', "bad-default"),
    ("gateway value optional", "required = true\n", "", "variable-not-required@process.bpmn"),
    ("pointer", 'pointer = "/dog/name"', 'pointer = "/cat/name"', "no-such-pointer"),
    ("pointer without slash", '"/person/name"', '"person/name"', "no-such-pointer"),
    (
        "condition of a document",
        'equals = ["large"]',
        'equals = "large"',
        "wrong-type",
    ),
    ("model missing", 'model = "process.bpmn"', 'model = "other.bpmn"', "missing-file@other.bpmn"),
    (
        "process missing",
        'process_id = "hundesteuer"',
        'process_id = "x"',
        "model-unknown-process@process.bpmn",
    ),
    (
        "co-signature for an unknown outcome",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nco_signature = ["maybe"]',
        "not-allowed",
    ),
    (
        "co-signature by value without a value",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nco_signature_from = "500.00"',
        "needs-value",
    ),
    (
        "co-signature from no amount",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nvalue = "/dog/name"\nco_signature_from = "500"',
        "bad-form",
    ),
    (
        "value in no field of the form",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nvalue = "/dog/colour"',
        "no-such-pointer",
    ),
    (
        "value in a section of the form",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nvalue = "/dog"',
        "no-such-pointer",
    ),
    (
        "value in a field that is no money",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nvalue = "vollstaendig"',
        "no-such-reference",
    ),
    (
        "entitlement is no truth value",
        'file_number_prefix = "HUN"',
        'file_number_prefix = "HUN"\nentitlement = "yes"',
        "wrong-type",
    ),
    (
        "outcome without letter",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "revoke"]',
        "no-letter-for-outcome",
    ),
    (
        "letter of an outcome unknown",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "revoke"]\nletters = { revoke = "revocation" }',
        "no-such-reference",
    ),
    (
        "letter for an outcome the step has not",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "refuse"]\nletters = { revoke = "grant" }',
        "no-such-reference",
    ),
    (
        "discretion is no citation",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant", "refuse"]\ndiscretion = "immer"',
        "citation",
    ),
    (
        "discretion outside a decision",
        'kind = "check"',
        'kind = "check"\ndiscretion = "§ 1 Abs. 1 HundStS"',
        "not-asked-for",
    ),
    (
        "lack of cooperation without refusal",
        'outcomes = ["grant", "refuse"]',
        'outcomes = ["grant"]\nlack_of_cooperation = true',
        "lack-of-cooperation",
    ),
    (
        "answered by no option",
        'ended_by = "antwort"',
        'ended_by = "antwort"\nanswered_when = ["brief"]',
        "no-such-reference",
    ),
    (
        "answered outside waiting",
        'kind = "check"',
        'kind = "check"\nanswered_when = ["ja"]',
        "not-asked-for",
    ),
    (
        "start of the period",
        'starts = "received"',
        'starts = "received"\nstarted_by = "tag"',
        "no-such-reference",
    ),
]


@pytest.mark.parametrize(("what", "old", "new", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_exactly_the_named_problem(
    tmp_path: Path, what: str, old: str, new: str, expected: str
) -> None:
    assert problems_of(tmp_path, changed("service.toml", old, new)) == named(
        "service.toml", expected
    ), what
