"""Finding cases by words: of number, people, data, notes, conversations and documents."""

import re
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from casework.cases.models import CaseQuerySet, CaseText

MOST_WORDS = 8
MOST_SLIPS, SHORTEST_SLIP, LONGEST_SLIP = 3, 4, 16  # words with a slip, and letters of them
_WORD = re.compile(r"[^\W_]+")
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def with_words(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Those of `cases` that have every word of `text`; a word may be cut off.

    None of them when there is no word in it. The words are asked of the index of `CaseText`, the
    permission is that of `cases`: both are conditions of one query.
    """
    found = texts_with(text)
    return cases.none() if found is None else cases.filter(pk__in=found.values("case"))


def texts_with(text: str) -> QuerySet[CaseText] | None:
    """The indexed texts that have every word of `text`; None when it holds no word.

    A word counts as written, folded (as the database's cases_folded does: "Müller" and "Mueller"
    are one), or in another inflection as the German dictionary has it.
    """
    words = [_either(word) for word in _WORD.findall(text)[:MOST_WORDS]]
    return CaseText.objects.filter(vector=reduce(and_, words)) if words else None


def texts_like(text: str) -> QuerySet[CaseText] | None:
    """The indexed texts whose words are those of `text` but for a slip in each; None without one.

    The index itself is the dictionary: it is asked for every word that is one letter away.
    """
    words = _WORD.findall(text)[:MOST_WORDS]
    slips = [word for word in words if near(word)][:MOST_SLIPS]
    if not slips:
        return None
    queries = [_either(word) | _near(word) if word in slips else _either(word) for word in words]
    return CaseText.objects.filter(vector=reduce(and_, queries))


def near(word: str) -> frozenset[str]:
    """The folded words that are one letter more, less or other, or two exchanged, than `word`."""
    folded = fold(word)
    if not SHORTEST_SLIP <= len(folded) <= LONGEST_SLIP or not folded.isalpha():
        return frozenset()
    parts = [(folded[:at], folded[at:]) for at in range(len(folded) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    return frozenset(
        {a + b[1:] for a, b in parts if b}
        | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
        | {a + one + b[1:] for a, b in parts if b for one in letters}
        | {a + one + b for a, b in parts for one in letters}
    ) - {folded}


def words_of(text: str) -> list[str]:
    """The words of `text` that are looked for."""
    return _WORD.findall(text)[:MOST_WORDS]


def _near(word: str) -> SearchQuery:
    """As names have it; hundreds of words more for running text would double what it costs."""
    either = " | ".join(f"'{one}'" for one in sorted(near(word)) if one.isascii())
    return SearchQuery(either, config="simple", search_type="raw")


def fold(word: str) -> str:
    """A word as the index has those of names: small, umlauts written out."""
    return word.lower().translate(_FOLDED)


def _either(word: str) -> SearchQuery:
    """As a name has it, as German running text has it, or the beginning of either: the stems of the
    dictionary have lost their umlauts.
    """
    begun = _begun(fold(word)) | SearchQuery(word, config="german")
    bare = word.lower().translate(_BARE)
    return begun if bare == fold(word) else begun | _begun(bare)


def _begun(word: str) -> SearchQuery:
    return SearchQuery(f"'{word}':*", config="simple", search_type="raw")
