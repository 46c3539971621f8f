"""Ranges: what stands between "17" and "20", "a" and "d", "33" and "33b"."""

import re
from dataclasses import replace

from legal.citations.levels import roman
from legal.citations.types import MAX_RANGE, Citation, Step

_VALUE = re.compile(r"([0-9]{1,5})([a-z]?)")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def range_members(old: Citation, new: Citation, limit: int) -> tuple[Citation, list[Citation]]:
    """The start of a range, with its until, and the members between it and its end (new).

    At most `limit` members are listed. "Abs. 1 Satz 2 bis Abs. 3" lists Abs. 2, without an until.
    """
    if old.following:
        return old, []
    if not new.steps:
        if old.steps or old.kind != new.kind:
            return old, []
        if not _ascends(old.norm, new.norm):
            return old, []
        values = members_between(old.norm, new.norm)[:limit]
        return replace(old, until=new.norm), [replace(new, norm=value) for value in values]
    level = new.steps[-1].level
    start = next((step.value for step in reversed(old.steps) if step.level == level), None)
    if start is None or old.norm != new.norm or not _ascends(start, new.steps[-1].value):
        return old, []
    values = members_between(start, new.steps[-1].value)[:limit]
    members = [replace(new, steps=(*new.steps[:-1], Step(level, value))) for value in values]
    same = old.steps[-1].level == level
    return (replace(old, until=new.steps[-1].value) if same else old), members


def range_covers(start: Citation, member: Citation) -> bool:
    """Whether a member that follows the start of a range is its end or stands before it."""
    if start.until is None or member.conjoined or member.until or member.following:
        return False
    if not start.steps:
        last, base = start.norm, replace(member, norm=start.norm)
        value = member.norm
    elif len(member.steps) == len(start.steps):
        last, value = start.steps[-1].value, member.steps[-1].value
        base = replace(member, steps=(*member.steps[:-1], start.steps[-1]))
    else:
        return False
    if base != replace(start, until=None, conjoined=False, following=""):
        return False
    return value == start.until or value in members_between(last, start.until)


def _ascends(first: str, last: str) -> bool:
    """Whether two values can be the ends of a range ("17" and "20", not "20" and "17")."""
    low, high = (_VALUE.fullmatch(roman(value) or value) for value in (first, last))
    if low and high:
        return (int(low[1]), low[2]) < (int(high[1]), high[2])
    return first != last


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
