"""Reads what a chain of citations is joined from: heads ("§§", "Art."), norms and separators."""

import re
from typing import NamedTuple

from legal.citations.levels import roman
from legal.citations.steps import lone_letter
from legal.citations.tokens import NUM, SIGN, Tokens
from legal.citations.words import FILLERS, JOINERS, UNITS, words

HEAD_WORDS = {
    "Art": "Art.",
    "Artt": "Art.",
    "Artikel": "Art.",
    "Artikels": "Art.",
    "Artikeln": "Art.",
    "Anlage": "Anlage",
    "Anlagen": "Anlage",
    "Anl": "Anlage",
    "Anhang": "Anhang",
    "Anhangs": "Anhang",
    "Anhänge": "Anhang",
    "Paragraph": "§",
    "Paragraphen": "§",
    "Paragraf": "§",
    "Paragrafen": "§",
}
_WITH = (("i", "V", "m"), ("i", "V", "mit"), ("i", "Verb", "m"), ("i", "Vm"))
_IN_VERB = ("in", "Verb", "mit")
ANNEXES = frozenset({"Anlage", "Anhang"})
_PLURAL = words("Artt Artikeln Anlagen Anhänge Paragraphen Paragrafen")
_NORM = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3}){0,3})((?:[a-z]|[a-z]{2}|bis|ter|quater|[A-Z])?)")
_ARTICLES = words("den der dem des die")


class Head(NamedTuple):
    kind: str
    plural: bool
    end: int


class Norm(NamedTuple):
    """A norm's number, "f."/"ff." glued to it ("312ff"), and the index after it."""

    value: str
    following: str
    end: int


class Separator(NamedTuple):
    """What joins two members: "and", "range" ("bis") or "with" ("in Verbindung mit")."""

    kind: str
    end: int
    comma: bool


def read_head(tokens: Tokens, index: int) -> Head | None:
    """ "§", "§§", "§ §", "Art.", "Artikel", "Anlage" ..."""
    token = tokens[index]
    if token.kind == SIGN:
        double = tokens[index + 1].kind == SIGN
        return Head("§", double or len(token.text) == 2, index + 1 + double)
    kind = HEAD_WORDS.get(tokens.word(index))
    if not kind:
        return None
    return Head(kind, token.text in _PLURAL, tokens.skip_dot(index + 1))


def read_norm(tokens: Tokens, index: int, head: Head) -> Norm | None:
    """The number of a norm: "3a", "613 a", "II" (Art., Anlage), "A" (Anlage), "312ff"."""
    token = tokens[index]
    if token.kind != NUM:
        return _read_named(tokens, index, head.kind)
    glued = re.fullmatch(r"([0-9]+)(ff|f)", token.text)
    if glued and (glued[2] == "ff" or tokens.skip_dot(index + 1) > index + 1):
        return Norm(glued[1], f"{glued[2]}.", tokens.skip_dot(index + 1))
    match = _NORM.fullmatch(token.text)
    if not match or _names_act(tokens, index + 1):
        return None
    letter = "" if match[2] else lone_letter(tokens, index + 1)
    if letter and not tokens.punct(index + 2, ")"):
        return Norm(token.text + letter, "", index + 2)
    return Norm(token.text, "", index + 1)


def _names_act(tokens: Tokens, index: int) -> bool:
    """ "Artikel 10-Gesetz": the number is part of a law's name."""
    return tokens.punct(index, "-") and tokens.word(index + 1).startswith("Gesetz")


def _read_named(tokens: Tokens, index: int, kind: str) -> Norm | None:
    if kind == "§":
        return None
    word = tokens.word(index)
    if kind in ANNEXES and word in ("zum", "zur"):  # the only one: "Anlage zum WoGG"
        return Norm("", "", index)
    if roman(word) or (kind in ANNEXES and re.fullmatch("[A-Z]", word)):
        return Norm(word, "", index + 1)
    return None


def read_following(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """ "f." or "ff." and the index after it."""
    word = tokens.word(index)
    if word in ("f", "ff"):
        return f"{word}.", tokens.skip_dot(index + 1)
    if word in ("folgende", "fortfolgende"):
        return "ff.", index + 1
    return None


def read_with(tokens: Tokens, index: int) -> int | None:
    """Index after "i. V. m.", "iVm", "in Verbindung mit"; None if there is none."""
    word = tokens.word(index)
    if word in ("iVm", "ivm", "IVm", "iVM"):
        return tokens.skip_dot(index + 1)
    if word == "i":
        return next(filter(None, (tokens.spell(index, *form) for form in _WITH)), None)
    if word == "in":
        return tokens.spell(index, "in", "Verbindung", "mit") or tokens.spell(index, *_IN_VERB)
    return None


def read_separator(tokens: Tokens, index: int, kind_before: str = "") -> Separator | None:
    """What stands between two members of a chain, with fillers ("und auch", ", jeweils i.V.m.").

    kind_before: kind of the member before; an Anlage may stand "zu § 5".
    """
    if kind_before in ANNEXES and (annexed := _read_annexed(tokens, index)):
        return annexed
    at, kind, comma = index, "", False
    if tokens.punct(at, ","):
        at, kind, comma = at + 1, "and", True
    at = _skip_fillers(tokens, at)
    if tokens.word(at) in JOINERS:
        at, kind, comma = tokens.skip_dot(at + 1), "and", False
        if tokens.punct(at, "/") and tokens.word(at + 1) in JOINERS:
            at += 2
        at = _skip_fillers(tokens, at)
    elif tokens.punct(at, "/") and not kind:
        at, kind = at + 1, "and"
        at += tokens.word(at) in JOINERS
    elif (tokens.word(at) == "bis" or tokens.punct(at, "-–")) and not kind:
        at, kind = at + 1, "range"
    if with_end := read_with(tokens, at):
        at, kind, comma = with_end, "with", False
    if not kind:
        return None
    if tokens.word(at) in _ARTICLES and (read_head(tokens, at + 1)):
        at += 1
    return Separator(kind, at, comma)


def _read_annexed(tokens: Tokens, index: int) -> Separator | None:
    """ "zu" or "(zu" between an Anlage and the norm that it belongs to."""
    at = index + tokens.punct(index, "(")
    if tokens.word(at) != "zu":
        return None
    at += 1 + (tokens.word(at + 1) in _ARTICLES)
    return Separator("and", at, False) if tokens[at].kind == SIGN else None


def _skip_fillers(tokens: Tokens, index: int) -> int:
    while tokens.word(index) in FILLERS:
        index += 1
    return index


def counts_things(tokens: Tokens, index: int, comma: bool) -> bool:
    """Whether the number at index counts ("3 Monate"), opens a date or a list item ("2. die").

    comma: a comma stood before it, behind which a list item is likelier than a sentence's end.
    """
    at = index + 1
    if tokens.punct(at, "%€"):
        return True
    if tokens.skip_dot(at) > at:
        word = tokens.word(at + 1)
        return (
            word in UNITS or tokens[at + 1].kind == NUM or bool(word and (comma or word.islower()))
        )
    return tokens.word(at) in UNITS


def is_year(value: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}", value))


def is_enclosed(tokens: Tokens, index: int) -> bool:
    """Whether a bracket opened shortly before index is still open there."""
    for at in range(index - 1, max(index - 40, -1), -1):
        if tokens.punct(at, ")"):
            return False
        if tokens.punct(at, "("):
            return True
    return False
