"""The weighted words of a norm, as PostgreSQL's tsvector in text form. Pure.

Weights: A words of the title and names of the statute (to stand in the law on a thing is as good
as to be titled so), B parts of compounds in them, C words of the text, D (also without any
position) parts of compounds in the text and headings of the outline. A position only counts how
often a word occurs (up to MAX_COUNT): that keeps a row small enough to rank thousands of them in a
moment.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import NamedTuple

from legal.search.analysis import analyse
from legal.search.folding import WORD

MAX_COUNT = 3
MAX_TERMS = 20_000  # of one norm; a tsvector may have 1 MB
# By weight of the heading and further occurrences in the text: ":1A", ":1A,2C", ":1A,2C,3C".
_HEADED = {weight: (f":1{weight}", f":1{weight},2C", f":1{weight},2C,3C") for weight in "AB"}
_IN_TEXT = ("", ":1C", ":1C,2C", ":1C,2C,3C")


class Source(NamedTuple):
    """The texts of a norm that are searched."""

    title: str
    statute: str  # its names
    place: str  # the headings of the outline above the norm
    text: str
    numbers: tuple[str, ...] = ()  # of the designation, such as "28a"


class Vector(NamedTuple):
    """`term:1A,2C …` (letters and digits: nothing needs quoting), and how many terms there are."""

    words: str
    title_length: int
    length: int


class Vectors:
    """Makes vectors; counts the norms each word is in and keeps the shortest form it was met in."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    def of(self, source: Source) -> Vector:
        words, parts = self._terms(source.text)
        places = {term: _IN_TEXT[min(count, MAX_COUNT)] for term, count in words.items()}
        title, title_parts = self._terms(source.title)
        statute, statute_parts = self._terms(source.statute)
        headed = {"B": title_parts | statute_parts, "A": title.keys() | statute.keys()}
        for weight, terms in headed.items():
            for term in terms:
                places[term] = _HEADED[weight][min(words.get(term, 0), MAX_COUNT - 1)]
        places.update(dict.fromkeys(source.numbers, _HEADED["A"][0]))
        weak = parts | self._terms(source.place)[0].keys()
        places.update(dict.fromkeys(weak - places.keys(), ""))
        self.counts.update(places.keys())
        entries = islice((term + at for term, at in places.items()), MAX_TERMS)
        return Vector(" ".join(entries), len(title), min(len(places), MAX_TERMS))

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
