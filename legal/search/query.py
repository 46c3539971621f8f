"""Understands what was typed: words with their weights, corrected where no law writes them so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from legal.search.analysis import analyse
from legal.search.compounds import halves, leaves
from legal.search.facts import synonyms
from legal.search.folding import WORD, fold
from legal.search.spelling import without_umlauts
from legal.search.stemming import stem
from legal.search.verbs import infinitives
from legal.search.vocabulary import CLEARLY, Vocabulary, Word, meant

MAX_QUERY = 300  # characters
MAX_GROUPS = 7
# What a question is made of besides what it asks for.
_QUESTION_WORDS = (
    "ich wir man mir mein meine unser unsere kann konnen konnte darf durfen muss mussen soll "
    "sollen gilt gelten bekommt bekommen wer was wann wo warum wieso weshalb welche welcher "
    "welches welchen wieviel lange viel noch schon denn wenn falls ob trotz mal bitte gibt es "
    "passiert vor nach uber unter durch bis um"
)
QUESTION_WORDS = frozenset(_QUESTION_WORDS.split())
ENOUGH = 0.45  # share of the weight of all words that a norm must have to be found
ENOUGH_IN_TITLE = 0.25  # the same where one of them is in the title

PARTS = 0.8  # how likely the parts of a compound mean the compound
VERB = 0.8
SYNONYM = 0.7


class Reading(NamedTuple):
    """What a word may stand for: terms that must all be there, and how likely (1: as typed)."""

    terms: tuple[str, ...]
    likely: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """One word that was typed, with its readings, of which any will do."""

    readings: tuple[Reading, ...]
    weight: float

    def tsquery(self) -> str:
        return "(" + " | ".join(f"({' & '.join(one.terms)})" for one in self.readings) + ")"


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched. `corrections`: typed word -> the word of the law that is meant."""

    groups: tuple[Group, ...]
    corrections: Mapping[str, str]

    def terms(self) -> dict[str, float]:
        """Each term that is searched, with the weight of its word."""
        return {
            term: group.weight
            for group in reversed(self.groups)
            for reading in group.readings
            for term in reading.terms
        }

    def tsquery(self) -> str:
        """Norms with so many of the words that these carry ENOUGH of the weight."""
        needed = ENOUGH * sum(group.weight for group in self.groups)
        sufficient: list[frozenset[Group]] = []
        for size in range(1, len(self.groups) + 1):
            for some in map(frozenset, combinations(self.groups, size)):
                enough = sum(group.weight for group in some) >= needed - 1e-9
                if enough and not any(less <= some for less in sufficient):
                    sufficient.append(some)
        fitting = [" & ".join(group.tsquery() for group in some) for some in sufficient]
        return " | ".join([*fitting, *self._titles(needed * ENOUGH_IN_TITLE / ENOUGH)])

    def _titles(self, needed: float) -> Iterator[str]:
        """Norms with a weighty word in the title, whatever else they lack."""
        for group in self.groups:
            if len(self.groups) > 1 and group.weight >= needed:
                yield from (f"{one.terms[0]}:A" for one in group.readings if len(one.terms) == 1)


def typed_words(text: str) -> list[str]:
    """The words of a query that say what is searched, each once; question words left out."""
    words = {fold(word): word for word in WORD.findall(text[:MAX_QUERY])}
    said = {folded: word for folded, word in words.items() if analyse(word).stems}
    telling = [word for folded, word in said.items() if folded not in QUESTION_WORDS]
    return telling or list(said.values())


def understand(text: str, keeper: str = "") -> Query:
    """The query of a text; two small queries, two more where a word is in no law as typed.

    Words count as known where common law has them, or what `keeper` entered.
    """
    typed = typed_words(text)
    readings = {word: readings_of(word) for word in typed}
    vocabulary = _vocabulary(readings, keeper)
    slips = meant(_suspects(readings, vocabulary), keeper)
    corrections = {}
    for word, several in readings.items():
        slip = slips.get(several[0].terms[0])
        if slip and slip.norms >= CLEARLY * vocabulary.count(several[0].terms[0]):
            corrections[word] = slip.written or slip.term
    if corrections:
        readings |= {word: readings_of(other) for word, other in corrections.items()}
        vocabulary = _vocabulary(readings, keeper)
    groups = [_group(several, vocabulary, slips) for several in readings.values()]
    known = sorted(filter(None, groups), key=lambda group: -group.weight)
    return Query(tuple(known[:MAX_GROUPS]), corrections)


def readings_of(word: str) -> list[Reading]:
    """How a word may be meant, first as typed, then by parts, umlauts, verb and synonyms."""
    stems = analyse(word).stems
    found = [Reading(stems[:1])]
    if len(stems) > 1:
        found.append(Reading(stems[1:], PARTS))
    folded = fold(word).replace("-", "")
    for form in (folded, *sorted(without_umlauts(folded))):
        found.append(Reading((stem(form),)))
        found += [Reading(terms, PARTS) for terms in (halves(form), leaves(form)) if terms]
        found += [Reading((stem(verb),), VERB) for verb in infinitives(form)]
        found += [Reading((other,), SYNONYM) for other in synonyms().get(stem(form), ())]
    return list({reading.terms: reading for reading in reversed(found)}.values())[::-1]


def _vocabulary(readings: Mapping[str, list[Reading]], keeper: str) -> Vocabulary:
    terms = (term for several in readings.values() for one in several for term in one.terms)
    return Vocabulary(terms, keeper)


def _suspects(readings: Mapping[str, list[Reading]], vocabulary: Vocabulary) -> set[str]:
    """Terms that hardly any norm has, where no other single reading of the word is known either."""
    found: set[str] = set()
    for several in readings.values():
        singles = [one.terms[0] for one in several if len(one.terms) == 1]
        if max(map(vocabulary.count, singles)) < CLEARLY:
            parts = {term for one in several if len(one.terms) > 1 for term in one.terms}
            found |= {singles[0], *(part for part in parts if not vocabulary.count(part))}
    return found


def _group(
    several: list[Reading], vocabulary: Vocabulary, slips: Mapping[str, Word]
) -> Group | None:
    """The readings that some norm has, parts corrected; None where there are none."""
    known = []
    for reading in several:
        terms = tuple(
            slips[term].term if term in slips and not vocabulary.count(term) else term
            for term in reading.terms
        )
        if all(
            vocabulary.count(term) or term != old
            for term, old in zip(terms, reading.terms, strict=True)
        ):
            known.append(reading._replace(terms=terms))
    if not known:
        return None
    best = known[0]
    return Group(tuple(known), max(vocabulary.weight(term) for term in best.terms))
