"""German typesetting of plain text: only blanks change, never a letter or a sign."""

import re
import unicodedata

NBSP = "\u00a0"

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_NORM_PARTS = (
    r"Abs\.|Absatz|Absätze|S\.|Satz|Sätze|Nrn?\.|Nummer|Art\.|Artikel|Buchst\.|Buchstabe"
    r"|lit\.|Hs\.|Halbsatz|Rn\.|Anlage|Alt\.|Unterabs\.|Kap\."
)
_TITLES = r"Dr\.|Prof\.|Frau|Herr|Herrn|Az\.|Tel\.|Zi\.|Zimmer|Seite|Ziffer|ca\.|Sankt|St\."
_UNITS = r"€|Euro|EUR|%|v\. ?H\.|km|m²|m|cm|kg|Uhr|kWh"

# Each pair of words stays together: what stands left of the blank, what stands right of it.
_RULES = [
    re.compile(rf"(?<=§) +(?=\d)|(?<=§) +(?={NBSP}?\d)"),
    re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=\()|(?<={NBSP}))(?P<left>{_NORM_PARTS}) +(?=[\dIVXa-z])"),
    re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=\()|(?<={NBSP}))(?P<left>{_TITLES}) +(?=\S)"),
    re.compile(rf"(?P<left>\b\d{{1,2}}\.) +(?=(?:{_MONTHS})\b)"),
    re.compile(rf"(?P<left>\d) +(?=(?:{_UNITS})(?!\w))"),
    re.compile(r"(?P<left>\b(?:z|d|u|o|i|s|v|m|n|a|e)\.) +(?=(?:[BhaägVSFdoEC]|R|Z|v|m|w|g)\.)"),
    re.compile(r"(?P<left>\S) +(?=– )"),
]


def typeset(text: str) -> str:
    """Return the text composed (NFC) and with no-break blanks in ``§ 41``, ``3. März``, ``z. B.``.

    Applying it twice changes nothing.
    """
    text = unicodedata.normalize("NFC", text)
    for rule in _RULES:
        text = rule.sub(lambda m: (m.groupdict().get("left") or "") + NBSP, text)
    return text


def plain(text: str) -> str:
    """Return typeset text with ordinary blanks and without soft hyphens, as one would type it."""
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("\u00ad", "")
