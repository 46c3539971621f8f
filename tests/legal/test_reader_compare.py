"""Two texts compared word by word."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.reader.compare import Piece, compare
from legal.reader.stretches import stretches

TEXTS = st.text(st.sampled_from("aä §1.,(\n "), max_size=60)


def side(pieces: list[Piece], other: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != other)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert side(pieces, "inserted") == old
    assert side(pieces, "deleted") == new
    assert all(piece.text for piece in pieces)


def test_a_changed_word_is_shown_alone() -> None:
    assert compare("am dritten Tag nach der Aufgabe.", "am vierten Tag nach der Aufgabe.") == [
        Piece("same", "am "),
        Piece("deleted", "dritten"),
        Piece("inserted", "vierten"),
        Piece("same", " Tag nach der Aufgabe."),
    ]


def test_a_comma_both_have_does_not_part_a_change() -> None:
    changed = [piece for piece in compare("gilt, wenn nicht", "ist, falls doch") if piece.text]
    assert changed == [Piece("deleted", "gilt, wenn nicht"), Piece("inserted", "ist, falls doch")]


def test_what_did_not_change_is_folded() -> None:
    old = "\n".join(f"({n}) Absatz {n}." for n in range(1, 10))
    new = old.replace("Absatz 5", "Satz 5")
    folds = [(stretch.folded, len(stretch.lines)) for stretch in stretches(old, new)]
    assert folds == [(True, 3), (False, 3), (True, 3)]
    assert stretches(old, new)[0].words == 9


@pytest.mark.parametrize(("old", "new"), [("", "neu"), ("alt", ""), ("", ""), ("x", "x")])
def test_nothing_before_or_after(old: str, new: str) -> None:
    kinds = {piece.kind for piece in compare(old, new)}
    assert ("deleted" in kinds, "inserted" in kinds) == (old > new, new > old)


def test_a_line_that_changed_throughout_is_shown_whole() -> None:
    old, new = "alt neu " * 4000 + "alt", "neu alt " * 4000 + "neu"
    assert compare(old, new) == [Piece("deleted", old), Piece("inserted", new)]


def test_many_lines_are_compared_in_time() -> None:
    lines = [f"Zeile {number} mit einigen Wörtern" for number in range(5000)]
    pieces = compare("\n".join(lines), "\n".join([*lines[:2500], "Neu", *lines[2500:]]))
    assert [piece.text.strip() for piece in pieces if piece.kind != "same"] == ["Neu"]


def test_blanks_alone_are_no_change() -> None:
    assert stretches("a  b\nc", "a b c") == []


def test_a_long_annex_is_compared_in_time() -> None:
    words = random.Random(1).choices(["der", "die", "und", "Behörde", "1", "2"], k=30_000)  # noqa: S311
    old = "\n".join(" ".join(words[at : at + 20]) for at in range(0, len(words), 20))
    started = time.perf_counter()
    pieces = compare(old, old.replace("Behörde", "Stelle"))
    assert time.perf_counter() - started < 10
    assert side(pieces, "inserted") == old
