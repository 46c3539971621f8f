"""Skips what may stand behind a law's name: "vom 21. Dezember 2000 (BGBl. I S. 1966)"."""

from legal.citations.tokens import NUM, Tokens
from legal.citations.words import GAZETTE, MONTHS, words

_MAX_BRACKET = 60
_CLOSING = {"(": ")", "<": ">", "[": "]"}
_PAGES = words("I II III S Nr Seite L C")


def starts_date(tokens: Tokens, index: int) -> bool:
    return tokens.word(index) == "vom" and tokens[index + 1].kind == NUM


def skip_date(tokens: Tokens, index: int) -> int:
    """Index after a date and the gazette, else the index itself.

    A bracket with the short name may stand before the date; a gazette may stand without a date.
    """
    at = _skip_bracket(tokens, index) if tokens.punct(index, "<(") else index
    if not starts_date(tokens, at):
        return _skip_gazette(tokens, index) if tokens.punct(index, "(") else index
    at += 2
    if "." not in tokens[at - 1].text:
        at = tokens.skip_dot(at)
        if tokens.word(at) not in MONTHS and tokens[at].kind != NUM:
            return index
        at = tokens.skip_dot(at + 1)
        at += tokens[at].kind == NUM
    return _skip_gazette(tokens, at)


def _skip_gazette(tokens: Tokens, index: int) -> int:
    """Index after "(BGBl. I S. 1966)" or ", BGBl I 277"."""
    if not GAZETTE.fullmatch(tokens.word(index + 1)):
        return index
    if tokens.punct(index, "(<"):
        return _skip_bracket(tokens, index)
    if not tokens.punct(index, ","):
        return index
    at = tokens.skip_dot(index + 2)
    while tokens[at].kind == NUM or tokens.word(at) in _PAGES and at < index + 12:
        at = tokens.skip_dot(at + 1) if tokens.word(at) else at + 1
    while tokens.punct(at, ",") and tokens[at + 1].kind == NUM and tokens.punct(at + 2, ",)"):
        at += 2
    return at


def _skip_bracket(tokens: Tokens, index: int) -> int:
    """Index after the bracket that opens at index; the index itself if it does not close soon."""
    opening = tokens[index].text
    depth = 0
    for at in range(index, index + _MAX_BRACKET):
        depth += tokens.punct(at, opening) - tokens.punct(at, _CLOSING[opening])
        if not depth:
            return at + 1
    return index
