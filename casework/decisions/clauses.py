"""Ancillary clauses of a decision (Nebenbestimmungen, § 36 VwVfG, § 32 SGB X, § 120 AO)."""

from typing import Literal, TypedDict

from casework.decisions.texts import paragraphs

# Befristung, Bedingung, Widerrufsvorbehalt, Auflage, Auflagenvorbehalt: § 36 II Nr. 1 to 5 VwVfG.
Kind = Literal["time_limit", "condition", "revocation", "obligation", "later_obligation"]


class Clause(TypedDict):
    """One clause: its kind, its words, and the norm that allows it ("" where none is named)."""

    kind: Kind
    text: str
    norm: str


def obligations(text: str) -> list[Clause]:
    """Each paragraph of a text as an obligation (Auflage)."""
    return [{"kind": "obligation", "text": part, "norm": ""} for part in paragraphs(text)]
