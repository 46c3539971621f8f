"""Understands what was typed: words with their weights, corrected where no law writes them so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from legal.search.analysis import analyse
from legal.search.compounds import halves
from legal.search.folding import WORD, fold
from legal.search.spelling import without_umlauts
from legal.search.stemming import stem
from legal.search.synonyms import synonyms
from legal.search.vocabulary import CLEARLY, Vocabulary, Word, meant

MAX_QUERY = 300  # characters
MAX_GROUPS = 7
# What a question is made of besides what it asks for.
_QUESTION_WORDS = (
    "ich wir man mir mein meine unser unsere kann konnen konnte darf durfen muss mussen soll "
    "sollen gilt gelten bekommt bekommen wer was wann wo warum wieso weshalb welche welcher welches "
    "welchen wieviel lange viel noch schon denn wenn falls ob trotz mal bitte gibt es passiert"
)
QUESTION_WORDS = frozenset(_QUESTION_WORDS.split())
ENOUGH = 0.45  # share of the weight of all words that a norm must have to be found

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One word that was typed: the terms that stand for it, any of which will do, best first.

    An alternative is one term, or the parts of a compound, which must all be there.
    """

    typed: str
    alternatives: tuple[Terms, ...]
    weight: float

    def tsquery(self) -> str:
        return "(" + " | ".join(f"({' & '.join(terms)})" for terms in self.alternatives) + ")"


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
            for terms in group.alternatives
            for term in terms
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
        return " | ".join(" & ".join(group.tsquery() for group in some) for some in sufficient)


def typed_words(text: str) -> list[str]:
    """The words of a query that say what is searched, each once; question words left out."""
    words = {fold(word): word for word in WORD.findall(text[:MAX_QUERY])}
    said = {folded: word for folded, word in words.items() if analyse(word).stems}
    telling = [word for folded, word in said.items() if folded not in QUESTION_WORDS]
    return telling or list(said.values())


def understand(text: str) -> Query:
    """The query of a text; three small queries at most, the last only for what nobody writes."""
    typed = typed_words(text)
    readings = {word: _readings(word) for word in typed}
    vocabulary = Vocabulary(
        term for several in readings.values() for terms in several for term in terms
    )
    slips = meant(_suspects(readings, vocabulary))
    groups, corrections = [], {}
    for word, several in readings.items():
        group, corrected = _group(word, several, vocabulary, slips)
        if group:
            groups.append(group)
        if corrected:
            corrections[word] = corrected
    strongest = sorted(groups, key=lambda group: -group.weight)[:MAX_GROUPS]
    return Query(tuple(strongest), corrections)


def _readings(word: str) -> list[Terms]:
    """How a word may be meant: as typed, by its parts, with umlauts spelled out, by a synonym."""
    folded = fold(word).replace("-", "")
    stems = analyse(word).stems
    found: list[Terms] = [stems[:1]]
    if len(stems) > 1:
        found.append(stems[1:])
    for form in (folded, *sorted(without_umlauts(folded))):
        found += [(stem(form),), halves(form)]
    found += [(term,) for term in synonyms().get(stems[0], ())]
    return list(dict.fromkeys(filter(None, found)))


def _suspects(readings: Mapping[str, list[Terms]], vocabulary: Vocabulary) -> set[str]:
    """Terms that hardly any norm has, where no other reading of the word is known either."""
    found: set[str] = set()
    for several in readings.values():
        singles = [terms[0] for terms in several if len(terms) == 1]
        if max(map(vocabulary.count, singles)) < CLEARLY:
            found.add(singles[0])
            found.update(
                term
                for terms in several
                for term in terms
                if len(terms) > 1 and not vocabulary.count(term)
            )
    return found


def _group(
    word: str, several: list[Terms], vocabulary: Vocabulary, slips: Mapping[str, Word]
) -> tuple[Group | None, str]:
    """The group of a typed word, and the word meant instead of it, "" where it is as typed."""
    typed = several[0][0]
    slip = slips.get(typed)
    if slip and slip.norms >= CLEARLY * max(vocabulary.count(typed), 0.1):
        meant_or_typed: tuple[Terms, ...] = ((slip.term,), (typed,))
        return Group(word, meant_or_typed, vocabulary.weight_of(slip.norms)), slip.written
    known: list[Terms] = []
    for terms in several:
        right = tuple(slips[term].term if term in slips else term for term in terms)
        if all(vocabulary.count(term) or term in _terms(slips) for term in right):
            known.append(right)
    if not known:
        return None, ""
    rarest = max(vocabulary.weight(term) for term in known[0])
    return Group(word, tuple(dict.fromkeys(known)), rarest), ""


def _terms(slips: Mapping[str, Word]) -> set[str]:
    return {word.term for word in slips.values()}
