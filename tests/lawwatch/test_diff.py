"""The comparison of two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.lawwatch.diff import DELETE, INSERT, KEEP, Piece, shortened, word_diff

WORDS = st.lists(
    st.sampled_from(["am", "dritten", "vierten", "Tag", ",", "\n", "gilt"]), max_size=30
)


def test_one_word_changed() -> None:
    assert word_diff("gilt am dritten Tag als", "gilt am vierten Tag als") == [
        Piece(KEEP, "gilt am "),
        Piece(DELETE, "dritten "),
        Piece(INSERT, "vierten "),
        Piece(KEEP, "Tag als"),
    ]


@pytest.mark.parametrize(("before", "after"), [("", "neu"), ("alt", ""), ("", ""), ("x", "x")])
def test_nothing_before_or_after(before: str, after: str) -> None:
    kinds = {piece.kind for piece in word_diff(before, after)}
    assert (DELETE in kinds, INSERT in kinds) == (before > after, after > before)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != INSERT) == before
    assert "".join(piece.text for piece in pieces if piece.kind != DELETE) == after


def test_long_unchanged_stretches_are_left_out() -> None:
    pieces = shortened(word_diff("wort " * 500 + "alt", "wort " * 500 + "neu"), context=3)
    assert [piece.skipped for piece in pieces] == [True, False, False, False]
    assert pieces[1].text.split() == ["wort"] * 3


def test_a_line_that_changed_throughout_is_shown_whole() -> None:
    before, after = "alt neu " * 2000, "neu alt " * 2000
    assert word_diff(before, after) == [Piece(DELETE, before), Piece(INSERT, after)]


def test_very_long_texts_are_compared_in_time() -> None:
    lines = [f"Zeile {number} mit einigen Wörtern" for number in range(5000)]
    after = [*lines[:2500], "Neu", *lines[2500:]]
    pieces = word_diff("\n".join(lines), "\n".join(after))
    assert [piece.text for piece in pieces if piece.kind != KEEP] == ["Neu\n"]
