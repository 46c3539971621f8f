"""German typesetting of plain text: blanks, look-alike hyphens, quotation marks, nothing else."""

import re
import unicodedata

NBSP = "\u00a0"
NARROW = "\u202f"

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

# Two neighbours that stay on one line: what stands left of the blank, what stands right of it.
_NARROW_PAIRS = (
    (r"§§?", r"\d"),
    (r"[\d.,]*\d", r"(?:€|%|°|v\.)(?!\w)"),
    (r"[A-Za-z]\.", r"[A-ZÄÖa-zäö]{1,2}\."),
)
_PAIRS = (
    (rf"§{NARROW}\d+[a-z]?", r"Abs\.|Absatz"),
    (r"Abs\.|Absatz|Absätze|Unterabs\.|S\.|Satz|Sätze|Hs\.|Halbsatz", r"[\dIVX]"),
    (r"Nrn?\.|Nummern?|Art\.|Artikel|Anlage|Rn\.|Alt\.|Kap\.|Ziffer|Seite|Zimmer|Az\.", r"\w"),
    (r"Buchst\.|Buchstabe|lit\.", r"[a-z]\b"),
    (r"SGB", r"[IVX]+\b"),
    (r"[\d.,]*\d", r"(?:Euro|EUR|km|m²|m|cm|kg|Uhr|kWh)(?!\w)"),
    (r"Dr\.|Prof\.|Frau|Herrn?|Tel\.|ca\.|St\.|Sankt|Stand", r"\w"),
    (r"\d{1,2}\.", rf"(?:{_MONTHS})\b"),
    (rf"\d{{1,2}}\.{NBSP}(?:{_MONTHS})", r"\d{4}\b"),
    (r"\d{5}", r"[A-ZÄÖÜ][a-zäöüß]"),
    (r"\S+", r"– "),
)
_RULES = [
    (re.compile(rf"(?<!\w)({left}) +(?={right})"), blank)
    for blank, pairs in ((NARROW, _NARROW_PAIRS), (NBSP, _PAIRS))
    for left, right in pairs
]
_PLAIN = {ord(NBSP): " ", ord(NARROW): " ", 0x00AD: None, 0x2066: None, 0x2069: None}
# Straight marks: one that opens stands after a blank or bracket, one that closes before neither.
_QUOTED = re.compile(r'(?<![\w"])"(?=\S)([^"\n]*?\S)"(?!\w)')
_DASH = re.compile(r"(?<=\w) - (?=\w)")


def typeset(text: str) -> str:
    """Return the text composed (NFC) and with no-break blanks in ``§ 41``, ``3. März``, ``z. B.``.

    The rarer hyphens U+2010 and U+2011 become the common one, which looks the same: in the PDF
    U+2010 is kept for words broken at the end of a line. Applying it twice changes nothing.
    """
    text = unicodedata.normalize("NFC", text).translate({0x2010: "-", 0x2011: "-"})
    for rule, blank in _RULES:
        text = rule.sub(rf"\1{blank}", text)
    return text


def prose(text: str) -> str:
    """Return running text typeset, with „quotes“, dashes and an ellipsis as German print has them.

    For what people write, never for names and addresses, which must come out as they went in.
    """
    return typeset(_DASH.sub(" – ", _QUOTED.sub(r"„\1“", text)).replace("...", "…"))


def plain(text: str) -> str:
    """Return typeset text as one would type it: ordinary blanks, no soft hyphens, no isolates."""
    return text.translate(_PLAIN)
