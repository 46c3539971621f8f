"""A comparison of two texts laid out in lines, the unchanged ones folded away. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from legal.reader.compare import Piece, compare

CONTEXT = 1  # unchanged lines shown before and after a change
MIN_FOLDED = 2  # fewer unchanged lines are shown, not folded


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; `changed` if any of it differs."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines one after the other; `folded` ones are unchanged and far from any change."""

    lines: tuple[Line, ...]
    folded: bool

    @property
    def words(self) -> int:
        return sum(len(piece.text.split()) for line in self.lines for piece in line.pieces)


def stretches(old: str, new: str, context: int = CONTEXT) -> list[Stretch]:
    """The comparison in lines, those far from any change folded. Empty where nothing differs in
    more than blanks."""
    if old.split() == new.split():
        return []
    lines = list(_in_lines(compare(old, new)))
    near = [False] * len(lines)
    for index, line in enumerate(lines):
        if line.changed:
            for at in range(max(0, index - context), min(len(lines), index + context + 1)):
                near[at] = True
    return list(_folded(lines, near))


def _folded(lines: Sequence[Line], near: Sequence[bool]) -> Iterator[Stretch]:
    shown: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and near[end] == near[at]:
            end += 1
        if near[at] or end - at < MIN_FOLDED:
            shown.extend(lines[at:end])
        else:
            if shown:
                yield Stretch(tuple(shown), folded=False)
                shown = []
            yield Stretch(tuple(lines[at:end]), folded=True)
        at = end
    if shown:
        yield Stretch(tuple(shown), folded=False)


def _in_lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    line: list[Piece] = []
    for piece in pieces:
        for part in piece.text.splitlines(keepends=True):
            text = part.rstrip("\n")
            if text:
                line.append(Piece(piece.kind, text))
            if part.endswith("\n") and line:
                yield Line(tuple(line))
                line = []
    if line:
        yield Line(tuple(line))
