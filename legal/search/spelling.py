"""What a mistyped word may have meant. Pure: makes candidates, the vocabulary decides.

After Peter Norvig's "How to Write a Spelling Corrector": all words one slip away, and those two
away where the slips are usual ones in German. Stems are short, so that there are few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

MIN_WORD = 4
MAX_WORD = 40
_DOUBLED = re.compile(r"(.)\1")
_CONFUSED = (
    ("ie", "i"),
    ("i", "ie"),
    ("ss", "s"),
    ("s", "ss"),
    ("th", "t"),
    ("t", "th"),
    ("ph", "f"),
    ("f", "ph"),
    ("v", "f"),
    ("f", "v"),
    ("dt", "t"),
    ("t", "d"),
    ("d", "t"),
    ("k", "ck"),
    ("ck", "k"),
    ("z", "tz"),
    ("tz", "z"),
    ("ah", "a"),
    ("a", "ah"),
    ("eh", "e"),
    ("e", "eh"),
    ("e", "a"),
    ("a", "e"),
)
_SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def without_umlauts(word: str) -> set[str]:
    """Folded forms of a folded word with umlauts typed as ae, oe, ue: "gebuehr" -> "gebuhr"."""
    forms = {word}
    for written, meant in _SPELLED_OUT:
        forms |= {form.replace(written, meant) for form in forms}
    return forms - {word}


def near(word: str) -> set[str]:
    """Words one slip away from a folded one: a letter too many, too few, wrong, or two swapped."""
    if not MIN_WORD <= len(word) <= MAX_WORD:
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {candidate for left, right in cuts for candidate in _slips(left, right)} - {word}


def _slips(left: str, right: str) -> Iterator[str]:
    if right:
        yield left + right[1:]
    if len(right) > 1:
        yield left + right[1] + right[0] + right[2:]
    for letter in ascii_lowercase:
        yield left + letter + right
        if right:
            yield left + letter + right[1:]


def farther(word: str) -> set[str]:
    """Words two or three usual slips away: doubled or single letters, letters that sound alike."""
    if not MIN_WORD <= len(word) <= MAX_WORD:
        return set()
    once = _usual(word)
    return {candidate for form in once for candidate in _usual(form)} - {word} - once


def _usual(word: str) -> set[str]:
    found = {word[: at.start()] + word[at.end() - 1 :] for at in _DOUBLED.finditer(word)}
    found |= {word[:at] + word[at - 1] + word[at:] for at in range(1, len(word) + 1)}
    for written, meant in _CONFUSED:
        at = word.find(written)
        while at >= 0:
            found.add(word[:at] + meant + word[at + len(written) :])
            at = word.find(written, at + 1)
    return found
