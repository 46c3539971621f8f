"""Builds a `Body` from elements: the text as one string, and where each node lies in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from legal.gii.model import Node

# What stands between two stretches of text, the stronger one wins. Each is one character long,
# so that a node's start is known before its text comes.
NOTHING, SPACE, CELL, LINE = range(4)
SEPARATORS = ("", " ", "\t", "\n")

BLOCKS = {
    "P": "p",
    "LA": "la",
    "Title": "title",
    "Subtitle": "subtitle",
    "Ident": "ident",
    "TOC": "toc",
    "Footnotes": "footnotes",
    "FnArea": "fnarea",
    "kommentar": "note",
}
INLINES = {
    "B": "b",
    "I": "i",
    "U": "u",
    "SUB": "sub",
    "SUP": "sup",
    "small": "small",
    "SP": "sp",
    "F": "f",
    "NB": "nb",
    "noindex": "noindex",
    "Citation": "cit",
}
EMPTIES = {
    "FnR": "fnref",
    "IMG": "img",
    "FILE": "file",
    "Accolade": "brace",
    "QuoteL": "ql",
    "QuoteR": "qr",
}
KEPT_ATTRIBUTES = {"ID": "id", "SRC": "src", "alt": "alt", "title": "alt", "typ": "typ"}

_FOLD = re.compile(r"[ \t\r\n]+")

Handler = Callable[["Builder", etree._Element, list[Node]], None]


class Builder:
    """Collects the text of a body and tells where each node lies in it.

    `handlers` are the elements that need more than a node around their content.
    """

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self.handlers = handlers
        self.parts: list[str] = []
        self.position = 0
        self.gap = NOTHING
        self.verbatim = False
        self.ahead = 0  # the furthest start handed out

    def finish(self) -> str:
        if self.ahead > self.position:  # a part without text stands behind a separator
            self.put("")
        return "".join(self.parts)

    # text

    def text(self, value: str) -> None:
        if self.verbatim:
            self.put(value)
            return
        if "\n" in value or "  " in value or "\t" in value or "\r" in value:
            value = _FOLD.sub(" ", value)
        if value[0] == " ":
            self.gap = self.gap or SPACE
            value = value[1:]
        if not value:
            return
        trailing = value[-1] == " "
        self.put(value[:-1] if trailing else value)
        if trailing:
            self.gap = SPACE

    def put(self, value: str) -> None:
        if self.gap:
            if self.position:
                self.parts.append(SEPARATORS[self.gap])
                self.position += 1
            self.gap = NOTHING
        self.parts.append(value)
        self.position += len(value)

    def at_word_start(self) -> bool:
        return bool(self.gap) or not self.parts or not self.parts[-1][-1:].isalnum()

    def start(self) -> int:
        """Where the next text will stand; the offset of a node that begins here."""
        at = self.position
        if at and self.gap:
            at += 1
        self.ahead = at
        return at

    # structure

    def inside(self, element: etree._Element, nodes: list[Node]) -> None:
        if element.text:
            self.text(element.text)
        for child in element:
            self.element(child, nodes)
            if child.tail:
                self.text(child.tail)

    def element(self, element: etree._Element, nodes: list[Node]) -> None:
        tag = element.tag
        special = self.handlers.get(tag)
        if special is not None:
            special(self, element, nodes)
        elif tag in BLOCKS:
            self.gap = LINE
            self.node(BLOCKS[tag], element, nodes, _kept(element))
            self.gap = LINE
        elif tag in INLINES:
            self.node(INLINES[tag], element, nodes, _kept(element))
        elif tag in EMPTIES:
            at = self.start()
            nodes.append(Node(EMPTIES[tag], at, at, (), _kept(element)))
        else:  # unknown to us, so that nothing is lost: its name and what is inside
            self.node("unknown", element, nodes, {"tag": str(tag)})

    def node(
        self,
        kind: str,
        element: etree._Element,
        nodes: list[Node],
        attrs: dict[str, str] | None = None,
    ) -> None:
        start = self.start()
        if len(element):
            children: list[Node] = []
            self.inside(element, children)
            nodes.append(Node(kind, start, self.end(start, children), tuple(children), attrs))
            return
        text = element.text
        if text:
            self.text(text)
        end = self.position
        nodes.append(Node(kind, start, end if end > start else start, (), attrs))

    def end(self, start: int, children: list[Node]) -> int:
        """Where a node that began at `start` ends: behind its text, and behind its last child."""
        if children:
            start = max(start, children[-1].end)
        return start if start > self.position else self.position

    def open_item(self, label: etree._Element) -> tuple[int, list[Node]]:
        self.gap = LINE
        start = self.start()
        children: list[Node] = []
        self.node("label", label, children)
        self.gap = SPACE
        return start, children


def _kept(element: etree._Element) -> dict[str, str] | None:
    if not element.attrib:
        return None
    attributes = ((KEPT_ATTRIBUTES.get(str(k)), str(v)) for k, v in element.attrib.items())
    return {name: value for name, value in attributes if name and value} or None
