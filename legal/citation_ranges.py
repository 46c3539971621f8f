"""Ranges: what stands between "17" and "20", "a" and "d", "33" and "33b"."""

import re

from legal.citation_levels import roman
from legal.citation_types import MAX_RANGE

_VALUE = re.compile(r"([0-9]{1,5})([a-z]?)")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def members_between(first: str, last: str) -> tuple[str, ...]:
    """The values strictly between two ends, as far as their numbers tell.

    Inserted values ("17a") are listed only behind an end that names one ("33 bis 33b"); ranges of
    more than MAX_RANGE members, decimals and descending ones give nothing.
    """
    if first.isalpha() and last.isalpha() and not (roman(first) and roman(last)):
        return _letters(first, last)
    start, stop = _VALUE.fullmatch(roman(first) or first), _VALUE.fullmatch(roman(last) or last)
    if not start or not stop:
        return ()
    low, high = int(start[1]), int(stop[1])
    if low == high:
        inner = _ALPHABET[_ALPHABET.find(start[2]) + 1 if start[2] else 0 : _ALPHABET.find(stop[2])]
        return tuple(f"{low}{letter}" for letter in inner) if stop[2] else ()
    if not 0 < high - low <= MAX_RANGE:
        return ()
    numbers = [str(number) for number in range(low + 1, high)]
    if stop[2]:
        numbers.append(str(high))
        numbers.extend(f"{high}{letter}" for letter in _ALPHABET[: _ALPHABET.find(stop[2])])
    return tuple(numbers)


def _letters(first: str, last: str) -> tuple[str, ...]:
    """ "a" to "d", "aa" to "dd": repeated letters only."""
    if len(first) != len(last) or len(set(first)) > 1 or len(set(last)) > 1:
        return ()
    low, high = _ALPHABET.find(first[0].lower()), _ALPHABET.find(last[0].lower())
    inner = _ALPHABET[low + 1 : high] if 0 <= low < high else ""
    return tuple((letter.upper() if first.isupper() else letter) * len(first) for letter in inner)
