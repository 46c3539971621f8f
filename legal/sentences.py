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
    ENDING_ABBREVIATIONS,
    MONTHS,
    NUMBER_HEADS,
    ORDINAL_HEADS,
    STARTERS,
)

MAX_TEXT = 2_000_000  # characters in one call; the longest federal statute has 1.3 million

# A full stop, what may close behind it (quotes, brackets, a footnote's mark), space, the next word.
_STOP = re.compile(r"[.!?]+[”“\"«»’)\]]{0,3}(?=\s|$)")
_NEXT = re.compile(r"\s+([„“\"»«(\[]{0,3})(\S+)")
_BEFORE = re.compile(r"(?:(\S+)\s+)?(\S*)$")
_LOOK_BACK = 80
_SEMICOLON = re.compile(r";(?=\s)")
_ROMAN = re.compile(r"[IVXLC]+$")
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
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, begin, stop, end):
            found.append(_trimmed(text, begin, stop.end()))
            begin = stop.end()
    found.append(_trimmed(text, begin, end))
    return tuple(span for span in found if span.start < span.end)


def half_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The half-sentences of the sentence `text[start:end]`: its parts between semicolons."""
    found = []
    begin = start
    for stop in _SEMICOLON.finditer(text, start, end):
        if _depth(text, begin, stop.start()) <= 0:
            found.append(_trimmed(text, begin, stop.end()))
            begin = stop.end()
    found.append(_trimmed(text, begin, end))
    return tuple(span for span in found if span.start < span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, stop.end(), end)
    if following is None:
        return True
    opening, word = following[1], following[2]
    if not _may_start(word, opening):
        return False
    if _depth(text, begin, stop.end()) > 0:
        return False
    if text[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    return not _is_abbreviated(text, begin, stop.start(), word)


def _may_start(word: str, opening: str) -> bool:
    first = word[0]
    return first.isupper() or first in "§" or first.isdigit() or (bool(opening) and first.isalpha())


def _depth(text: str, begin: int, end: int) -> int:
    """How many brackets or quotes opened since `begin` are still open at `end`."""
    return (
        text.count("(", begin, end)
        - text.count(")", begin, end)
        + text.count("„", begin, end)
        - text.count("“", begin, end)
        - text.count("”", begin, end)
    )


def _is_abbreviated(text: str, begin: int, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an ordinal number."""
    before = _BEFORE.search(text, max(begin, stop - _LOOK_BACK), stop)
    if before is None:
        return False
    head, last = (before[1] or "").lstrip("(„"), before[2].lstrip('(„"[')
    bare = re.sub(r"\W+$", "", word)
    if last in ENDING_ABBREVIATIONS:
        return bare not in STARTERS
    if last in ABBREVIATIONS or _INITIALS.match(last):
        return not _letter_at_end(head, last, bare)
    if _ORDINAL.match(last):
        return _is_ordinal(head, bare)
    if _ROMAN.match(last):
        return head not in NUMBER_HEADS and bare not in STARTERS
    return False


def _letter_at_end(head: str, last: str, word: str) -> bool:
    """ "… nach Buchstabe a. Der …": a letter that is a number, and a sentence behind it."""
    return (
        len(last) == 1
        and (head in NUMBER_HEADS or head in ("und", "oder", "bis"))
        and (word in STARTERS or word == "§")
    )


def _is_ordinal(head: str, word: str) -> bool:
    if word in MONTHS:
        return True
    if head in NUMBER_HEADS:
        return False
    return head in ORDINAL_HEADS and word not in STARTERS
