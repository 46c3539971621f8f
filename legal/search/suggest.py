"""Suggestions while someone types: statutes, titles of norms, words of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from legal.models import Norm, Statute
from legal.search.facts import precedence
from legal.search.folding import WORD, fold
from legal.search.models import SearchEntry, SearchWord
from legal.search.stemming import stem

MIN_TYPED = 2
MAX_TYPED = 60
EACH = 4
_CANDIDATES = 400
_WORDS = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to type instead, and what that is: a statute's title, the title of a norm or ""."""

    text: str
    label: str = ""


def suggest(typed: str, keeper: str = "") -> list[Suggestion]:
    """What begins as `typed` does, of common law and what `keeper` entered; at most 4 queries."""
    typed = " ".join(typed.split())[:MAX_TYPED]
    if len(typed) < MIN_TYPED:
        return []
    return [*_statutes(typed, keeper), *_titles(typed, keeper), *_words(typed, keeper)]


def _statutes(typed: str, keeper: str) -> list[Suggestion]:
    wanted = Q(name__istartswith=typed) | Q(short_title__istartswith=typed)
    found = Statute.objects.filter(wanted, withdrawn=False, keeper__in={"", keeper})
    found = found.exclude(fingerprint="")  # only a link: nothing of it can be found
    weights = precedence()
    rows = found.values_list("slug", "name", "short_title", "title")[:_CANDIDATES]
    best = sorted(rows, key=lambda row: (-weights.get(row[0], 1.0), len(row[1]), row[1]))
    return [Suggestion(name, short or title) for _, name, short, title in best[:EACH]]


def _titles(typed: str, keeper: str) -> list[Suggestion]:
    entries = SearchEntry.objects.filter(
        heading__startswith=fold(typed),
        kind=SearchEntry.Kind.NORM,
        statute__withdrawn=False,
        statute__keeper__in={"", keeper},
    )
    weights = precedence()
    rows = list(entries.values_list("norm_id", "statute__slug", "title_length")[:_CANDIDATES])
    rows.sort(key=lambda row: (-weights.get(row[1], 1.0), row[2], row[0]))
    norms = Norm.objects.select_related("statute").in_bulk([row[0] for row in rows[:EACH]])
    return [Suggestion(str(norms[row[0]]), norms[row[0]].title) for row in rows[:EACH]]


def _words(typed: str, keeper: str) -> list[Suggestion]:
    """The last word completed, those before kept."""
    last = re.search(rf"{WORD.pattern}$", typed)
    if last is None or len(last[0]) < MIN_TYPED:
        return []
    folded = fold(last[0])
    known = (
        SearchWord.objects.filter(term__startswith=stem(folded), keeper__in={"", keeper})
        .filter(count__gt=0)
        .exclude(written="")
    )
    words: dict[str, str] = {}  # one of common law and of by-laws stands there once
    for term, written in known.order_by("-count", "term").values_list("term", "written")[:_WORDS]:
        words.setdefault(term, written)
    fitting = [word for word in words.values() if fold(word).startswith(folded)]
    return [Suggestion(typed[: last.start()] + word) for word in fitting[:EACH]]
