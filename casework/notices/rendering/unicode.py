"""Which text each glyph of the PDF stands for, where WeasyPrint's own answer is not good enough.

WeasyPrint gives a glyph the text of the cluster in which it first occurs. A letter that is drawn
as base and accent would so leave the base without text and give every such accent the first
letter's name; names must come out of a notice as they went in (DIN 91379). Arabic letters are
drawn in forms that are no characters of their own, again with accents apart.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

_FONTS = Path(__file__).resolve().parents[3] / "static" / "letters" / "fonts"
_ARABIC = "Letter Arabic"
_FILES = {
    ("Letter", 400, 0): "NotoSans-Regular.ttf",
    ("Letter", 400, 2): "NotoSans-Italic.ttf",
    ("Letter", 600, 0): "NotoSans-SemiBold.ttf",
    (_ARABIC, 400, 0): "Vazirmatn-Regular.ttf",
    (_ARABIC, 600, 0): "Vazirmatn-SemiBold.ttf",
}

# U+2010 is only there for words broken at the end of a line (see ``typeset``); as a soft hyphen
# (ISO 32000-1, 14.8.2.2.3) it lets the word be found, copied and read aloud whole. Blanks that
# hold words together are found and copied like any other.
# The dotless j is drawn under an accent and is no letter of its own.
_READ_AS = {"\u2010": "\u00ad", "\u0237": "j", "\u00a0": " ", "\u202f": " "}


def make_readable(document: Any, pdf: pydyf.PDF) -> None:
    """Correct the ToUnicode map of every font, in place."""
    for font in document.fonts.values():
        own = _characters(_FILES[font.family, font.weight, font.style])
        for stream in _maps_of(pdf, font.name):
            always = font.family == _ARABIC
            stream.stream = [_corrected(line, own, always) for line in stream.stream]


def _maps_of(pdf: pydyf.PDF, font_name: bytes) -> list[Any]:
    """Return the ToUnicode streams of a font."""
    return [
        pdf.objects[int(obj["ToUnicode"].split()[0])]
        for obj in pdf.objects
        if isinstance(obj, dict) and obj.get("BaseFont") == font_name and "ToUnicode" in obj
    ]


def _corrected(line: bytes, own: dict[int, str], always: bool) -> bytes:
    """Return a line such as ``<0050> <1e43>`` with the text that its glyph stands for."""
    match = re.fullmatch(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", line)
    if not match:
        return line
    glyph, text = int(match[1], 16), bytes.fromhex(match[2].decode()).decode("utf-16-be")
    accented = any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))
    if glyph in own and (always or not text or accented):
        text = own[glyph]
    text = _READ_AS.get(text, text)
    return b"<%04x> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())


@lru_cache
def _characters(file: str) -> dict[int, str]:
    """Return the text of each glyph that stands for one in a bundled font.

    Of several characters the lowest, which is the letter rather than a sign that looks like it.
    """
    found: dict[str, str] = {}
    with TTFont(_FONTS / file, lazy=True) as font:
        for codepoint, name in sorted(font.getBestCmap().items()):
            found.setdefault(name, chr(codepoint))
        if file.startswith("Vazirmatn"):
            _add_forms(font, found)
        return {font.getGlyphID(name): text for name, text in found.items()}


def _add_forms(font: TTFont, found: dict[str, str]) -> None:
    """Add the forms that letters take at the start, in the middle and at the end of words."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                for name, form in table.mapping.items():
                    if name in found:
                        found.setdefault(form, found[name])
            elif table.LookupType == 4:
                _add_ligatures(table, found)


def _add_ligatures(table: Any, found: dict[str, str]) -> None:
    for first, ligatures in table.ligatures.items():
        for ligature in ligatures:
            parts = [found.get(name, "") for name in (first, *ligature.Component)]
            if all(parts):
                found.setdefault(ligature.LigGlyph, _joined("".join(parts)))


@lru_cache
def _presentation_forms() -> dict[str, str]:
    """Return the characters that Unicode has for several letters in one, such as lam with alef."""
    forms = map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)))
    composed = {unicodedata.normalize("NFKC", form): form for form in forms}
    return {text: form for text, form in composed.items() if len(text) > 1}


def _joined(text: str) -> str:
    """Return one character for several, where Unicode has it.

    Readers turn the glyphs of a line around, letter by letter; one that stands for two letters
    would come out the wrong way round.
    """
    return _presentation_forms().get(text, text)
