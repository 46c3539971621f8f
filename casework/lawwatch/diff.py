"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

KEEP, DELETE, INSERT = "keep", "delete", "insert"
CONTEXT = 24  # words left standing around a change; the rest of a long norm is left out
MAX_WORDS = 4_000  # of a changed stretch, old and new together; a longer one is shown by lines

_WORDS = re.compile(r"(?:[^\W_]+|[^\w\s]|_)\s*|\s+")  # a word keeps the space behind it


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came; `skipped` where words are left out."""

    kind: str
    text: str
    skipped: bool = False


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that lead from `before` to `after`.

    Without the inserted ones they are `before`, without the deleted ones `after`, to the letter.
    Lines (an Absatz, an item) are compared first, then words in those that differ: words alone
    would take seconds for a long norm.
    """
    pieces: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for piece in _compared(old, new):
        last = pieces[-1] if pieces else None
        if last and (last.kind, piece.kind) == (DELETE, INSERT):
            pieces.pop()
            pieces += _by_words(last, piece)
        else:
            pieces.append(piece)
    return _joined(pieces)


def _by_words(old: Piece, new: Piece) -> list[Piece]:
    words, others = _WORDS.findall(old.text), _WORDS.findall(new.text)
    if len(words) + len(others) > MAX_WORDS:
        return [old, new]
    return _compared(words, others)


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(KEEP, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(DELETE, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(INSERT, "".join(new[c:d])))
    return pieces


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one."""
    return [
        Piece(kind, "".join(piece.text for piece in group))
        for kind, group in groupby(pieces, key=lambda piece: piece.kind)
    ]


def shortened(pieces: list[Piece], context: int = CONTEXT) -> list[Piece]:
    """The pieces with only `context` words of what stayed around each change."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        words = _WORDS.findall(piece.text) if piece.kind == KEEP else []
        head = context if index else 0
        tail = context if index < len(pieces) - 1 else 0
        if piece.kind != KEEP or len(words) <= head + tail + 8:
            found.append(piece)
            continue
        if head:
            found.append(Piece(KEEP, "".join(words[:head])))
        found.append(Piece(KEEP, "", skipped=True))
        if tail:
            found.append(Piece(KEEP, "".join(words[-tail:])))
    return found
