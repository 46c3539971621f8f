"""Checks of the fonts in a PDF: embedded, true to their metrics, readable as text (6.2.11)."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

_FORBIDDEN_TEXT = {"0000", "feff", "fffe"}


def embedding(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every font is composite, embedded as TrueType and mapped glyph by glyph (6.2.11.3, .4)."""
    fonts = fonts_of(pdf)
    if not fonts:
        yield "there is no font"
    for name, font in fonts.items():
        if font.Subtype != "/Type0" or font.Encoding != "/Identity-H":
            yield f"{name} is not a composite font"
            continue
        descendant = font.DescendantFonts[0]
        if "/FontFile2" not in descendant.FontDescriptor:
            yield f"{name} is not embedded (6.2.11.4.1)"
        if descendant.get("/CIDToGIDMap") is None:
            yield f"{name} has no CIDToGIDMap (6.2.11.3.2)"


def widths(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The widths in the PDF are those of the embedded font, to one unit in 1000 (6.2.11.5)."""
    for name, font in fonts_of(pdf).items():
        descendant = font.DescendantFonts[0]
        program = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        order, metrics, scale = program.getGlyphOrder(), program["hmtx"], program["head"].unitsPerEm
        for glyph, width in listed_widths(font):
            if glyph >= len(order):
                yield f"{name} lacks glyph {glyph}"
            elif abs(metrics[order[glyph]][0] * 1000 / scale - width) > 1:
                yield f"{name} has another width for glyph {glyph}"


def text_mapping(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every glyph says which text it stands for, none of it private (6.2.11.7)."""
    for name, font in fonts_of(pdf).items():
        if "/ToUnicode" not in font:
            yield f"{name} has no ToUnicode (6.2.11.7.2)"
            continue
        mapping = unicode_map(font)
        for glyph, _width in listed_widths(font):
            if glyph not in mapping:
                yield f"{name}: glyph {glyph} stands for no text (6.2.11.7.2)"
        for text in mapping.values():
            if text in _FORBIDDEN_TEXT or "e000" <= text[:4] <= "f8ff":
                yield f"{name}: a glyph stands for U+{text} (6.2.11.7.3)"


FONT_CHECKS = (embedding, widths, text_mapping)


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return all fonts that pages may use, by their resource name."""
    found: dict[str, Any] = {}
    for page in pdf.pages:
        found |= dict(page.Resources.get("/Font", {}).items())
    return found


def unicode_map(font: Any) -> dict[int, str]:
    """Return glyph number to UTF-16 text in hex, as the font's ToUnicode says."""
    lines = font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1]
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", lines)
    return {int(glyph, 16): text.decode() for glyph, text in pairs}


def listed_widths(font: Any) -> Iterator[tuple[int, float]]:
    """Yield glyph and width of a font from its W array, of the form ``first [w w w] first [w]``."""
    items = list(font.DescendantFonts[0].W)
    for first, listed in zip(items[::2], items[1::2], strict=True):
        yield from ((int(first) + step, float(width)) for step, width in enumerate(listed))
