"""Takes German compounds apart: "widerspruchsfrist" -> "widerspruch", "frist". Pure.

After Koehn and Knight, "Empirical Methods for Compound Splitting" (2003): of all ways to cut a
word into nouns that the law uses, the one whose parts are used most. The nouns are those of the
whole federal law (parts.tsv, made by `manage.py law word-parts`); nothing depends on what is
imported, so that an index never has to be built anew because another law came.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from legal.search.stemming import stem

MIN_PART = 4
MIN_COMPOUND = 7
MAX_COMPOUND = 60
# Prefixes make verbs and their nouns, not compounds: "Vorschrift" is no kind of "Schrift".
_PREFIXES = (
    "aber anti auser ausser bereit durch eine fehl fern fest fort frei ganz gegen gegenuber heraus "
    "herein hinter ihrer inne inner miss nach nicht ober richtig seiner selb sonder statt uber "
    "uberein unter voran voraus vorbei vorher wahr weiter wider wieder zusammen zuruck zuvor "
    "zwischen"
)
_ENDINGS = "schaft schaften losigkeit barkeit ungen heiten tums ende enden sein"
_NO_MODIFIERS = frozenset(_PREFIXES.split())
_NO_HEADS = frozenset(_ENDINGS.split())
SHORT_HEADS = frozenset(("akt", "amt", "rat", "zug"))


@cache
def nouns() -> dict[str, int]:
    """Each form of a noun that may be part of a compound -> number of federal norms with it."""
    lines = Path(__file__).with_name("parts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {noun: int(count) for noun, count in rows}


def split(word: str) -> tuple[str, ...]:
    """Stems of the parts of a folded word, smaller compounds in it included; () for no compound.

    >>> split("rechtsbehelfsbelehrung")
    ('rechtsbehelf', 'belehr', 'recht', 'behelf')
    """
    parts = _halves(word)
    found = [stem(part) for part in parts]
    for part in parts:
        found += split(part)
    return tuple(dict.fromkeys(found))


def halves(word: str) -> tuple[str, ...]:
    """Stems of the two parts that a folded word is made of; () for no compound."""
    return tuple(stem(part) for part in _halves(word))


def leaves(word: str) -> tuple[str, ...]:
    """Stems of the smallest parts of a folded word: "bewohnerparkausweis" has three."""
    parts = _halves(word)
    found = [leaf for part in parts for leaf in (leaves(part) or (stem(part),))]
    return tuple(dict.fromkeys(found))


def _halves(word: str) -> tuple[str, ...]:
    if not MIN_COMPOUND <= len(word) <= MAX_COMPOUND:
        return ()
    known = nouns()
    best: tuple[str, ...] = ()
    best_score = 1 if word in known else 0  # a word of everyday is not cut at an unknown part
    for cut in range(MIN_PART, len(word) - 2):
        left, right = word[:cut], word[cut:]
        head = known.get(right, 0)
        if not head or left in _NO_MODIFIERS or right in _NO_HEADS:
            continue
        if len(right) < MIN_PART and right not in SHORT_HEADS:
            continue
        modifier = known.get(left) or (known.get(left[:-1], 0) if left[-1] == "s" else 0)
        score = head * modifier if modifier else len(right) > MIN_PART
        if score > best_score:
            best, best_score = (left, right), score
    return best
