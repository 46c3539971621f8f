"""What must be true of a letter once it is laid out, checked on WeasyPrint's pages."""

from collections.abc import Iterator
from typing import Any

FONTS = frozenset(["Letter", "Letter Arabic"])
ADDRESS_HEIGHT_MM = 27.3  # DIN 5008, form B: six lines of the address field


class LayoutError(ValueError):
    """The letter cannot be printed as it must look; the message says why."""


def require_printable(document: Any, pdf: Any = None) -> None:
    """Raise LayoutError where the address overflows its field or the bundled font lacks a glyph.

    A fallback font would differ from machine to machine; the bundled one has all of DIN 91379.
    ``pdf`` is not used, so that this can serve as a WeasyPrint finisher.
    """
    _require_own_font(document)
    _require_address_fits(document)


def _require_own_font(document: Any) -> None:
    fonts = document.fonts.values()
    strange = {c for font in fonts if font.family not in FONTS for c in font.to_unicode.values()}
    missing = {chr(codepoint) for font in fonts for codepoint in font.missing}
    if strange | missing:
        raise LayoutError(f"the letters' font lacks {' '.join(sorted(strange | missing))}")


def _require_address_fits(document: Any) -> None:
    for box in _boxes(document.pages[0]._page_box):
        if box.element is not None and box.element.get("class") == "recipient":
            height = box.height * 25.4 / 96  # CSS pixels to millimetres
            if height > ADDRESS_HEIGHT_MM + 0.01:
                raise LayoutError("the address does not fit the six lines of the address field")


def _boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all below it, also the ones placed absolutely, which hide in ``_box``."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)
