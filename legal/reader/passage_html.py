"""A passage as HTML with its references as links. Pure: where they lead is looked up later."""

from __future__ import annotations

from django.utils.safestring import SafeString

from legal.passages import Passage
from legal.reader.crossrefs import context_in
from legal.reader.deferred import deferred_crossrefs
from legal.render import render
from legal.render_inline import Link


def linked_excerpt(passage: Passage) -> SafeString:
    """The cited part alone."""
    links = _links(passage)
    parts = (render(passage.body, clip=span, links=links) for span in passage.spans)
    return SafeString("".join(parts))


def linked_norm(passage: Passage) -> SafeString:
    """The whole norm; the cited part stands in `<mark>`."""
    marks = () if passage.whole_norm else passage.spans
    return SafeString(render(passage.body, marks, links=_links(passage)))


def _links(passage: Passage) -> list[Link]:
    context = context_in(passage.statute_name, passage.norm_enbez)
    return deferred_crossrefs(passage.body, context)
