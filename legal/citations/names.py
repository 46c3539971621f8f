"""Names of laws: every way a law is named, brought to one canonical abbreviation."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from legal.citations.levels import to_roman

_FILE = Path(__file__).with_name("aliases.tsv")
_ENDING = re.compile(r"(?<=.{4})(?:e?s)?(?:e[nrm]|e|n)?$")
_WORD = re.compile(r"[0-9]+\w*|[^\W\d_][\w\u2011-]*")
_BOOKS = {  # of the Sozialgesetzbuch; there is no thirteenth
    "erst": "I",
    "zweit": "II",
    "dritt": "III",
    "viert": "IV",
    "fünft": "V",
    "sechst": "VI",
    "siebt": "VII",
    "acht": "VIII",
    "neunt": "IX",
    "zehnt": "X",
    "elft": "XI",
    "zwölft": "XII",
    "vierzehnt": "XIV",
}
_BOOK_NUMBERS = frozenset(_BOOKS.values())


class Names(NamedTuple):
    """Look-up tables: abbreviation, casefolded abbreviation, and titles by their first stem."""

    exact: dict[str, str]
    folded: dict[str, str]
    titles: dict[str, list[tuple[tuple[str, ...], str]]]


def stem(word: str) -> str:
    """A word without its inflection, hyphens and old spelling: equal for all cases of a name."""
    plain = word.casefold().replace("-", "").replace("\u2011", "")
    return _ENDING.sub("", plain)


def law_key(name: str) -> str:
    """Key under which two forms of a law's name are equal ("des Bürgerlichen Gesetzbuchs")."""
    return " ".join(stem(word) for word in _WORD.findall(name))


@cache
def names() -> Names:
    """The alias table, read once from aliases.tsv."""
    exact: dict[str, str] = {}
    titles: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        law, others, long_names = (line.split("\t") + ["", ""])[:3]
        exact[law] = law
        exact.update(dict.fromkeys(filter(None, others.split("|")), law))
        for title in filter(None, long_names.split("|")):
            key = tuple(law_key(title).split())
            titles.setdefault(key[0], []).append((key, law))
    for rows in titles.values():
        rows.sort(key=lambda row: -len(row[0]))
    return Names(exact, {name.casefold(): law for name, law in exact.items()}, titles)


def canonical(name: str) -> str | None:
    """The canonical abbreviation of a law however it is named; None for a law we do not know."""
    name = " ".join(name.split())
    if book := sgb(name):
        return book
    table = names()
    known = table.exact.get(name) or table.folded.get(name.casefold())
    return known or match_title(law_key(name).split(), whole=True)


def match_title(stems: Sequence[str], whole: bool = False) -> str | None:
    """The law whose title these stems are (whole) or start with (longest title first)."""
    hit = title_length(stems)
    if not hit or (whole and hit[1] != len(stems)):
        return None
    return hit[0]


def title_length(stems: Sequence[str]) -> tuple[str, int] | None:
    """Law and number of stems of the longest known title at the start of the stems."""
    for key, law in names().titles.get(stems[0], ()) if stems else ():
        if tuple(stems[: len(key)]) == key:
            return law, len(key)
    return None


def book_number(word: str) -> str | None:
    """Roman number of a book of the Sozialgesetzbuch: "X", "10", "Zehnten"; None if it is none."""
    number = to_roman(word) or word.upper()
    if number in _BOOK_NUMBERS:
        return number
    return _BOOKS.get(re.sub(r"e[nrms]?$", "", word.casefold()))


def sgb(name: str) -> str | None:
    """ "SGB 10", "SGB-X", "SGBX", "sgb x" -> "SGB X"; None for other names."""
    match = re.fullmatch(r"SGB[ -]?([IVX]{1,4}|[0-9]{1,2})", name, re.IGNORECASE)
    book = book_number(match[1]) if match else None
    return f"SGB {book}" if book else None
