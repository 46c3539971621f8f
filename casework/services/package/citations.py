"""Whether a citation names exactly one place in a law the package lists (syntax only).

Finding citations in running text, and the place itself in the official text, is the work of
``legal``; here a typing mistake must be found without any imported law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.services.package.problems import Problem

NUMBER = r"\d+[a-z]{0,2}"
PART = rf"(?:Abs\. {NUMBER}|Satz \d+|Halbsatz \d|Nr\. {NUMBER}|Buchst\. [a-z]{{1,2}}|Alt\. \d)"
LAW = r"(?!(?:Abs|Satz|Halbsatz|Nr|Buchst|Alt)\b)[A-ZÄÖÜ].*"
CITATION = re.compile(rf"(?:§|Art\.|Anlage) {NUMBER}(?: {PART})* ({LAW})")
# Procedure acts of other regimes: citing one is a mistake in law.
FOREIGN = {"VwVfG": ("SGB X",), "SGB X": ("VwVfG",), "AO": ("VwVfG", "SGB X")}


def law_of(citation: str) -> str:
    """The abbreviation of the cited law, or "" if this is no citation."""
    found = CITATION.fullmatch(citation)
    return found[1] if found else ""


def citation_problem(
    file: str, place: str, citation: str, listed: Iterable[str], regime: str
) -> Problem | None:
    """What is wrong with a citation, given the abbreviations the package lists."""
    law, names = law_of(citation), sorted(listed)
    if not law:
        return Problem(file, place, "citation", {"value": citation})
    if law not in names:
        params = {"value": citation, "listed": ", ".join(names)}
        return Problem(file, place, "unlisted-law", params)
    if law in FOREIGN[regime]:
        return Problem(file, place, "wrong-regime", {"value": citation, "regime": regime})
    return None
