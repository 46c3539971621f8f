"""Finding cases by words: file number, applicant, parties and the data of the application."""

import re
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from casework.cases.models import CaseQuerySet, CaseText

MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


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


def _either(word: str) -> SearchQuery:
    folded = word.lower().translate(_FOLDED)
    begun = SearchQuery(f"'{folded}':*", config="simple", search_type="raw")
    return begun | SearchQuery(word, config="german")
