"""The stem of a German word. Pure.

The Snowball algorithm for German (https://snowballstem.org/algorithms/german/stemmer.html) on
folded words. Done here, because PostgreSQL releases differ in their stemmers, and because marking
passages needs the same stems outside the database.
"""

from __future__ import annotations

import re

_CONSONANT_U = re.compile("(?<=[aeiouy])[uy](?=[aeiouy])")
_REGION = re.compile("[aeiouy][^aeiouy]")
_STEP_1 = re.compile("(?:(?P<plain>ern|em|er)|(?P<e>en|es|e)|(?<=[bdfghklmnrt])s)$")
_STEP_2 = re.compile("(?:en|er|est|(?<=...[bdfghklmnt])st)$")
_STEP_3 = re.compile("(?:end|ung|isch|ig|ik|lich|heit|keit)$")
_BEFORE = {  # what else goes, with the region it must lie in
    "end": re.compile("(?<!e)ig$"),
    "ung": re.compile("(?<!e)ig$"),
    "lich": re.compile("(?:er|en)$"),
    "heit": re.compile("(?:er|en)$"),
    "keit": re.compile("(?:lich|ig)$"),
}
_FIRST_REGION = ("lich", "heit")


def stem(word: str) -> str:
    """The stem of a folded word: "anhorungen", "anhoren" -> "anhor"."""
    marked = _CONSONANT_U.sub(lambda found: found[0].upper(), word)
    first = _region_after(marked, 0)
    second = _region_after(marked, first)
    first = max(first, 3)
    marked = _strip_ending(marked, first)
    found = _STEP_2.search(marked, first)
    if found:
        marked = marked[: found.start()]
    return _strip_derivation(marked, first, max(second, first)).lower()


def _region_after(word: str, start: int) -> int:
    found = _REGION.search(word, start)
    return found.end() if found else len(word)


def _strip_ending(word: str, first: int) -> str:
    found = _STEP_1.search(word, first)
    if not found:
        return word
    rest = word[: found.start()]
    return rest[:-1] if found["e"] and rest.endswith("niss") else rest


def _strip_derivation(word: str, first: int, second: int) -> str:
    found = _STEP_3.search(word, second)
    if not found:
        return word
    rest, suffix = word[: found.start()], found[0]
    if suffix in ("ig", "ik", "isch") and rest.endswith("e"):
        return word
    more = _BEFORE.get(suffix)
    inner = more.search(rest, first if suffix in _FIRST_REGION else second) if more else None
    return rest[: inner.start()] if inner else rest
