"""Finding cases by words: of number, people, data, notes, conversations and documents."""

import re
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from casework.cases.models import CaseQuerySet, CaseText

MOST_WORDS = 8
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
