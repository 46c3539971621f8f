"""Links to citations that are looked up when somebody follows them.

Their HTML depends on nothing but the text, so that it can be kept; where a citation leads, the page
`legal:cited` finds out. Pure.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from legal import citations as engine
from legal.citations import MAX_TEXT, Citation
from legal.gii import Body
from legal.reader.crossrefs import references
from legal.reader.linking import MAY_CITE, anchor, closing, opening
from legal.reader.resolve import Place, cite_of
from legal.render_inline import Link
from legal.sentences import Span


def deferred(targets: tuple[Citation, ...]) -> Place:
    """The place that the page `legal:cited` leads to."""
    cited = urlencode({"cite": cite_of(targets)})
    return Place(f"{reverse('legal:cited')}?{cited}", f"{reverse('legal:preview')}?{cited}")


def deferred_links(text: str) -> SafeString:
    """Plain text as HTML with its citations as links; those that name no law stay text."""
    pieces, at = [], 0
    may_cite = len(text) <= MAX_TEXT and MAY_CITE.search(text)
    for one in engine.find(text) if may_cite else ():
        if one.targets[0].law:
            place = deferred(one.targets)
            pieces += [escape(text[at : one.start], quote=False), anchor(place, one.text)]
            at = one.end
    return SafeString("".join(pieces) + escape(text[at:], quote=False))


def deferred_crossrefs(body: Body, context: Citation) -> list[Link]:
    """The citations in a norm's text as links; `context` is the norm (see crossrefs.context_of).

    References to the norm as a whole ("dieser Vorschrift") are left out: one is there already.
    """
    links = []
    for one in references(body, context):
        if one.targets[0].law and one.targets != (context,):
            place = deferred(one.targets)
            links.append(Link(Span(one.start, one.end), opening(place), closing(place)))
    return links
