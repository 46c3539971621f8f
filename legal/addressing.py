"""Finds Absatz, Satz, Halbsatz, Nummer, Buchstabe … of a norm: steps to stretches of text. Pure.

The order of steps is free ("Satz 1 Nr. 5 Satz 2"): each narrows the region that the one before
left (see legal.regions).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from legal.gii import Body
from legal.regions import (
    Region,
    absaetze,
    behind_number,
    halves,
    items,
    paragraph_spans,
    same_label,
    sentences,
)
from legal.sentences import Span

LABEL_LEVELS = frozenset(("nummer", "buchstabe", "doppelbuchstabe", "dreifachbuchstabe", "ziffer"))
_DASHES = frozenset("–-−—•")


class StepLike(Protocol):
    """A step of a citation (see legal.citations.Step): level such as "absatz", value "2a"."""

    @property
    def level(self) -> str: ...

    @property
    def value(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Address:
    """Where a citation leads: the exact `span`, and the steps that lead nowhere.

    `missing` not empty means that the norm has no such part; `span` is then the last part found.
    """

    span: Span
    missing: tuple[StepLike, ...] = ()


def address(body: Body, steps: Sequence[StepLike]) -> Address:
    """The part of `body` that `steps` lead to; without steps the whole text."""
    region = Region(0, len(body.text), 0, body.nodes)
    for index, step in enumerate(steps):
        found = _descend(body, region, step)
        if found is None:
            return Address(Span(region.start, region.end), tuple(steps[index:]))
        region = found
    return Address(Span(region.start, region.end))


def text_at(body: Body, steps: Sequence[StepLike]) -> str:
    """The text that `steps` lead to, white space folded: to tell whether it reads otherwise."""
    span = address(body, steps).span
    return " ".join(body.text[span.start : span.end].split())


def absatz_regions(body: Body) -> list[tuple[str, Span]]:
    """Number and stretch of each Absatz, continuation paragraphs included.

    A norm without numbers has its paragraphs counted from 1.
    """
    return [(number, Span(part.start, part.end)) for number, part in absaetze(body, body.nodes)]


def sentence_spans(body: Body, span: Span) -> tuple[Span, ...]:
    """The sentences of the part `span` of `body`, each with the lists that belong to it."""
    region = Region(span.start, span.end, behind_number(body, span.start), body.nodes)
    return tuple(sentence for _, sentence in sentences(body, region))


def _descend(body: Body, region: Region, step: StepLike) -> Region | None:
    if step.level == "absatz":
        parts = absaetze(body, region.nodes)
        return _first(region, (part for number, part in parts if number == step.value))
    if step.level == "satz":
        spans = (span for number, span in sentences(body, region) if number == step.value)
        return _first(region, map(region.within, spans))
    if step.level == "halbsatz":
        return _numbered(region, halves(body, region), step.value)
    if step.level in LABEL_LEVELS:
        return _first(region, items(body, region, lambda label: same_label(label, step.value)))
    if step.level == "spiegelstrich":
        dashes = list(items(body, region, lambda label: label in _DASHES))
        return _nth(dashes, step.value)
    if step.level == "unterabsatz":
        return _numbered(region, tuple(paragraph_spans(region)), step.value)
    return None


def _first(outer: Region, regions: Iterable[Region]) -> Region | None:
    """The first that lies inside `outer`: an Absatz, say, is no part of a sentence."""
    inside = (part for part in regions if outer.start <= part.start and part.end <= outer.end)
    return next(inside, None)


def _nth(regions: Sequence[Region], value: str) -> Region | None:
    index = int(value) - 1 if value.isdecimal() else -1
    return regions[index] if 0 <= index < len(regions) else None


def _numbered(region: Region, parts: Sequence[Span], value: str) -> Region | None:
    return _nth([region.within(part) for part in parts], value)
