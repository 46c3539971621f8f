"""The words newcomers stumble over, from docs/handbook/words.md: the page is the data."""

from functools import cache
from typing import NamedTuple

from casework.desk.help.chapters import FOLDER
from casework.desk.help.markdown import anchor_of


class Word(NamedTuple):
    """A word and what it means here; `anchor` is its place on the page of words."""

    word: str
    text: str
    anchor: str


@cache
def words() -> dict[str, Word]:
    """All words by themselves."""
    _head, *parts = (FOLDER / "words.md").read_text(encoding="utf-8").split("\n## ")
    found = [part.partition("\n") for part in parts]
    return {word: Word(word, " ".join(text.split()), anchor_of(word)) for word, _, text in found}
