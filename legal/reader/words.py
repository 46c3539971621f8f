"""What is looked for inside a law: words in any inflection, numbers, "quoted phrases". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from legal.search.folding import fold
from legal.search.stemming import stem
from legal.sentences import Span

MAX_QUERY = 200  # characters
MAX_MARKS = 500  # in one norm
_TERM = re.compile(r'"([^"]+)"|(§§?\s*\d+\w*)|([\w-]+)')
_SPELLINGS = {"a": "[aäàáâ]", "o": "[oöóô]", "u": "[uüùúû]", "e": "[eéèê]", "c": "[cç]"}
_SHORTEST_STEM = 4  # letters; a shorter stem stands in too many other words


class Words:
    """A query, as patterns that are all to be met; `bool()` is False for a query of nothing."""

    def __init__(self, query: str) -> None:
        found = _TERM.finditer(query[:MAX_QUERY])
        self.patterns = [_pattern(*one.groups(default="")) for one in found]
        self.any = re.compile("|".join(f"(?:{p.pattern})" for p in self.patterns), re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def meets(self, text: str) -> bool:
        """Whether every word of the query is in `text`."""
        return all(pattern.search(text) for pattern in self.patterns)

    def marks(self, text: str) -> list[Span]:
        """The whole words in `text` that the query meets, at most MAX_MARKS."""
        return list(islice(self._marks(text), MAX_MARKS))

    def count(self, text: str) -> int:
        return sum(1 for _ in self.any.finditer(text))

    def _marks(self, text: str) -> Iterator[Span]:
        at = 0
        for one in self.any.finditer(text) if self.patterns else ():
            start, end = one.span()
            if start < at:
                continue
            while start > at and text[start - 1].isalpha() and text[start].isalpha():
                start -= 1
            while end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
                end += 1
            yield Span(start, end)
            at = end


def _pattern(phrase: str, norm: str, word: str) -> re.Pattern[str]:
    if norm:
        number = norm.lstrip("§ \t\xa0")
        return re.compile(rf"§§?\s*{re.escape(number)}\b", re.IGNORECASE)
    if phrase:
        return re.compile(r"\s+".join(map(_spelled, phrase.split())) or "(?!)", re.IGNORECASE)
    if word[0].isdigit():
        return re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    root = stem(fold(word)) if word.isalpha() else ""
    return re.compile(_spelled(root if len(root) >= _SHORTEST_STEM else word), re.IGNORECASE)


def _spelled(text: str) -> str:
    """A pattern for `text` in any spelling of its umlauts, accents and ß."""
    folded = fold(text).replace("ß", "ss")
    pattern = "".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in folded)
    return pattern.replace("ss", "(?:ss|ß)")
