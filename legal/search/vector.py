"""The weighted words of a norm, as PostgreSQL's tsvector in text form. Pure.

Weights: A words of the title, B parts of compounds in the title and names of the statute, C words
of the text, D (also without any position) parts of compounds in the text and headings of the
outline. A position only counts how often a word occurs (up to MAX_COUNT): that keeps a row small
enough to rank thousands of them in a moment.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import NamedTuple

from legal.search.analysis import analyse
from legal.search.folding import WORD

MAX_COUNT = 3
MAX_TERMS = 20_000  # of one norm; a tsvector may have 1 MB
_PLACES = tuple(
    tuple(":" + ",".join(f"{at}{weight}" for at in range(1, count + 1)) for count in range(4))
    for weight in "ABC"
)


class Source(NamedTuple):
    """The texts of a norm that are searched."""

    title: str
    statute: str  # its names
    place: str  # the headings of the outline above the norm
    text: str
    numbers: tuple[str, ...] = ()  # of the designation, such as "28a"


class Vectors:
    """Makes vectors; counts the norms each word is in and keeps the shortest form it was met in."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    def of(self, source: Source, count: bool = True) -> tuple[str, int]:
        """`term:1A,2A …` and the number of terms; they are letters and digits: no quoting."""
        words, found = self._terms(source.text)
        places = _in_text(words)
        title, title_parts = self._terms(source.title)
        statute, statute_parts = self._terms(source.statute)
        for term, often in statute.items():
            places[term] = _PLACES[1][min(often + words.get(term, 0), MAX_COUNT)]
        found |= self._terms(source.place)[0].keys() | statute_parts
        for term in title_parts:
            places[term] = _PLACES[1][min(1 + words.get(term, 0), MAX_COUNT)]
        for term, often in title.items():
            places[term] = _PLACES[0][min(often + words.get(term, 0), MAX_COUNT)]
        for number in source.numbers:
            places[number] = _PLACES[0][1]
        places.update(dict.fromkeys(found - places.keys(), ""))
        if count:
            self.counts.update(places.keys())
        entries = islice((term + at for term, at in places.items()), MAX_TERMS)
        return " ".join(entries), min(len(places), MAX_TERMS)

    def _terms(self, text: str) -> tuple[dict[str, int], set[str]]:
        """How often each word occurs in a text, and the parts of its compounds."""
        words: dict[str, int] = {}
        parts: set[str] = set()
        written = self.written
        for word, count in Counter(WORD.findall(text)).items():
            stems, more = analyse(word)
            if not stems:
                continue
            whole = stems[0]
            if whole not in written or len(word) < len(written[whole]):
                written[whole] = word
            for term in stems:
                words[term] = words.get(term, 0) + count
            if more:
                parts.update(more)
        return words, parts


def _in_text(words: dict[str, int]) -> dict[str, str]:
    places = _PLACES[2]
    return {term: places[min(count, MAX_COUNT)] for term, count in words.items()}
