"""The lines of one norm as blocks: Absätze, paragraphs, items, tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from legal.bylaws import lines
from legal.bylaws.problems import Problem

Line = tuple[int, str]  # number from 1, text


@dataclass(slots=True)
class Block:
    """A stretch of text; `kind` is absatz, text, item or table."""

    kind: str
    line: int
    parts: list[str] = field(default_factory=list)  # lines of running text
    label: str = ""
    rank: int = 0
    indent: int = 0
    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.parts)


class BlockReader:
    """Reads the lines of one norm; what follows without a sign of its own is joined."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.after_blank = True
        self.absaetze: list[str] = []
        self.open: dict[int, str] = {}  # rank -> last number of the list that is open there

    def read(self, norm: Iterable[Line]) -> list[Block]:
        for number, raw in norm:
            line = raw.rstrip()
            if not line.strip() or lines.RULE.match(line.strip()):
                self.after_blank = True
                continue
            self._line(number, line)
            self.after_blank = False
        return self.blocks

    def _line(self, number: int, line: str) -> None:
        text = line.strip()
        if found := lines.ABSATZ.match(text):
            self._absatz(number, found[1], text)
        elif lines.ROW.match(text):
            self._row(number, text)
        elif (item := lines.item(line)) and self._accepts(item):
            self._item(number, item)
        elif self.after_blank or not self.blocks or self.blocks[-1].kind == "table":
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            self.blocks.append(Block("text", number, [lines.plain(text)], indent=indent))
            if not indent and not text[0].islower():
                self.open.clear()
        else:
            self.blocks[-1].parts.append(lines.plain(text))

    def _absatz(self, number: int, value: str, text: str) -> None:
        if value in self.absaetze:
            self.problems.append(Problem(number, "absatz-twice", value))
        elif not lines.follows(value, self.absaetze[-1] if self.absaetze else "0"):
            self.problems.append(Problem(number, "absatz-order", value))
        self.absaetze.append(value)
        self.open.clear()
        self.blocks.append(Block("absatz", number, [lines.plain(text)]))

    def _row(self, number: int, text: str) -> None:
        if not self.blocks or self.blocks[-1].kind != "table" or self.after_blank:
            self.blocks.append(Block("table", number))
        table = self.blocks[-1]
        if lines.ROW_RULE.match(text):
            table.has_head = table.has_head or len(table.rows) == 1
        else:
            table.rows.append(lines.cells(text))

    def _accepts(self, item: lines.Item) -> bool:
        """Whether the line begins an item, or only goes on with a number ("am\\n3. Werktag")."""
        before = self.open.get(item.rank)
        if self.after_blank or not self.blocks:
            return True
        if before is not None and item.rank < 3:
            return lines.follows(item.label[:-1], before)
        last = self.blocks[-1]
        return (
            last.kind == "item"
            or last.parts[-1:]
            and last.parts[-1].endswith(":")
            or item.label[:-1] in ("1", "a", "aa")
        )

    def _item(self, number: int, item: lines.Item) -> None:
        value, before = item.label[:-1], self.open.get(item.rank)
        if item.rank < 3 and not lines.follows(value, before or _before_first(item.rank)):
            self.problems.append(Problem(number, "item-order", item.label))
        for deeper in [rank for rank in self.open if rank > item.rank]:
            del self.open[deeper]
        self.open[item.rank] = value
        self.blocks.append(
            Block("item", number, [lines.plain(item.text)], item.label, item.rank, item.indent)
        )


def _before_first(rank: int) -> str:
    """What the first number of a list follows: 0 before 1, "`" before a."""
    return ("0", "`", "a`")[rank]
