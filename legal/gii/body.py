"""An element with law text to a `Body`: what each element of the portal's XML becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from legal.gii.builder import CELL, LINE, SPACE, Builder, Handler
from legal.gii.model import Body, Node
from legal.gii.tables import spans_of

_SENTENCE_STARTS = re.compile(r"\s*[\w§„(]")
ABSATZ = re.compile(r"\((\d+[a-z]{0,3})\)")


def read_body(elements: Iterable[etree._Element]) -> Body:
    """The body of the given elements' content (Content, TOC, Footnotes of a norm), in order."""
    builder = Builder(HANDLERS)
    nodes: list[Node] = []
    for element in elements:
        builder.gap = LINE
        if element.tag == "Content":
            builder.inside(element, nodes)
        else:
            builder.element(element, nodes)
    return Body(builder.finish(), tuple(nodes))


def _paragraph(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    builder.node("p", element, nodes, _absatz_number(element))
    builder.gap = LINE


def _absatz_number(element: etree._Element) -> dict[str, str] | None:
    text = (element.text or "").lstrip()
    if not text and len(element):  # the number itself may be set in bold
        text = "".join(map(str, islice(element.itertext(), 4))).lstrip()
    found = ABSATZ.match(text)
    return {"n": found[1]} if found else None


def _line_break(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    if builder.verbatim:
        builder.text("\n")
        return
    at = max(builder.position, builder.ahead)
    nodes.append(Node("br", at, at))
    builder.gap = LINE


def _raised(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
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


def _tab(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = max(builder.gap, CELL)


def _ignored(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    """ABWFORMAT marks a deviation of the layout from the gazette: no text, no meaning here."""
    builder.inside(element, nodes)


def _preformatted(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    start = builder.start()
    children: list[Node] = []
    builder.verbatim = True
    builder.inside(element, children)
    builder.verbatim = False
    nodes.append(Node("pre", start, builder.end(start, children), tuple(children)))
    builder.gap = LINE


def _list(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
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
    nodes.append(Node("list", start, builder.end(start, items), tuple(items)))
    builder.gap = LINE


def _close(builder: Builder, item: tuple[int, list[Node]] | None, items: list[Node]) -> None:
    if item is not None:
        start, children = item
        items.append(Node("item", start, builder.end(start, children), tuple(children)))


def _definition(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    """DD holds one LA as a rule; only where there are more does each get a node of its own."""
    if len(element) == 1 and not (element.text or "").strip():
        only = element[0]
        if only.tag == "LA":
            builder.inside(only, nodes)
            return
    builder.inside(element, nodes)


def _table(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    start = builder.start()
    children: list[Node] = []
    for child in element:
        if child.tag == "tgroup":
            columns = [spec.get("colname", "") for spec in child.iter("colspec")]
            for part in child:
                if part.tag in ("thead", "tbody", "tfoot"):
                    _rows(builder, part, columns, children)
                elif part.tag not in ("colspec", "spanspec"):
                    builder.element(part, children)
        else:
            builder.gap = LINE
            builder.node("caption", child, children)
    nodes.append(Node("table", start, builder.end(start, children), tuple(children)))
    builder.gap = LINE


def _rows(builder: Builder, part: etree._Element, columns: list[str], children: list[Node]) -> None:
    attrs = {"head": "1"} if part.tag == "thead" else None
    for row in part:
        builder.gap = LINE
        start = builder.start()
        cells: list[Node] = []
        for entry in row:
            if cells:
                builder.gap = CELL
            builder.node("cell", entry, cells, spans_of(entry, columns))
        children.append(Node("row", start, builder.end(start, cells), tuple(cells), attrs))


def _footnote(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    builder.gap = LINE
    mark = element.get("FnZ", "") + element.get("Postfix", "")
    builder.node("footnote", element, nodes, {"id": element.get("ID", ""), "mark": mark})
    builder.gap = LINE


def _symbol(builder: Builder, element: etree._Element, nodes: list[Node]) -> None:
    """F sets a symbol; where it is empty, its Value is what the reader sees (a numbered box)."""
    value = element.get("Value")
    builder.node("f", element, nodes, {"value": value} if value and not element.text else None)


HANDLERS: dict[str, Handler] = {
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
