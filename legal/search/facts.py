"""Small tables of facts that the search knows of the law beyond its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from legal.search.analysis import analyse


@cache
def precedence() -> dict[str, float]:
    """Slug of a statute -> weight of its norms in a search; a statute not named has 1.

    General procedural law comes first, then what offices apply daily.
    """
    return {slug: float(weight) for slug, weight, _ in _rows("precedence.tsv")}


@cache
def headings() -> dict[tuple[str, str], str]:
    """(Slug, key) of a norm that the source has no title for -> what it is about."""
    return {(slug, key): heading for slug, key, heading in _rows("headings.tsv")}


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Term of a word -> terms of the law: "Führerschein" is a "Fahrerlaubnis" there."""
    return {
        analyse(word).stems[0]: tuple(analyse(other).stems[0] for other in others.split())
        for word, others in _rows("synonyms.tsv")
    }


def _rows(name: str) -> Iterator[list[str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))
