"""The words of the law, asked for by term: how many norms have them, and which are near."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from legal.search.models import SearchWord
from legal.search.spelling import farther, near

_SIZE = "SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'legal_searchentry'::regclass"
CLEARLY = 20  # so many times more norms must have a word than the one typed, to be meant instead


class Word(NamedTuple):
    term: str
    written: str
    norms: int  # that have it


class Vocabulary:
    """What is known of some terms in common law and what `keeper` entered; asks once for all."""

    def __init__(self, terms: Iterable[str], keeper: str = "") -> None:
        self._words = _words(set(terms), keeper)
        with connection.cursor() as cursor:
            cursor.execute(_SIZE)
            self._size = max(float(cursor.fetchone()[0]), *self._counts(), 1.0)

    def count(self, term: str) -> int:
        """How many norms have the term."""
        word = self._words.get(term)
        return word.norms if word else 0

    def weight(self, term: str) -> float:
        """How much a term tells: the rarer, the more (inverse document frequency)."""
        return self.weight_of(self.count(term))

    def weight_of(self, count: int) -> float:
        """The weight of a term that `count` norms have."""
        return math.log(1 + self._size / (1 + count))

    def _counts(self) -> Iterable[float]:
        return [float(word.norms) for word in self._words.values()]


def meant(terms: Iterable[str], keeper: str = "") -> dict[str, Word]:
    """For mistyped terms the words they most likely stand for; one query for all.

    A word one slip away goes before one two slips away, then the one that more norms have.
    """
    close = {term: near(term) for term in terms}
    wide = {term: farther(term) for term in close}
    words = _words(set().union(*close.values(), *wide.values()) if close else set(), keeper)
    found = {}
    for term in close:
        for candidates in (close[term], wide[term]):
            known = [words[candidate] for candidate in candidates & words.keys()]
            if known and term not in found:
                found[term] = max(known, key=lambda word: (word.norms, word.term))
    return found


def _words(terms: set[str], keeper: str) -> dict[str, Word]:
    if not terms:
        return {}
    known = SearchWord.objects.filter(term__in=terms, keeper__in={"", keeper}, count__gt=0)
    words: dict[str, Word] = {}
    for row in known.order_by("keeper").values_list("term", "written", "count"):
        word = Word(*row)
        common = words.get(word.term)
        if common:
            word = Word(word.term, common.written or word.written, common.norms + word.norms)
        words[word.term] = word
    return words
