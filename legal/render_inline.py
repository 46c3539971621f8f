"""Running text and what stands in it as HTML: marks, emphasis, notes, images. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from legal.gii import Body, Node
from legal.sentences import Span

INLINE_TAGS = {
    "b": "b",
    "i": "i",
    "u": "u",
    "sub": "sub",
    "sup": "sup",
    "small": "small",
    "cit": "q",
}
SYMBOLS = {"br": "<br>", "ql": "„", "qr": "“", "brace": "}"}


class Link(NamedTuple):
    """A stretch of text that is a link; `opening` and `closing` are its safe HTML."""

    span: Span
    opening: str
    closing: str


class Inline:
    """Running text of a body: marked, linked, clipped, escaped."""

    def __init__(
        self, body: Body, marks: list[Span], clip: Span, anchor: str, links: Sequence[Link] = ()
    ) -> None:
        self.text = body.text
        self.marks = marks
        self.links = links
        self.link_ends = [link.span.end for link in links]
        self.clip = clip
        self.anchor = escape(anchor, quote=True)
        self.footnote_marks = {
            node.attr("id"): node.attr("mark") for node in body.walk() if node.kind == "footnote"
        }

    def shows(self, node: Node) -> bool:
        return (
            node.start < self.clip.end
            and node.end > self.clip.start
            or (node.start == node.end and self.clip.start <= node.start <= self.clip.end)
        )

    def run(self, start: int, end: int) -> str:
        """Text between nodes, clipped, with its links and marks."""
        start, end = max(start, self.clip.start), min(end, self.clip.end)
        pieces = []
        for at in range(bisect_right(self.link_ends, start), len(self.links)):
            span, opening, closing = self.links[at]
            if span.start >= end:
                break
            stop = min(span.end, end)
            pieces.append(self.unlinked(start, span.start))
            pieces += (opening, self.unlinked(max(start, span.start), stop), closing)
            start = stop
        pieces.append(self.unlinked(start, end))
        return "".join(pieces)

    def unlinked(self, start: int, end: int) -> str:
        """Plain text, the marked stretches of it in <mark>."""
        pieces = []
        for mark in self.marks:
            if mark.end > start and mark.start < end:
                pieces.append(escape(self.text[start : mark.start], quote=False))
                pieces.append(self.marked(max(start, mark.start), min(end, mark.end)))
                start = min(end, mark.end)
        if start < end:
            pieces.append(escape(self.text[start:end], quote=False))
        return "".join(pieces)

    def marked(self, start: int, end: int) -> str:
        text = escape(self.text[start:end], quote=False)
        core = text.strip()
        return text.replace(core, f"<mark>{core}</mark>", 1) if core else text

    def inline(self, node: Node) -> str:
        if node.kind in SYMBOLS:
            return SYMBOLS[node.kind]
        if node.kind == "sentence":
            return f'<sup class="law-sentence">{escape(node.attr("n"))}</sup>'
        if node.kind == "fnref":
            return self.footnote_reference(node)
        if node.kind in ("img", "file"):
            return placeholder(node)
        if node.kind == "f" and node.attr("value") and node.start == node.end:
            return f"[{escape(node.attr('value'))}]"
        return self.tagged(node)

    def tagged(self, node: Node) -> str:
        inside = self.inside(node)
        tag = INLINE_TAGS.get(node.kind)
        if tag is not None:
            return f"<{tag}>{inside}</{tag}>"
        return (
            f'<span class="law-{node.kind}">{inside}</span>'
            if node.kind in ("sp", "nb")
            else inside
        )

    def inside(self, node: Node) -> str:
        """The content of a node that holds no block."""
        pieces = []
        at = node.start
        for child in node.children:
            pieces.append(self.run(at, child.start))
            at = child.end
            if self.shows(child):
                pieces.append(self.inline(child))
        pieces.append(self.run(at, node.end))
        return "".join(pieces)

    def footnote_reference(self, node: Node) -> str:
        name = node.attr("id")
        mark = escape(self.footnote_marks.get(name) or "*")
        if self.anchor and name in self.footnote_marks:
            mark = f'<a href="#{self.anchor}-{escape(name, quote=True)}">{mark}</a>'
        return f'<sup class="law-fnref">{mark}</sup>'


def placeholder(node: Node) -> str:
    """The portal's images have hardly ever a usable description; its own page shows them."""
    what = "Datei" if node.kind == "file" else "Abbildung"
    described = node.attr("alt").strip()
    text = f"{what}: {described}" if described else f"{what} im amtlichen Text"
    return f'<span class="law-image">[{escape(text)}]</span>'
