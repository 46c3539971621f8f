"""Logos for the letterhead: an uploaded PNG or SVG made harmless and small.

A PNG is decoded and written anew, on white, at the size it is printed in. Of an SVG only shapes,
groups and gradients stay; what could load, run or print something else is refused by name.
"""

import re
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image

from casework.cases.errors import InvalidData
from casework.notices.facts_values import LARGEST_PICTURE

LARGEST_UPLOAD = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
PRINTED = (709, 177)  # pixels: 60 mm by 15 mm at 300 dpi
SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(
    ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs",
     "linearGradient", "radialGradient", "stop"]
)  # fmt: skip
IGNORED = frozenset(["title", "desc", "metadata"])
ATTRIBUTES = frozenset(
    ["viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
     "d", "points", "transform", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width",
     "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "opacity", "id",
     "offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform", "fx", "fy",
     "preserveAspectRatio"]
)  # fmt: skip
_PLAIN: Any = {None: SVG}  # lxml's stubs do not know of a namespace without a prefix
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|[\\@;{}]|/\*", re.IGNORECASE)


def clean(content: bytes) -> tuple[str, bytes]:
    """The media type and the harmless bytes of an uploaded logo.

    Raises InvalidData (for `logo`) with what is wrong with it.
    """
    if len(content) > LARGEST_UPLOAD:
        raise _bad(_("The logo is larger than 2 MB."))
    png = content.startswith(b"\x89PNG\r\n\x1a\n")
    media_type, cleaned = ("image/png", _png(content)) if png else ("image/svg+xml", _svg(content))
    if len(cleaned) > LARGEST_PICTURE:
        raise _bad(_("The logo has too much detail for a letterhead; please simplify it."))
    return media_type, cleaned


def _bad(message: str) -> InvalidData:
    return InvalidData({"logo": message})


def _png(content: bytes) -> bytes:
    try:
        _refuse_many_pixels(content)
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            picture.verify()  # WeasyPrint has Pillow accept files that are cut off
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            coloured = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise _bad(_("This PNG file cannot be read.")) from error
    coloured.thumbnail(PRINTED, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    target = BytesIO()
    flat.save(target, "PNG", optimize=True)
    return target.getvalue()


def _refuse_many_pixels(content: bytes) -> None:
    """By what the file says of itself (width and height stand first), before anything is read."""
    width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
    if width * height > MOST_PIXELS:
        raise _bad(_("The logo has too many pixels."))


def _svg(content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _bad(_("The logo must be a PNG or an SVG file.")) from error
    if root.tag != f"{{{SVG}}}svg":
        raise _bad(_("The logo must be a PNG or an SVG file."))
    if root.getroottree().docinfo.internalDTD is not None:
        raise _bad(_("The SVG file declares entities; please export it without."))
    if "viewBox" not in root.attrib and not {"width", "height"} <= set(root.attrib):
        raise _bad(_("The SVG file does not say how large it is."))
    return etree.tostring(_shape(root))


def _shape(element: etree._Element) -> etree._Element:
    """A copy of an element with nothing but what is allowed."""
    name = etree.QName(element)
    copy = etree.Element(f"{{{SVG}}}{name.localname}", nsmap=_PLAIN)
    styled = (part.partition(":") for part in element.get("style", "").split(";"))
    given = {str(key): str(value) for key, value in element.attrib.items()}
    given |= {key.strip(): value.strip() for key, _colon, value in styled}
    for key, value in given.items():
        if key in ATTRIBUTES and not _ELSEWHERE.search(value):
            copy.set(key, value)
    for child in element:
        inner = etree.QName(child)
        if inner.namespace != SVG or inner.localname in IGNORED:
            continue
        if inner.localname not in SHAPES:
            raise _bad(
                _(
                    "The SVG file has an element “%(name)s”. Please turn texts and effects into "
                    "paths."
                )
                % {"name": inner.localname}
            )
        copy.append(_shape(child))
    return copy
