"""German typesetting of plain text: blanks and look-alike hyphens change, nothing else."""

import re
import unicodedata

NBSP = "\u00a0"

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

# Two neighbours that stay on one line: what stands left of the blank, what stands right of it.
_PAIRS = (
    (r"§§?", r"\d"),
    (rf"§{NBSP}\d+[a-z]?", r"Abs\.|Absatz"),
    (r"Abs\.|Absatz|Absätze|Unterabs\.|S\.|Satz|Sätze|Hs\.|Halbsatz", r"[\dIVX]"),
    (r"Nrn?\.|Nummern?|Art\.|Artikel|Anlage|Rn\.|Alt\.|Kap\.|Ziffer|Seite|Zimmer|Az\.", r"\w"),
    (r"Buchst\.|Buchstabe|lit\.", r"[a-z]\b"),
    (r"SGB", r"[IVX]+\b"),
    (r"Dr\.|Prof\.|Frau|Herrn?|Tel\.|ca\.|St\.|Sankt|Stand", r"\w"),
    (r"\d{1,2}\.", rf"(?:{_MONTHS})\b"),
    (r"[\d.,]*\d", r"(?:€|Euro|EUR|%|v\.|km|m²|m|cm|kg|Uhr|kWh)(?!\w)"),
    (r"\d{5}", r"[A-ZÄÖÜ][a-zäöüß]"),
    (r"[A-Za-z]\.", r"[A-ZÄÖa-zäö]{1,2}\."),
    (r"\S+", r"– "),
)
_RULES = [re.compile(rf"(?<!\w)({left}) +(?={right})") for left, right in _PAIRS]


def typeset(text: str) -> str:
    """Return the text composed (NFC) and with no-break blanks in ``§ 41``, ``3. März``, ``z. B.``.

    The rarer hyphens U+2010 and U+2011 become the common one, which looks the same: in the PDF
    U+2010 is kept for words broken at the end of a line. Applying it twice changes nothing.
    """
    text = unicodedata.normalize("NFC", text).translate({0x2010: "-", 0x2011: "-"})
    for rule in _RULES:
        text = rule.sub(rf"\1{NBSP}", text)
    return text


def plain(text: str) -> str:
    """Return typeset text with ordinary blanks and without soft hyphens, as one would type it."""
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("\u00ad", "")
