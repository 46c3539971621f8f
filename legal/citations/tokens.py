"""Tokens of a text with citations. Linear: every alternative is possessive or bounded."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<sign>§{1,2})"
    # "14", "3a", "6ter", "1.07", "20.2.2013"; not the "3" of "3abcd"
    r"|(?P<num>[0-9]++(?:\.[0-9]++){0,4}+(?:[a-z]{1,3}|[A-Z])?(?![^\W_]))"
    r"|(?P<bare>[0-9]++)"
    r"|(?P<word>[^\W\d_][\w\u0300-\u036f]*+(?:[-\u2011][^\W_][\w\u0300-\u036f]*+)*+-?)"
    r"|(?P<punct>[^\s\u00ad\u200b\u2060\ufeff])"
)
SIGN, NUM, WORD, PUNCT = "sign", "num", "word", "punct"


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


END = Token("end", "", -1, -1)


def _scan(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or PUNCT
        yield Token(NUM if kind == "bare" else kind, match[0], match.start(), match.end())


class Tokens:
    """The tokens of one text; reading past the end gives END, so readers need no bounds checks."""

    __slots__ = ("items", "listed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.items = list(_scan(text))
        self.listed = 0  # members of ranges listed so far, see MAX_LISTED

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Token:
        return self.items[index] if 0 <= index < len(self.items) else END

    def word(self, index: int) -> str:
        """The word at index, "" where there is something else."""
        token = self[index]
        return token.text if token.kind == WORD else ""

    def punct(self, index: int, chars: str) -> bool:
        """Whether one of these characters stands at index."""
        token = self[index]
        return token.kind == PUNCT and token.text in chars

    def skip_dot(self, index: int) -> int:
        """Index after the dot of the abbreviation before index, if it has one."""
        glued = self[index].start == self[index - 1].end
        return index + 1 if glued and self.punct(index, ".") else index

    def spell(self, index: int, *words: str) -> int | None:
        """Index after these words in a row, each with or without a dot; None if they differ."""
        for word in words:
            if self.word(index) != word:
                return None
            index = self.skip_dot(index + 1)
        return index
