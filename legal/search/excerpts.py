"""The passage of a norm that answers a search, with the words that were searched marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from legal.addressing import absatz_regions, sentence_spans
from legal.gii import Body
from legal.search.analysis import analyse
from legal.search.folding import WORD
from legal.sentences import Span

MAX_EXCERPT = 320  # characters
MAX_READ = 30_000  # characters; of longer texts only the beginning is looked through
_LEAD = 60  # characters before the first word that was found, where a sentence is too long


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a norm: its Absatz ("" where it has none), the text, and what to mark in it."""

    absatz: str
    text: str
    marks: tuple[Span, ...]
    cut_before: bool = False
    cut_behind: bool = False

    @property
    def html(self) -> str:
        """Escaped text with the words found in <mark>; "…" where something was left out."""
        pieces, at = ["… " if self.cut_before else ""], 0
        for mark in self.marks:
            pieces.append(escape(self.text[at : mark.start], quote=False))
            pieces.append(f"<mark>{escape(self.text[mark.start : mark.end], quote=False)}</mark>")
            at = mark.end
        pieces += [escape(self.text[at:], quote=False), " …" if self.cut_behind else ""]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Match:
    span: Span
    terms: frozenset[str]


def excerpt_of(body: Body, terms: Mapping[str, float]) -> Excerpt:
    """The sentence of the Absatz that has the most of the searched terms (with their weights)."""
    matches = list(_matches(body.text[:MAX_READ], terms))
    regions = _regions(body)
    number, region = _best(regions, matches, terms) if regions else ("", Span(0, len(body.text)))
    sentence = region
    if matches and region.end - region.start > MAX_EXCERPT:
        sentences = [("", span) for span in sentence_spans(body, region)] or [("", region)]
        _, sentence = _best(sentences, matches, terms)
    return _cut(body.text, number, sentence, region, matches)


def _regions(body: Body) -> list[tuple[str, Span]]:
    """The Absätze; of a long text (a table, say) its lines."""
    if len(body.text) <= MAX_READ:
        return absatz_regions(body)
    lines = re.finditer(r"[^\n]+", body.text[:MAX_READ])
    return [("", Span(*line.span())) for line in lines]


def _matches(text: str, terms: Mapping[str, float]) -> Iterator[_Match]:
    if not terms:
        return
    wanted = terms.keys()
    for word in WORD.finditer(text):
        analysed = analyse(word[0])
        found = wanted & {*analysed.stems, *analysed.parts}
        if found:
            yield _Match(Span(*word.span()), frozenset(found))


def _best(
    regions: Sequence[tuple[str, Span]], matches: Sequence[_Match], terms: Mapping[str, float]
) -> tuple[str, Span]:
    """The region with the most weight of different terms; the first of equals."""

    def worth(region: tuple[str, Span]) -> float:
        span = region[1]
        inside = [one for one in matches if span.start <= one.span.start < span.end]
        different = frozenset[str]().union(*(one.terms for one in inside))
        return sum(terms[term] for term in different) + 0.01 * min(len(inside), 5)

    return max(regions, key=worth)


def _cut(text: str, number: str, span: Span, region: Span, matches: Sequence[_Match]) -> Excerpt:
    start, end = span
    inside = [one.span for one in matches if start <= one.span.start and one.span.end <= end]
    if end - start > MAX_EXCERPT and inside and inside[0].end - start > MAX_EXCERPT:
        start = _word_start(text, max(start, inside[0].start - _LEAD))
    if end - start > MAX_EXCERPT:
        end = max(text.rfind(" ", start, start + MAX_EXCERPT), start + 1)
    marks = tuple(
        Span(mark.start - start, mark.end - start)
        for mark in inside
        if start <= mark.start and mark.end <= end
    )
    return Excerpt(number, text[start:end], marks, start > region.start, end < region.end)


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if " " in text[at : at + _LEAD] else at
