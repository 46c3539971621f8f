"""Blocks of a norm as elements of the federal XML, so that one reader makes every body. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from legal.bylaws.blocks import Block
from legal.gii import Body
from legal.gii.body import read_body

Open = tuple[int, int, etree._Element, etree._Element]  # rank, indent, the list, its last text


def body_of(blocks: Sequence[Block]) -> Body:
    """The body of a norm: P for an Absatz, DL for a list, a table as in federal law."""
    builder = _Content()
    for block in blocks:
        getattr(builder, f"add_{block.kind}")(block)
    return read_body([builder.content])


class _Content:
    def __init__(self) -> None:
        self.content = etree.Element("Content")
        self.paragraph: etree._Element | None = None
        self.lists: list[Open] = []

    def add_absatz(self, block: Block) -> None:
        self.lists.clear()
        self.paragraph = etree.SubElement(self.content, "P")
        self.paragraph.text = block.text

    def add_text(self, block: Block) -> None:
        """A paragraph; indented it belongs to the item above, in lower case to the sentence."""
        if self.lists and block.indent:
            _append_line(self.lists[-1][3], block.text)
        elif self.lists and self.paragraph is not None and block.text[:1].islower():
            self.lists.clear()
            self.paragraph[-1].tail = block.text
        else:
            self.add_absatz(block)

    def add_item(self, block: Block) -> None:
        while any(rank == block.rank for rank, *_ in self.lists) and not self._is_sibling(block):
            self.lists.pop()
        if self.lists and self._is_sibling(block):
            rank, indent, parent, _ = self.lists.pop()
        else:
            rank, indent, parent = block.rank, block.indent, self._new_list()
        etree.SubElement(parent, "DT").text = block.label
        text = etree.SubElement(etree.SubElement(parent, "DD"), "LA")
        text.text = block.text
        self.lists.append((rank, indent, parent, text))

    def _is_sibling(self, block: Block) -> bool:
        """Dashes may stand in dashes: there the indentation tells the levels."""
        rank, indent, *_ = self.lists[-1]
        return rank == block.rank and (rank < 3 or block.indent <= indent)

    def _new_list(self) -> etree._Element:
        return etree.SubElement(self._inside(), "DL")

    def _inside(self) -> etree._Element:
        """What holds a list or a table that begins now."""
        if self.lists:
            return self.lists[-1][3]
        if self.paragraph is None:
            self.paragraph = etree.SubElement(self.content, "P")
        return self.paragraph

    def add_table(self, block: Block) -> None:
        width = max(map(len, block.rows), default=1)
        group = etree.SubElement(
            etree.SubElement(self._inside(), "table"), "tgroup", cols=str(width)
        )
        for number in range(1, width + 1):
            etree.SubElement(group, "colspec", colname=f"col{number}")
        if block.has_head:
            _rows(etree.SubElement(group, "thead"), block.rows[:1], width)
        _rows(etree.SubElement(group, "tbody"), block.rows[block.has_head :], width)


def _rows(parent: etree._Element, rows: Sequence[Sequence[str]], width: int) -> None:
    for values in rows:
        row = etree.SubElement(parent, "row")
        for number in range(width):
            entry = etree.SubElement(row, "entry", colname=f"col{number + 1}")
            entry.text = values[number] if number < len(values) else ""


def _append_line(element: etree._Element, text: str) -> None:
    etree.SubElement(element, "BR").tail = text
