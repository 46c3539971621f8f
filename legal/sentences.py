"""Splits German statute text into its sentences (Satz) and half-sentences. Pure.

Counting follows the lawmaker's habit (Handbuch der Rechtsförmlichkeit): a sentence ends at a full
stop; a semicolon ends a half-sentence only. Lists are no matter of this module: give it a stretch
of running text without the items (see legal.addressing).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from legal.sentence_words import (
    ABBREVIATIONS,
    CONJUNCTIONS,
    ENDING_ABBREVIATIONS,
    MONTHS,
    NUMBER_HEADS,
    ORDINAL_HEADS,
    STARTERS,
)

MAX_TEXT = 2_000_000  # characters in one call; the longest federal statute has 1.3 million

# Full stops, what may close behind them (quotes, brackets, a footnote's mark), and space.
_STOP = re.compile(r"(?<![.!?])[.!?]++[”“\"«»’)\]]{0,3}+(?=\s|$)")
_NEXT = re.compile(r"\s+([„“\"»«(\[]{0,3})(\S+)")
_BEFORE = re.compile(r"(?:(\S+)\s+)?(\S*)$")
_LOOK_BACK = 80
_BRACKET = re.compile(r"[()„“”]")
_SEMICOLON = re.compile(r";(?=\s)")
_ROMAN = re.compile(r"[IVXLC]+$")
_COUNTED_LETTER = re.compile(
    r"(?:[Bb]uchstaben?|Buchst\.|lit\.)\s+[a-z]{1,3}(?:(?:,| und| oder| bis)\s+[a-z]{1,3})*$"
)
_INFLECTED = re.compile(r"^[a-zäöüß]+e[nmrs]?$")
_ORDINAL = re.compile(r"\d{1,2}$")
_INITIALS = re.compile(r"(?:[A-Za-zÄÖÜäöü]\.)*[A-Za-zÄÖÜäöü]$")


class Span(NamedTuple):
    """A stretch `text[start:end]` without white space around it."""

    start: int
    end: int


class SentenceError(ValueError):
    """A text that is not split; the message says why."""


def split(text: str) -> list[str]:
    """The sentences of `text` in order. Raises SentenceError above MAX_TEXT characters."""
    return [text[span.start : span.end] for span in spans(text)]


def spans(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Where the sentences of `text[start:end]` lie; between them is nothing but white space."""
    end = len(text) if end is None else end
    if end - start > MAX_TEXT:
        raise SentenceError(f"longer than {MAX_TEXT} characters")
    found = []
    begin = start
    brackets = _Brackets(text, start)
    for stop in _STOP.finditer(text, start, end):
        if stop.end() == end or not _ends_sentence(text, begin, stop, end):
            continue
        if not brackets.open_at(stop.end()):
            found.append(_trimmed(text, begin, stop.end()))
            begin = stop.end()
            brackets = _Brackets(text, begin)
    found.append(_trimmed(text, begin, end))
    return tuple(span for span in found if span.start < span.end)


def half_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The half-sentences of the sentence `text[start:end]`: its parts between semicolons."""
    found = []
    begin = start
    brackets = _Brackets(text, start)
    for stop in _SEMICOLON.finditer(text, start, end):
        if not brackets.open_at(stop.end()):
            found.append(_trimmed(text, begin, stop.end()))
            begin = stop.end()
    found.append(_trimmed(text, begin, end))
    return tuple(span for span in found if span.start < span.end)


class _Brackets:
    """Whether a bracket or quote is open, asked for positions that only grow.

    One that stays open for very long was never meant to close (a lone quote, a form's blank).
    """

    LONGEST = 1500

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.at = start
        self.depth = 0
        self.opened = start

    def open_at(self, position: int) -> bool:
        for mark in _BRACKET.finditer(self.text, self.at, position):
            if mark[0] in "(„":
                self.opened = mark.start() if self.depth == 0 else self.opened
                self.depth += 1
            else:
                self.depth = max(0, self.depth - 1)  # "a)" closes nothing
        self.at = position
        return self.depth > 0 and position - self.opened < self.LONGEST


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the words around a full stop make it the end of a sentence."""
    following = _NEXT.match(text, stop.end(), end)
    if following is None:
        return True
    opening, word = following[1], following[2]
    if not _may_start(word, opening):
        return False
    if stop[0] != ".":
        return True
    return not _is_abbreviated(text, begin, stop.start(), word)


def _may_start(word: str, opening: str) -> bool:
    first = word[0]
    return first.isupper() or first in "§" or first.isdigit() or (bool(opening) and first.isalpha())


def _is_abbreviated(text: str, begin: int, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an ordinal number."""
    before = _BEFORE.search(text, max(begin, stop - _LOOK_BACK), stop)
    if before is None:
        return False
    head, last = (before[1] or "").lstrip("(„"), before[2].lstrip('(„"[')
    bare = re.sub(r"\W+$", "", word)
    if last in ENDING_ABBREVIATIONS:
        return bare not in STARTERS
    if _ORDINAL.match(last):
        return _is_ordinal(head, bare)
    if _ROMAN.match(last) and (len(last) > 1 or head in NUMBER_HEADS):
        return head.lower() in ORDINAL_HEADS - CONJUNCTIONS
    if _INITIALS.match(last):
        return not _letter_counts(text, begin, stop, bare)
    return last in ABBREVIATIONS


def _letter_counts(text: str, begin: int, stop: int, word: str) -> bool:
    """ "… nach Buchstabe a. Der …": there a letter counts a part; in "z. B." it does not."""
    if _COUNTED_LETTER.search(text, max(begin, stop - _LOOK_BACK), stop) is not None:
        return word not in MONTHS
    return False


def _is_ordinal(head: str, word: str) -> bool:
    """ "am 2. März", "der 2. Abschnitt", "zum folgenden 15. Tag"; not "nach Absatz 2. Der …"."""
    if word in MONTHS:
        return True
    if head in NUMBER_HEADS or word in STARTERS:
        return False
    return head.lower() in ORDINAL_HEADS or _INFLECTED.search(head) is not None
