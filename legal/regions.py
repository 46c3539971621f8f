"""Regions of a norm: its Absätze, the sentences in them, the items of their lists. Pure.

A sentence is counted in the running text of its region; a list belongs to the sentence that leads
to it, and what follows the list starts a new sentence only where it begins with a capital and the
list did not end in the middle of one. Where the lawmaker numbered the sentences, those count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from legal.gii import Body, Node
from legal.gii.body import ABSATZ
from legal.sentences import Span, half_spans, spans

# Blocks that interrupt running text; what stands in them is not counted as sentences around them.
BLOCKS = frozenset(("list", "table", "pre", "footnotes", "toc"))


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a norm; `nodes` are those it stands in or holds."""

    start: int
    end: int
    content: int  # where the text begins behind a number such as "(1)" or "a)"
    nodes: tuple[Node, ...]

    def blocks(self) -> Iterator[Node]:
        """The outermost lists, tables … of the region."""
        for node in _outermost(self.nodes, BLOCKS):
            if node.start >= self.end or node.end <= self.start:
                continue
            if node.start < self.start:  # the region begins inside it
                yield from Region(self.start, self.end, self.content, node.children).blocks()
            else:
                yield node

    def within(self, span: Span) -> Region:
        return Region(span.start, span.end, span.start, self.nodes)


def _outermost(nodes: Iterable[Node], kinds: frozenset[str]) -> Iterator[Node]:
    for node in nodes:
        if node.kind in kinds:
            yield node
        elif node.children:
            yield from _outermost(node.children, kinds)


def absaetze(body: Body, nodes: Sequence[Node]) -> list[tuple[str, Region]]:
    """An unnumbered paragraph continues the Absatz before it."""
    found: list[tuple[str, list[Node]]] = []
    numbered = any(node.kind == "p" and node.attrs for node in nodes)
    for node in nodes:
        if node.kind in ("footnotes", "title", "subtitle", "ident", "toc"):
            continue
        starts = bool(node.attrs) if numbered else True
        if node.kind == "p" and starts and node.end > node.start:
            found.append((node.attr("n") if numbered else str(len(found) + 1), [node]))
        elif found:
            found[-1][1].append(node)
    return [(number, _region(body, parts)) for number, parts in found]


def _region(body: Body, parts: list[Node]) -> Region:
    start, end = parts[0].start, parts[-1].end
    return Region(start, end, behind_number(body, start), tuple(parts))


def behind_number(body: Body, start: int) -> int:
    number = ABSATZ.match(body.text, start)
    return number.end() if number else start


def paragraph_spans(region: Region) -> Iterator[Span]:
    for node in _outermost(region.nodes, frozenset(("p", "la"))):
        start, end = max(node.start, region.start), min(node.end, region.end)
        if end > start:
            yield Span(start, end)


def sentences(body: Body, region: Region) -> list[tuple[str, Span]]:
    marked = [
        node
        for node in _outermost(region.nodes, BLOCKS | {"sentence"})
        if node.kind == "sentence" and region.start <= node.start < region.end
    ]
    if marked:
        return _marked_sentences(body, region, marked)
    return [(str(n), span) for n, span in enumerate(_counted_sentences(body, region), start=1)]


def _marked_sentences(body: Body, region: Region, marked: list[Node]) -> list[tuple[str, Span]]:
    """The lawmaker's own numbers; before the first one marked may stand an unmarked Satz 1."""
    starts = [(node.attr("n").strip(), node.start) for node in marked]
    if starts[0][0] != "1" and body.text[region.content : starts[0][1]].strip():
        starts.insert(0, ("1", region.content))
    ends = [start for _, start in starts[1:]] + [region.end]
    return [
        (number, _trim(body.text, Span(start, end)))
        for (number, start), end in zip(starts, ends, strict=True)
    ]


def _counted_sentences(body: Body, region: Region) -> list[Span]:
    found: list[Span] = []
    at = region.content
    open_end = False  # the last one found goes on: a list followed it, or it is still to end
    for block in (*region.blocks(), None):
        stop = region.end if block is None else max(at, block.start)
        for index, span in enumerate(spans(body.text, at, stop)):
            if index == 0 and open_end and not _starts_anew(body.text, at, span.start):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
            open_end = False
        if block is not None:
            end = min(block.end, region.end)
            if found:
                found[-1] = Span(found[-1].start, end)
            else:
                found.append(Span(max(at, block.start), end))
            at, open_end = end, True
    return found


def _starts_anew(text: str, before: int, start: int) -> bool:
    """Whether what stands behind a block (that ends at `before`) is a new sentence."""
    letter = text[start]
    if text[before - 1] in ";,":
        return False
    return letter.isupper() or letter == "§" or letter.isdigit() or letter in "„("


def _trim(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    return Span(span.start + len(part) - len(part.lstrip()), span.start + len(part.rstrip()))


def halves(body: Body, region: Region) -> tuple[Span, ...]:
    sentences = _counted_sentences(body, region)
    if not sentences:
        return ()
    first = sentences[0]
    return half_spans(body.text, first.start, first.end)


def items(body: Body, region: Region, wanted: Callable[[str], bool]) -> Iterator[Region]:
    """Items whose label fits, the outer ones first."""
    level = [node for node in region.blocks() if node.kind == "list"]
    while level:
        inner: list[Node] = []
        for item in (child for node in level for child in node.children):
            if item.start >= region.end or item.end <= region.start:
                continue
            part = _item_region(item)
            if wanted(_label(body, item)):
                yield part
            inner.extend(node for node in part.blocks() if node.kind == "list")
        level = inner


def _item_region(item: Node) -> Region:
    content = item.start
    nodes = item.children
    if nodes and nodes[0].kind == "label":
        content, nodes = nodes[0].end, nodes[1:]
    return Region(item.start, item.end, content, nodes)


def _label(body: Body, item: Node) -> str:
    first = item.children[0] if item.children else None
    if first is None or first.kind != "label":
        return ""
    return body.text[first.start : first.end].strip()


def same_label(label: str, value: str) -> bool:
    return bool(label) and re.sub(r"[\s().\]\[]+$|^[(\[]", "", label).casefold() == value.casefold()
