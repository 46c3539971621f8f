"""The references inside a norm as links: to other laws, to its own law, to its own parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from legal import citations as engine
from legal.addressing import absatz_regions
from legal.citations import MAX_TEXT, Citation, Found, Step
from legal.gii import Body
from legal.models import Norm
from legal.reader.linking import closing, opening
from legal.reader.resolve import places
from legal.render_inline import Link
from legal.sentences import Span


def context_of(norm: Norm) -> Citation:
    """The norm as the place that "Absatz 2" or "§ 5" in its text is to be read in."""
    return context_in(norm.statute.name, norm.enbez)


def context_in(law: str, enbez: str) -> Citation:
    """As `context_of`, of the norm that a law so called designates like this."""
    parsed = engine.parse(enbez)
    if len(parsed) == 1 and parsed[0].kind:
        return replace(parsed[0], law=law, steps=())
    return Citation("", law=law, kind="")


def crossrefs(norm: Norm, body: Body) -> list[Link]:
    """The citations in a norm's text (its statute at hand) as links; one query.

    References to the norm as a whole ("dieser Vorschrift") are left out: one is there already.
    """
    context = context_of(norm)
    found = list(references(body, context))
    where = places((t for one in found for t in one.targets), norm.statute.keeper, norm.statute)
    links = []
    for one in found:
        place = where.of(one.targets)
        if place is not None and one.targets != (context,):
            links.append(Link(Span(one.start, one.end), opening(place), closing(place)))
    return links


def references(body: Body, context: Citation) -> Iterator[Found]:
    """Citations with their offsets in the body, each read in the Absatz it stands in."""
    for absatz, span in _regions(body):
        steps = (Step("absatz", absatz),) if absatz else ()
        text = body.text[span.start : span.end][:MAX_TEXT]
        for one in engine.find(text, replace(context, steps=steps)):
            yield replace(one, start=span.start + one.start, end=span.start + one.end)


def _regions(body: Body) -> Iterable[tuple[str, Span]]:
    """The Absätze by number, and under "" what stands between them (annexes, footnotes)."""
    at = 0
    for number, span in absatz_regions(body):
        if span.start < at:
            continue
        yield "", Span(at, span.start)
        yield number, span
        at = span.end
    yield "", Span(at, len(body.text))
