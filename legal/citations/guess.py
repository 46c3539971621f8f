"""Decides what a bare number means in a chain: a further value of the last level, or a norm."""

import re

from legal.citations.levels import LEVEL_OF
from legal.citations.tokens import Tokens
from legal.citations.types import Step

_NEAR = 10  # "Abs. 1, 2" goes on counting; "Abs. 3, 1610" does not
_WORDY = ("letzter", "Eingang")


def is_level_value(tokens: Tokens, index: int, last: str, norm: str, plural: bool) -> bool:
    """Whether the number at index continues the level whose last value was `last`.

    plural: the head was "§§", so that a number may also be the next norm. It is taken for one when
    an Absatz follows it, when it is larger than the norm before, or too far from the last value:
    "§§ 3 Abs. 4, 11, 12" are norms, "§§ 37, 8 Abs. 2 Nr. 1, 2" ends in Nr. 2.
    """
    if LEVEL_OF.get(tokens.word(index + 1)) in ("absatz", "unterabsatz"):
        return False
    number, before, containing = (_leading(text) for text in (tokens[index].text, last, norm))
    if plural:
        return before <= number < containing and number <= before + _NEAR
    return _goes_on(number, before, containing)


def _leading(text: str) -> int:
    match = re.match(r"[0-9]{1,9}", text)
    return int(match[0]) if match else 0


def continues_level(value: Step, before: Step, norm: str) -> bool:
    """Whether ", 3" behind "Abs. 2" reads as its next value, so that a list may be written so."""
    if not (value.value[0].isdecimal() and before.value[0].isdecimal()):
        return value.value.isalpha() and before.value.isalpha() and value.value not in _WORDY
    return _goes_on(_leading(value.value), _leading(before.value), _leading(norm))


def _goes_on(number: int, before: int, norm: int) -> bool:
    return not norm or number <= before + 5 * _NEAR or number <= norm // 4
