"""Search inside one law, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import islice

from django.utils.safestring import SafeString

from legal.models import NormVersion, Statute
from legal.reader.words import Words
from legal.sentences import Span

SNIPPETS = 3  # of a norm
AROUND = 70  # characters shown before and after a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A norm in which all words of the query stand; `count` of hits in its text."""

    key: str
    enbez: str
    title: SafeString
    count: int
    snippets: tuple[SafeString, ...]


def hits_in(statute: Statute, words: Words) -> list[Hit]:
    """The norms of `statute` that meet the query, in the order of the law; one query."""
    texts = NormVersion.objects.filter(
        norm__statute=statute, norm__vanished_at__isnull=True, is_current=True
    ).order_by("norm__position")
    rows = texts.values_list("norm__key", "norm__enbez", "title", "text").iterator(chunk_size=500)
    return [
        _hit(words, key, enbez, title, text)
        for key, enbez, title, text in rows
        if (enbez or text) and words.meets(f"{enbez} {title}\n{text}")
    ]


def _hit(words: Words, key: str, enbez: str, title: str, text: str) -> Hit:
    return Hit(
        key,
        enbez,
        _marked(title, words.marks(title)),
        words.count(text),
        tuple(snippets(text, words)),
    )


def snippets(text: str, words: Words) -> list[SafeString]:
    """The first hits with what stands around them, marked; overlapping surroundings made one."""
    parts: list[Span] = []
    marks = list(islice(words.marks(text), 4 * SNIPPETS))
    for mark in marks:
        start, end = max(0, mark.start - AROUND), min(len(text), mark.end + AROUND)
        if parts and start <= parts[-1].end:
            parts[-1] = Span(parts[-1].start, end)
        else:
            parts.append(Span(start, end))
    return [_snippet(text, _at_words(text, part), marks) for part in parts[:SNIPPETS]]


def _snippet(text: str, part: Span, marks: list[Span]) -> SafeString:
    inside = [
        Span(mark.start - part.start, mark.end - part.start)
        for mark in marks
        if part.start <= mark.start and mark.end <= part.end
    ]
    marked = _marked(text[part.start : part.end], inside)
    before, after = "… " if part.start else "", " …" if part.end < len(text) else ""
    return SafeString(f"{before}{marked}{after}")


def _at_words(text: str, part: Span) -> Span:
    """The stretch without the halves of words at its ends."""
    start, end = part.start, part.end
    while start and start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while end < len(text) and end > start and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def _marked(text: str, marks: list[Span]) -> SafeString:
    pieces, at = [], 0
    for mark in marks:
        pieces.append(escape(text[at : mark.start], quote=False))
        pieces.append(f"<mark>{escape(text[mark.start : mark.end], quote=False)}</mark>")
        at = mark.end
    return SafeString("".join(pieces) + escape(text[at:], quote=False))
