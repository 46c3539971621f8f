"""What a lawful decision of each kind looks like; the rows of the tables start from these."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]

BASES: Mapping[str, Row] = {
    "grant": {"outcome": "grant", "operative_part": "Die Erlaubnis wird erteilt."},
    "partial": {
        "outcome": "partial",
        "operative_part": "Bewilligt wird die Hälfte.\n\nIm Übrigen wird der Antrag abgelehnt.",
        "hearing": "over",
    },
    "refuse": {
        "outcome": "refuse",
        "operative_part": "Der Antrag wird abgelehnt.",
        "hearing": "over",
    },
    "withdraw": {
        "outcome": "withdraw",
        "operative_part": "Der Bescheid wird zurückgenommen.",
        "hearing": "over",
        "target": {},
        "weighed": ["purpose", "person"],
        "value": "100.00",
    },
    "revoke": {
        "outcome": "revoke",
        "operative_part": "Der Bescheid wird widerrufen.",
        "hearing": "over",
        "task": "ermessen",
        "target": {},
        "weighed": ["purpose", "person"],
        "value": "100.00",
    },
    "correct": {
        "outcome": "correct",
        "operative_part": "Der Bescheid wird berichtigt.",
        "target": {},
    },
    "certify": {
        "outcome": "certify",
        "operative_part": "Die Genehmigung gilt als erteilt.",
        "deadlines": [{"kind": "fiction", "due_on": date(2026, 2, 20)}],
    },
    "objection": {
        "outcome": "refuse",
        "operative_part": "Der Widerspruch wird zurückgewiesen.",
        "hearing": "over",
        "task": "widerspruch",
        "channel": "formal",
        "rule": {"remedy": "action"},
    },
    "discretion": {
        "outcome": "refuse",
        "operative_part": "Der Antrag wird abgelehnt.",
        "hearing": "over",
        "task": "ermessen",
        "weighed": ["purpose", "person"],
    },
    "cooperation": {
        "outcome": "refuse",
        "operative_part": "Die Leistung wird versagt.",
        "task": "versagen",
        "warning": "over",
    },
}
# What a row says of the draft itself, in the words of the model.
FIELDS = (
    *("outcome", "operative_part", "reasons", "answer_treatment", "hearing_exception"),
    *("hearing_reason", "channel", "signature_form", "fee_basis", "plain_text", "clauses"),
    *("translation", "translation_language", "discretion_norm", "considerations", "version"),
)
