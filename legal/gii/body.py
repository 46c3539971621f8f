"""An element with law text to a `Body`: one string, and the tree of what lies where in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from legal.gii.model import Body, Node
from legal.gii.tables import spans_of

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

_SENTENCE_STARTS = re.compile(r"\s*[\w§„(]")
ABSATZ = re.compile(r"\((\d+[a-z]{0,3})\)")
_FOLD = re.compile(r"[ \t\r\n]+")


def read_body(elements: Iterable[etree._Element]) -> Body:
    """The body of the given elements' content (Content, TOC, Footnotes of a norm), in order."""
    builder = _Builder()
    nodes: list[Node] = []
    for element in elements:
        builder.gap = LINE
        if element.tag == "Content":
            builder.inside(element, nodes)
        else:
            builder.element(element, nodes)
    return Body(builder.finish(), tuple(nodes))


class _Builder:
    def __init__(self) -> None:
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
        if value[-1] == " ":
            self.put(value[:-1])
            self.gap = SPACE
        else:
            self.put(value)

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
        special = SPECIAL.get(tag)
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
        children: list[Node] = []
        if len(element):
            self.inside(element, children)
        elif element.text:
            self.text(element.text)
        end = self.position
        nodes.append(Node(kind, start, end if end > start else start, tuple(children), attrs))

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


def _paragraph(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    builder.node("p", element, nodes, _absatz_number(element))
    builder.gap = LINE


def _absatz_number(element: etree._Element) -> dict[str, str] | None:
    found = ABSATZ.match((element.text or "").lstrip())
    return {"n": found[1]} if found else None


def _line_break(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    if builder.verbatim:
        builder.text("\n")
        return
    nodes.append(Node("br", builder.position, builder.position))
    builder.gap = LINE


def _raised(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    """SUP is an exponent, or (class Rec, where a sentence begins) the number of that sentence."""
    if (
        element.get("class") == "Rec"
        and builder.at_word_start()
        and _SENTENCE_STARTS.match(element.tail or "")
    ):
        builder.gap = builder.gap or SPACE
        at = builder.start()
        number = "".join(element.itertext())  # type: ignore[arg-type]
        nodes.append(Node("sentence", at, at, (), {"n": number}))
    else:
        builder.node("sup", element, nodes)


def _tab(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = max(builder.gap, CELL)


def _ignored(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    """ABWFORMAT marks a deviation of the layout from the gazette: no text, no meaning here."""
    builder.inside(element, nodes)


def _preformatted(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    start = builder.start()
    children: list[Node] = []
    builder.verbatim = True
    builder.inside(element, children)
    builder.verbatim = False
    nodes.append(Node("pre", start, max(start, builder.position), tuple(children)))
    builder.gap = LINE


def _list(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    start = builder.start()
    items: list[Node] = []
    item: tuple[int, list[Node]] | None = None
    for child in element:
        if child.tag == "DT":
            _close(builder, item, items)
            item = builder.open_item(child)
        else:
            if item is None:
                builder.gap = LINE
                item = (builder.start(), [])
            _definition(builder, child, item[1])
        if child.tail and child.tail.strip():
            builder.text(child.tail)
    _close(builder, item, items)
    nodes.append(Node("list", start, max(start, builder.position), tuple(items)))
    builder.gap = LINE


def _close(builder: _Builder, item: tuple[int, list[Node]] | None, items: list[Node]) -> None:
    if item is not None:
        start, children = item
        items.append(Node("item", start, max(start, builder.position), tuple(children)))


def _definition(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    """DD holds one LA as a rule; only where there are more does each get a node of its own."""
    if len(element) == 1 and element[0].tag == "LA" and not (element.text or "").strip():
        builder.inside(element[0], nodes)
    else:
        builder.inside(element, nodes)


def _table(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    start = builder.start()
    children: list[Node] = []
    for child in element:
        if child.tag == "tgroup":
            columns = [spec.get("colname", "") for spec in child.iter("colspec")]
            for part in child:
                if part.tag in ("thead", "tbody"):
                    _rows(builder, part, columns, children)
        else:
            builder.gap = LINE
            builder.node("caption", child, children)
    nodes.append(Node("table", start, max(start, builder.position), tuple(children)))
    builder.gap = LINE


def _rows(
    builder: _Builder, part: etree._Element, columns: list[str], children: list[Node]
) -> None:
    attrs = {"head": "1"} if part.tag == "thead" else None
    for row in part:
        builder.gap = LINE
        start = builder.start()
        cells: list[Node] = []
        for entry in row:
            if cells:
                builder.gap = CELL
            builder.node("cell", entry, cells, spans_of(entry, columns))
        children.append(Node("row", start, max(start, builder.position), tuple(cells), attrs))


def _footnote(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    mark = element.get("FnZ", "") + element.get("Postfix", "")
    builder.node("footnote", element, nodes, {"id": element.get("ID", ""), "mark": mark})
    builder.gap = LINE


def _symbol(builder: _Builder, element: etree._Element, nodes: list[Node]) -> None:
    """F sets a symbol; where it is empty, its Value is what the reader sees (a numbered box)."""
    value = element.get("Value")
    builder.node("f", element, nodes, {"value": value} if value and not element.text else None)


SPECIAL: dict[str, Callable[[_Builder, etree._Element, list[Node]], None]] = {
    "P": _paragraph,
    "BR": _line_break,
    "SUP": _raised,
    "Split": _tab,
    "ABWFORMAT": _ignored,
    "pre": _preformatted,
    "DL": _list,
    "table": _table,
    "Footnote": _footnote,
    "F": _symbol,
}
