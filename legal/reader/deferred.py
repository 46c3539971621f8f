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
from legal.reader.linking import MAY_CITE
from legal.reader.resolve import cite_of
from legal.render_inline import Link
from legal.sentences import Span


def deferred_links(text: str) -> SafeString:
    """Plain text as HTML with its citations as links; those that name no law stay text."""
    pieces, at = [], 0
    may_cite = len(text) <= MAX_TEXT and MAY_CITE.search(text)
    for one in engine.find(text) if may_cite else ():
        if one.targets[0].law:
            before = escape(text[at : one.start], quote=False)
            pieces.append(f"{before}{_opening(one.targets)}{escape(one.text, quote=False)}</a>")
            at = one.end
    return SafeString("".join(pieces) + escape(text[at:], quote=False))


def deferred_crossrefs(body: Body, context: Citation) -> list[Link]:
    """The citations in a norm's text as links; `context` is the norm (see crossrefs.context_of).

    References to the norm as a whole ("dieser Vorschrift") are left out: one is there already.
    """
    return [
        Link(Span(one.start, one.end), _opening(one.targets), "</a>")
        for one in references(body, context)
        if one.targets[0].law and one.targets != (context,)
    ]


def _opening(targets: tuple[Citation, ...]) -> str:
    """The page `legal:cited` knows where it leads; the preview stands beside it (see law.js)."""
    address = f"{reverse('legal:cited')}?{urlencode({'cite': cite_of(targets)})}"
    return f'<a class="law-link" href="{escape(address, quote=True)}" data-law-preview>'
