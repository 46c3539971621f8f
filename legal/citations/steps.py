"""Reads the steps of a citation: "Abs. 2", "Satz 1", "2. Halbsatz", "lit. a", "II 3"."""

import re
from typing import NamedTuple

from legal.citations.levels import LEVEL_OF, ORDINALS, roman
from legal.citations.tokens import NUM, Tokens
from legal.citations.types import Step

# levels that take an ordinal before them: "2. Halbsatz", "erster Fall"
_ORDINAL_LEVELS = {"satz", "halbsatz", "alternative", "variante", "fall", "spiegelstrich"}
_LETTER_LEVELS = {"buchstabe", "doppelbuchstabe", "dreifachbuchstabe"}
_MIXED_LEVELS = {
    "sachgebiet",
    "teil",
    "abschnitt",
    "unterabschnitt",
    "kapitel",
    "tabelle",
    "nummer",
    "absatz",
    "unterabsatz",
}
_LETTERED = {"teil", "abschnitt", "sachgebiet"}
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3}){0,4}[a-z]{0,2}")
_ITEM = re.compile(r"[ivx]{1,4}|[A-Z][0-9]{1,3}")  # "Ziffer ii", "Nummer B1"
_LETTERS = re.compile(r"[a-z]{1,3}|[A-Z]")
_LONE_LETTERS = frozenset("abcdeghijklnop")  # f is "and the next one"; m, s, z open other words


class Read(NamedTuple):
    """Steps read and the index of the token after them."""

    steps: tuple[Step, ...]
    end: int


def lone_letter(tokens: Tokens, index: int) -> str:
    """The letter of "613 a" or "Nr. 2 d)"; "" where the letter opens something else ("a. F.")."""
    letter = tokens.word(index)
    if letter not in _LONE_LETTERS or len(letter) != 1 or tokens.punct(index + 1, ".:"):
        return ""
    return letter


def read_value(tokens: Tokens, index: int, level: str) -> tuple[str, int] | None:
    """A value that this level can have, and the index after it."""
    token = tokens[index]
    if level in _LETTER_LEVELS:
        ok = _LETTERS.fullmatch(token.text) and (token.text.islower() or level == "buchstabe")
        if not ok or tokens.punct(index + 1, ".") and tokens.word(index + 2) in ("F", "V", "a"):
            return None
        return token.text, index + 1
    if token.kind == NUM and _NUMBER.fullmatch(token.text):
        if level in ("absatz", "nummer") and (letter := _blank_letter(tokens, index + 1, level)):
            return token.text + letter, index + 2
        return token.text, index + 1
    if level in ("nummer", "unterabsatz") and _ITEM.fullmatch(token.text):
        return token.text, index + 1
    if level in _MIXED_LEVELS:
        if value := roman(token.text):
            return (value if level == "absatz" else token.text), index + 1
        if level in _LETTERED and re.fullmatch("[A-Z]", token.text):
            return token.text, index + 1
    return None


def _blank_letter(tokens: Tokens, index: int, level: str) -> str:
    """ "Abs. 1 a Satz 2" means Absatz 1a; before a bracket, and after "Nr.", it is a Buchstabe."""
    if level != "absatz" or tokens.punct(index + 1, ")"):
        return ""
    return lone_letter(tokens, index)


def read_step(tokens: Tokens, index: int) -> Read | None:
    """One step: level and value ("Abs. 2"), or ordinal and level ("2. Halbsatz")."""
    level = LEVEL_OF.get(tokens.word(index))
    if level:
        value_at = tokens.skip_dot(index + 1)
        bracket = tokens.punct(value_at, "(")  # "Abs. (3)"
        value = read_value(tokens, value_at + bracket, level)
        if not value or bracket and not tokens.punct(value[1], ")"):
            return None
        return Read((Step(level, value[0]),), value[1] + bracket)
    return _read_ordinal(tokens, index)


def _read_ordinal(tokens: Tokens, index: int) -> Read | None:
    word = tokens.word(index)
    if word in ("Eingangshalbsatz", "Eingangshalbs", "Eingangssatz"):
        level = "satz" if word == "Eingangssatz" else "halbsatz"
        return Read((Step(level, "Eingang"),), tokens.skip_dot(index + 1))
    if tokens[index].kind == NUM and tokens[index].text.isdigit() and tokens.punct(index + 1, "."):
        value, at = tokens[index].text, index + 2
    elif word in ORDINALS:
        value, at = ORDINALS[word], index + 1
    else:
        return None
    level = LEVEL_OF.get(tokens.word(at), "")
    if level not in _ORDINAL_LEVELS or read_step(tokens, at):
        return None
    return Read((Step(level, value),), tokens.skip_dot(at + 1))


def read_short(tokens: Tokens, index: int) -> Read | None:
    """The Roman short form after a norm: "II", "IIa 3" (Absatz 2a Satz 3), "II3"."""
    word = tokens.word(index)
    digits = word.lstrip("IVXabcdefgh")
    value = roman(word[: len(word) - len(digits)]) if word else None
    if value is None or digits and not digits.isdecimal() or _opens_law(tokens, index):
        return None
    steps = (Step("absatz", value),)
    if digits:
        return Read((*steps, Step("satz", digits)), index + 1)
    after = tokens[index + 1]
    number = after.kind == NUM and re.fullmatch("[0-9]{1,2}", after.text)
    if number and not _read_ordinal(tokens, index + 1) and not _opens_law(tokens, index + 1):
        return Read((*steps, Step("satz", after.text)), index + 2)
    return Read(steps, index + 1)


def _opens_law(tokens: Tokens, index: int) -> bool:
    """Whether the number is part of a law's name: "II. WoBauG", "4. BImSchV"."""
    word = tokens.word(index + 2) if tokens.skip_dot(index + 1) > index + 1 else ""
    return sum(letter.isupper() for letter in word) >= 2


def read_bracketed(tokens: Tokens, index: int) -> Read | None:
    """ "(1)" is Absatz 1, "(a)" Buchstabe a, "(Abs. 1)" what it says."""
    if not tokens.punct(index, "("):
        return None
    inner = tokens[index + 1]
    if step := read_step(tokens, index + 1):
        return Read(step.steps, step.end + 1) if tokens.punct(step.end, ")") else None
    if not tokens.punct(index + 2, ")"):
        return None
    if re.fullmatch("[0-9]{1,2}[a-z]?", inner.text):
        return Read((Step("absatz", inner.text),), index + 3)
    if re.fullmatch("[a-h]", inner.text):
        return Read((Step("buchstabe", inner.text),), index + 3)
    return None


def read_further(tokens: Tokens, index: int, last: Step) -> Read | None:
    """What may follow a step without its word: "Nr. 2 d", "Abs. 1 a)", "a) aa)", "(Satz 2)"."""
    word, bracket = tokens.word(index), tokens.punct(index + 1, ")")
    if last.level == "buchstabe" and re.fullmatch(r"([a-eg-z])\1", word) and last.value != word:
        return Read((Step("doppelbuchstabe", word),), index + 1)
    lettered = last.level == "nummer" or bracket and last.level in ("absatz", "satz")
    if lettered and (letter := lone_letter(tokens, index)):
        return Read((Step("buchstabe", letter),), index + 1)
    return read_bracketed(tokens, index) if tokens.word(index + 1) in LEVEL_OF else None
