"""Which text each glyph of the PDF stands for, where WeasyPrint's own answer is not good enough.

WeasyPrint gives a glyph the text of the cluster in which it first occurs. A letter that is drawn
as base and accent would so leave the base without text and give every such accent the first
letter's name; names must come out of a notice as they went in (DIN 91379).
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

_FONTS = Path(__file__).resolve().parents[3] / "static" / "letters" / "fonts"
_FILES = {(400, 0): "NotoSans-Regular.ttf", (400, 2): "NotoSans-Italic.ttf",
          (600, 0): "NotoSans-SemiBold.ttf"}  # fmt: skip

# U+2010 is only there for words broken at the end of a line (see ``typeset``); as a soft hyphen
# (ISO 32000-1, 14.8.2.2.3) it lets the word be found, copied and read aloud whole.
# The dotless j is drawn under an accent and is no letter of its own.
_READ_AS = {"\u2010": "\u00ad", "\u0237": "j"}


def make_readable(document: Any, pdf: pydyf.PDF) -> None:
    """Correct the ToUnicode map of every font, in place."""
    for font in document.fonts.values():
        own = _characters(_FILES[font.weight, font.style])
        for stream in _maps_of(pdf, font.name):
            stream.stream = [_corrected(line, own) for line in stream.stream]


def _maps_of(pdf: pydyf.PDF, font_name: bytes) -> list[Any]:
    """Return the ToUnicode streams of a font."""
    return [
        pdf.objects[int(obj["ToUnicode"].split()[0])]
        for obj in pdf.objects
        if isinstance(obj, dict) and obj.get("BaseFont") == font_name and "ToUnicode" in obj
    ]


def _corrected(line: bytes, own: dict[int, str]) -> bytes:
    """Return a line such as ``<0050> <1e43>`` with the text that its glyph stands for."""
    match = re.fullmatch(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", line)
    if not match:
        return line
    glyph, text = int(match[1], 16), bytes.fromhex(match[2].decode()).decode("utf-16-be")
    accented = any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))
    if glyph in own and (not text or accented):
        text = own[glyph]
    text = _READ_AS.get(text, text)
    return b"<%04x> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())


@lru_cache
def _characters(file: str) -> dict[int, str]:
    """Return the character of each glyph that has one of its own in a bundled font.

    Of several the lowest, which is the letter rather than a sign that looks like it.
    """
    found: dict[int, str] = {}
    with TTFont(_FONTS / file, lazy=True) as font:
        for codepoint, name in sorted(font.getBestCmap().items()):
            found.setdefault(font.getGlyphID(name), chr(codepoint))
    return found
