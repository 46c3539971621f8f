"""Compares two texts of a norm word by word. Pure.

Lines are compared first and words only inside those that changed: that keeps a comparison of two
annexes with ten thousands of words quick, and shows changes where a reader looks for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

Kind = Literal["same", "deleted", "inserted"]
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_LETTER = re.compile(r"\w")
MAX_WORDS = 4_000  # of two changed stretches together; above, they are shown as replaced whole
MAX_COST = 40  # pairs of equal words for each word, above which matching is not exact


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both versions, or in one of them only."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that make up both texts: without the inserted ones `old`, without the deleted
    ones `new`. Words and punctuation marks are never split."""
    pieces: list[Piece] = []
    for same, before, after in _matched(_lines(old), _lines(new)):
        if same:
            pieces.append(Piece("same", "".join(after)))
        else:
            pieces.extend(_by_word("".join(before), "".join(after)))
    return list(_joined(pieces))


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > 2 * MAX_WORDS:
        yield from _replaced(old, new)
        return
    for same, gone, come in _matched(before, after):
        text = "".join(come)
        # A comma or a blank that happens to stand in both does not make two changes of one.
        if same and _LETTER.search(text):
            yield Piece("same", text)
        elif same:
            yield from _replaced(text, text)
        else:
            yield from _replaced("".join(gone), text)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("deleted", old)
    if new:
        yield Piece("inserted", new)


def _matched(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=_is_costly(old, new))
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        yield tag == "equal", old[start:end], new[new_start:new_end]


def _is_costly(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether words that stand everywhere in both would make exact matching slow; they are then
    left out of the search for what is common."""
    counts = Counter(old)
    return sum(counts[one] for one in new) > MAX_COST * (len(old) + len(new))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring changes made one: first all that went, then all that came."""
    same = gone = come = ""
    for piece in pieces:
        if piece.kind == "same":
            if gone or come:
                yield from _change(gone, come)
                gone = come = ""
            same += piece.text
            continue
        if same:
            yield Piece("same", same)
            same = ""
        gone += piece.text if piece.kind == "deleted" else ""
        come += piece.text if piece.kind == "inserted" else ""
    if same:
        yield Piece("same", same)
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Piece]:
    """A change without the blanks and marks that both sides begin and end with."""
    start = _shared(gone, come)
    head, gone, come = gone[:start], gone[start:], come[start:]
    end = _shared(gone[::-1], come[::-1])
    tail = gone[len(gone) - end :]
    if head:
        yield Piece("same", head)
    yield from _replaced(gone[: len(gone) - end], come[: len(come) - end])
    if tail:
        yield Piece("same", tail)


def _shared(one: str, other: str) -> int:
    """How many characters other than letters and digits both begin with."""
    pairs = zip(one, other, strict=False)
    same = takewhile(
        lambda pair: pair[0] == pair[1] and not (pair[0].isalnum() or pair[0] == "_"), pairs
    )
    return sum(1 for _ in same)
