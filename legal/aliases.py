"""What people call a law, and where its official text stands. Pure; reads one table of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from legal.gii import Law

_YEAR = re.compile(r"\s+(?:18|19|20)\d\d$")
_SOCIAL_CODE = re.compile(r"sgb(\d{1,2}|[ivx]{1,4})$")
_ROMAN = {"i": 1, "v": 5, "x": 10}
MAX_NAME = 300


def comparable(name: str) -> str:
    """The form in which two names of a law are compared: "SGB X" and "SGB 10" are the same."""
    folded = re.sub(r"[\W_]+", "", name.casefold())
    book = _SOCIAL_CODE.match(folded)
    if book is not None:
        folded = f"sgb{_number(book[1])}"
    return folded[:MAX_NAME]


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def _read_folders() -> dict[str, str]:
    lines = Path(__file__).with_name("portal_folders.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {comparable(name): place for name, place in rows}


# Comparable name -> the portal's folder, or the full address of a law that is not on the portal.
FOLDERS = _read_folders()


def name_to_cite(law: Law) -> str:
    """What a citation calls the law: the official short name, else the portal's without a year."""
    return law.official_short or _YEAR.sub("", law.names[0])


def names_of(law: Law, slug: str) -> list[str]:
    """All comparable names by which a citation may call the law."""
    written: Iterable[str] = (
        *law.names,
        *(_YEAR.sub("", name) for name in law.names),
        law.official_short,
        law.short_title,
        law.long_title,
    )
    found = {comparable(name) for name in written if name}
    found.update(alias for alias, folder in FOLDERS.items() if folder == slug)
    return sorted(filter(None, found))
