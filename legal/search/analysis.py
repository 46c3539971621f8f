"""From a word to what the index holds of it: the same for texts and for what is searched. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from legal.search.compounds import split
from legal.search.folding import MAX_WORD, WORD, fold, pieces
from legal.search.stemming import stem

# Words that every norm has. "nicht", "kein", "ohne" and the like stay: law turns on them.
_STOP_WORDS = (
    "der die das des dem den ein eine einer eines einem einen und oder zu zur zum in im an am auf "
    "von vom mit bei beim aus ist sind wird werden wurde wurden hat haben sich er sie es als auch "
    "so wie fur nach dass daran dies diese dieser dieses diesem diesen"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


class Analysis(NamedTuple):
    """What a word is found by: its stems (one, or those at its hyphens), and parts of compounds."""

    stems: tuple[str, ...]
    parts: tuple[str, ...]


NOTHING = Analysis((), ())


@lru_cache(maxsize=1 << 17)
def analyse(word: str) -> Analysis:
    """The index terms of a word as written; NOTHING for a stop word.

    A hyphenated word is found in one ("kfzsteu") and by its pieces ("kfz", "steu").
    """
    folded = fold(word)
    if folded in STOP_WORDS or len(folded) > MAX_WORD:
        return NOTHING
    at_hyphens = pieces(folded)
    whole = stem("".join(at_hyphens))
    if len(at_hyphens) == 1:
        return Analysis((whole,), split(folded))
    stems = tuple(dict.fromkeys((whole, *map(stem, at_hyphens))))
    return Analysis(stems, tuple(part for piece in at_hyphens for part in split(piece)))


def words(text: str) -> Iterator[Analysis]:
    """The analysed words of a text in order, stop words left out."""
    for word in WORD.findall(text):
        found = analyse(word)
        if found is not NOTHING:
            yield found
