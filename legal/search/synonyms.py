"""Words people use that the law does not: "Führerschein" is a "Fahrerlaubnis" there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from legal.search.analysis import analyse


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Term of a word -> the terms the law has for it."""
    lines = Path(__file__).with_name("synonyms.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        analyse(word).stems[0]: tuple(analyse(other).stems[0] for other in others.split())
        for word, others in rows
    }
