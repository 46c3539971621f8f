"""Makes parts.tsv, the nouns that compounds are taken apart into, from the texts of the law. Pure.

German writes nouns with a capital: a form that many norms write so is one. It may be another word
as well ("Ausweisen" is a dative and, small, a verb), but what is hardly ever a noun only looks like
one at the beginning of sentences. Letters alone count: no hyphens, no digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from legal.search.compounds import MIN_PART, SHORT_HEADS
from legal.search.folding import WORD, fold

MIN_NORMS = 15  # so many norms must write the form with a capital
MIN_SHARE = 1 / 8  # of the norms that have it at all


def count_nouns(texts: Iterable[str]) -> dict[str, int]:
    """Each form of a noun that may be part of a compound -> number of texts that have it so."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        words = set(WORD.findall(text))
        nouns = {word for word in words if word[0].isupper()}
        capital.update({fold(word) for word in nouns})
        small.update({fold(word) for word in words - nouns})
    return {
        form: count
        for form, count in sorted(capital.items())
        if _is_part(form) and count >= MIN_NORMS and count >= MIN_SHARE * (count + small[form])
    }


def _is_part(form: str) -> bool:
    return form.isalpha() and (len(form) >= MIN_PART or form in SHORT_HEADS)


def table_of(nouns: Mapping[str, int], made_from: str) -> str:
    """The file's text: what it was made from, then a noun and its number a line."""
    lines = [f"# {made_from}", *(f"{noun}\t{count}" for noun, count in sorted(nouns.items()))]
    return "\n".join(lines) + "\n"
