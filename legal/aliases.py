"""What people call a law: comparable forms of names, and the irregular ones. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legal.gii import Law

# Names in use that neither the portal's short name (jurabk) nor the official one (amtabk) gives,
# and names that several laws share: which folder of the portal is meant.
IRREGULAR = {
    "AO": "ao_1977",
    "AsylG": "asylvfg_1992",
    "AsylVfG": "asylvfg_1992",
    "AufenthG": "aufenthg_2004",
    "BAföG": "baf_g",
    "BauGB": "bbaug",
    "BauNVO": "baunvo",
    "BDSG": "bdsg_2018",
    "BGBEG": "bgbeg",
    "BKGG": "bkgg_1996",
    "EGAO": "aoeg_1977",
    "EGBGB": "bgbeg",
    "EGGVG": "gvgeg",
    "EGStGB": "stgbeg",
    "EGZPO": "zpoeg",
    "ErbbauRG": "erbbauv",
    "FeV": "fev_2010",
    "FZV": "fzv_2023",
    "GebG": "bgebg",
    "GKG": "gkg_2004",
    "GVG": "gvg",
    "RuStAG": "stag",
    "SGB I": "sgb_1",
    "SGB II": "sgb_2",
    "SGB III": "sgb_3",
    "SGB IV": "sgb_4",
    "SGB V": "sgb_5",
    "SGB VI": "sgb_6",
    "SGB VII": "sgb_7",
    "SGB VIII": "sgb_8",
    "SGB IX": "sgb_9_2018",
    "SGB X": "sgb_10",
    "SGB XI": "sgb_11",
    "SGB XII": "sgb_12",
    "SGB XIV": "sgb_14",
    "StAG": "stag",
    "StVO": "stvo_2013",
    "VwZG": "vwzg_2005",
    "WaffG": "waffg_2002",
}

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
        -value if value < after else value
        for value, after in zip(values, following, strict=True)
    )


PREFERRED = {comparable(name): slug for name, slug in IRREGULAR.items()}


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
    found.update(alias for alias, target in PREFERRED.items() if target == slug)
    return sorted(filter(None, found))
