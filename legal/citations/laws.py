"""Reads the law at the end of a citation: abbreviations, books of the SGB, titles, editions."""

import re
from typing import NamedTuple

from legal.citations.dates import skip_date
from legal.citations.europe import read_eu_act
from legal.citations.names import book_number, canonical, names
from legal.citations.titles import read_title
from legal.citations.tokens import NUM, Tokens
from legal.citations.words import DETERMINERS, LANDS, LAW_NOUN, NOT_LAWS, OWN_LAW, THESE, words

_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_ROMAN = re.compile(r"[IVXLC]+[a-h]?[0-9]*")
_SOCIAL_CODE = words("Sozialgesetzbuch Sozialgesetzbuchs Sozialgesetzbuches")
_BOOK = words("Buch Buches Buchs")


class Law(NamedTuple):
    """A law read: its name (None: the law the text stands in), edition, index after it."""

    name: str | None
    edition: str
    end: int


def read_law(tokens: Tokens, index: int, folded: bool = False) -> Law | None:
    """The law named at index with all that belongs to its name, or None.

    folded: accept abbreviations in any case ("vwvfg"), for what people type into a search field.
    """
    word = tokens.word(index)
    if not word and tokens[index].kind != NUM:
        return None
    if word in THESE and tokens.word(index + 1) in OWN_LAW:
        return Law(None, "", index + 2)
    if word[:1].islower() and word not in DETERMINERS and not (folded or _is_abbreviation(word)):
        return None
    at = index + 1 if word in DETERMINERS else index
    named = (
        _read_sgb(tokens, at)
        or read_eu_act(tokens, at)
        or _read_abbreviation(tokens, at, folded)
        or read_title(tokens, at, inflected=at > index)
    )
    if not named:
        return None
    name, end = named
    edition, end = read_edition(tokens, end)
    return Law(name, edition, skip_date(tokens, end))


def read_edition(tokens: Tokens, index: int) -> tuple[str, int]:
    """ "a.F." or "n.F." in any spelling and the index after it, else "" and the index."""
    if tokens.punct(index, "(<"):  # "SGB V (a.F.)"
        edition, closing = read_edition(tokens, index + 1)
        return (edition, closing + 1) if edition and tokens.punct(closing, ")>") else ("", index)
    word = tokens.word(index)
    if word in ("aF", "nF"):
        return f"{word[0]}.F.", index + 1
    if word in ("a", "n") and tokens.punct(index + 1, "."):
        end = tokens.spell(index, word, "F")
        if end:
            return f"{word}.F.", end
    if word in ("alter", "neuer") and tokens.word(index + 1) == "Fassung":
        return f"{word[0]}.F.", index + 2
    return "", index


def _read_sgb(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """The books of the Sozialgesetzbuch in all their spellings."""
    word = tokens.word(index)
    if known := canonical(word) if word.upper().startswith("SGB") and len(word) > 3 else None:
        return known, index + 1
    if word.upper() == "SGB" or word in words(
        "Sozialgesetzbuch Sozialgesetzbuchs Sozialgesetzbuches"
    ):
        return _read_book(tokens, index)
    book = book_number(word) if word[:1].isupper() and len(word) > 4 else None
    if book and tokens.word(index + 1) in _BOOK:
        at = index + 2
        at += tokens.word(at) == "des"
        named = tokens.word(at).startswith("Sozialgesetzbuch")
        return f"SGB {book}", at + 1 if named else index + 2  # the books cite each other so
    return None


def _read_book(tokens: Tokens, index: int) -> tuple[str, int]:
    """What follows "SGB" or "Sozialgesetzbuch": "X", "10", "- Zehntes Buch -", "(SGB) X"."""
    at = index + 1
    if tokens.punct(at, "(") and tokens.word(at + 1) == "SGB" and tokens.punct(at + 2, ")"):
        at += 3
    dash = tokens.punct(at, "-–,(")
    at += dash
    book = book_number(tokens[at].text)
    long = len(tokens[at].text) > 4 and not tokens[at].text.isupper()
    if not book or long != (tokens.word(at + 1) in _BOOK) or dash and not long:
        return "SGB", index + 1
    if not long:
        return f"SGB {book}", at + 1
    end = at + 2
    if dash:
        return f"SGB {book}", end + tokens.punct(end, "-–)")
    return f"SGB {book}", _skip_subtitle(tokens, end)


def _skip_subtitle(tokens: Tokens, index: int) -> int:
    """ "- Rehabilitation und Teilhabe behinderter Menschen -" after the number of a book."""
    if not tokens.punct(index, "-–"):
        return index
    for end in range(index + 1, index + 14):
        if tokens.punct(end, "-–"):
            return end + 1
        if not tokens.word(end) and not tokens.punct(end, ","):
            break
    return index


def _read_abbreviation(tokens: Tokens, index: int, folded: bool) -> tuple[str, int] | None:
    """An abbreviation, with slash, year, Land or number as far as they belong to it."""
    start, ordinal = _skip_ordinal(tokens, index)
    word = tokens.word(start)
    if not _is_abbreviation(word) and not (folded and word.casefold() in names().folded):
        return None
    name, end = ordinal + word, start + 1
    while tokens.punct(end, "/") and _is_part(tokens.word(end + 1)):
        name, end = f"{name}/{tokens.word(end + 1)}", end + 2
    if tokens.word(end) in LANDS:
        name, end = f"{name} {tokens.word(end)}", end + 1
    if tokens[end].kind == NUM and _YEAR.fullmatch(tokens[end].text):
        name, end = f"{name} {tokens[end].text}", end + 1
    if word == "G" and tokens[end].text == "10":
        name, end = "G 10", end + 1
    return canonical(name) or name, end


def _skip_ordinal(tokens: Tokens, index: int) -> tuple[int, str]:
    """Index after "4." or "II." of "4. BImSchV", "II. WoBauG", and that ordinal."""
    token = tokens[index]
    numbered = token.kind == NUM and token.text.isdecimal() or _ROMAN.fullmatch(token.text)
    if numbered and tokens.skip_dot(index + 1) > index + 1:
        return index + 2, f"{token.text}. "
    return index, ""


def _is_part(word: str) -> bool:
    titled = word[:1].isupper() and bool(LAW_NOUN.search(word.casefold()))
    return word == "EU" or titled or _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    """Two capitals or more, or a known short name; no court, currency or reporter."""
    if not 2 <= len(word) <= 24 or word in NOT_LAWS or word in LANDS:
        return word == "G"
    if word in names().exact:
        return True
    if word.isupper() and len(word) > 9 or "-" in word and word[0].islower():
        return False
    if LAW_NOUN.search(word.casefold()):  # "De-Mail-Gesetzes" is a title
        return False
    capitals = sum(letter.isupper() for letter in word)
    return capitals >= 2 and not _ROMAN.fullmatch(word) and not word.endswith("-")
