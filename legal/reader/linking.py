"""Citations in HTML made into links. Nothing else of the HTML is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from legal import citations as engine
from legal.citations import MAX_TEXT, Citation, Found
from legal.reader.resolve import Place, places

# Comments, and tags with their attributes; ">" may stand inside a quoted value.
_MARKUP = re.compile(r"""<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>""", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# A link in these would be wrong, or change what a click on them does.
_CLOSED = frozenset(("a", "button", "option", "script", "style", "summary", "textarea"))
_CUT = re.compile(r"\s?(?:…|\.\.\.)")  # what stands before it may be the half of another citation
MAY_CITE = re.compile(r"§|\bArt|\bAn(?:lage|hang)\b")


@dataclass(frozen=True, slots=True)
class _Text:
    """A stretch between tags, with the citations in it; `found` is empty where none may be."""

    raw: str
    plain: str = ""
    found: tuple[Found, ...] = ()


def linked(html: str, context: Citation | None = None, keeper: str = "") -> SafeString:
    """`html` (safe, well-formed) with each citation in its text as a link to its norm.

    context: the norm the text is from, for references such as "Absatz 2" (see citations.find).
    keeper: whose by-laws are meant. One query for the whole text, none where it cites nothing.
    Citations in links, buttons and fields stay as they are (not so in labels: a click on a link in
    one does not reach the field), and so does text longer than the citation engine reads at once.
    """
    parts = list(_parts(html, context))
    targets = {target for part in parts for one in part.found for target in one.targets}
    if not targets:
        return SafeString(html)
    where = places(targets, keeper)
    pieces = []
    for part in parts:
        at, written = 0, []
        for one in part.found:
            place = where.of(one.targets)
            if place is not None:
                written += [_text(part.plain[at : one.start]), anchor(place, one.text)]
                at = one.end
        pieces.append("".join(written) + _text(part.plain[at:]) if written else part.raw)
    return SafeString("".join(pieces))


def anchor(place: Place, text: str) -> str:
    """The link itself, as HTML; a norm that is loaded has the address of its preview as well."""
    return f"{opening(place)}{_text(text)}{closing(place)}"


def opening(place: Place) -> str:
    href = escape(place.href, quote=True)
    if not place.preview:
        return f'<a class="law-link" href="{href}" target="_blank" rel="noreferrer">'
    preview = escape(place.preview, quote=True)
    return f'<a class="law-link" href="{href}" data-law-preview="{preview}">'


def closing(place: Place) -> str:
    if place.preview:
        return "</a>"
    hint = escape(_("official page, opens in a new tab"))
    return f'<span class="kern-sr-only"> ({hint})</span></a>'


def _parts(html: str, context: Citation | None) -> Iterator[_Text]:
    at = 0
    inside: list[str] = []
    for markup in _MARKUP.finditer(html):
        yield _read(html[at : markup.start()], context, readable=not inside)
        yield _Text(markup[0])
        at = markup.end()
        tag = _TAG.match(markup[0])
        if tag and tag[2].lower() in _CLOSED:
            _note(inside, tag[2].lower(), closes=bool(tag[1]))
    yield _read(html[at:], context, readable=not inside)


def _note(inside: list[str], name: str, *, closes: bool) -> None:
    if not closes:
        inside.append(name)
    elif name in inside:
        del inside[inside.index(name) :]


def _read(raw: str, context: Citation | None, *, readable: bool) -> _Text:
    if not readable or not (context or MAY_CITE.search(raw)) or len(raw) > MAX_TEXT:
        return _Text(raw)
    plain = unescape(raw)
    found = (one for one in engine.find(plain, context) if not _CUT.match(plain, one.end))
    return _Text(raw, plain, tuple(found))


def _text(plain: str) -> str:
    return escape(plain, quote=False)
