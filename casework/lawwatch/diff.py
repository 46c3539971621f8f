"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

KEEP, DELETE, INSERT = "keep", "delete", "insert"
CONTEXT = 24  # words left standing around a change; the rest of a long norm is left out
MAX_WORDS = 20_000  # both texts together; longer ones are compared line by line

_WORDS = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came; `skipped` where words are left out."""

    kind: str
    text: str
    skipped: bool = False


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that lead from `before` to `after`.

    Without the inserted ones they are `before`, without the deleted ones `after`, to the letter.
    """
    old, new = _split(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(KEEP, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(DELETE, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(INSERT, "".join(new[c:d])))
    return pieces


def _split(before: str, after: str) -> tuple[list[str], list[str]]:
    """Words, spaces and signs; whole lines where there are too many words to compare in time."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) <= MAX_WORDS:
        return old, new
    return before.splitlines(keepends=True), after.splitlines(keepends=True)


def shortened(pieces: list[Piece], context: int = CONTEXT) -> list[Piece]:
    """The pieces with only `context` words of what stayed around each change."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        words = _WORDS.findall(piece.text) if piece.kind == KEEP else []
        head = 2 * context if index else 0
        tail = 2 * context if index < len(pieces) - 1 else 0
        if piece.kind != KEEP or len(words) <= head + tail + 8:
            found.append(piece)
            continue
        if head:
            found.append(Piece(KEEP, "".join(words[:head])))
        found.append(Piece(KEEP, "", skipped=True))
        if tail:
            found.append(Piece(KEEP, "".join(words[-tail:])))
    return found
