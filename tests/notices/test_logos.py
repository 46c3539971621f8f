"""Logos: what is harmless stays, the rest goes or is refused by name."""

from io import BytesIO

import pytest
from PIL import Image

from casework.cases.errors import InvalidData
from casework.notices.logos import PRINTED, clean
from tests.notices.logos import PNG, SVG


def test_a_png_is_written_anew_small_and_on_white() -> None:
    media_type, content = clean(PNG)
    assert media_type == "image/png"
    with Image.open(BytesIO(content)) as picture:
        assert (picture.mode, picture.width) == ("RGB", PRINTED[0])
        assert picture.getpixel((5, 5)) == (133, 181, 174)


def test_an_svg_keeps_its_shapes_and_nothing_else() -> None:
    media_type, content = clean(SVG)
    assert media_type == "image/svg+xml"
    text = content.decode()
    for kept in ("<path d=", 'fill="#0b6b5d"', 'stroke="none"', "<circle", 'viewBox="0 0 64 72"'):
        assert kept in text
    for gone in ("alert", "example", "metadata", "Ada", "behavior", "style=", "<!--", "title"):
        assert gone not in text
    assert clean(content) == (media_type, content)


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<image href="file:///etc/passwd"/>', "image"),
        ('<use href="https://example.org/a.svg#b"/>', "use"),
        ("<foreignObject/>", "foreignObject"),
        ("<style>@import url(https://example.org)</style>", "style"),
        ("<text>Stadt</text>", "text"),
        ("<g><animate/></g>", "animate"),
    ],
)
def test_what_could_load_run_or_print_something_else_is_refused(inside: str, name: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(InvalidData, match=f"„{name}“"):
        clean(svg.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html></html>",
        b"<svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        PNG[:200],
        b"\x89PNG\r\n\x1a\n",
        b"x" * 3_000_000,
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
        + b'<path d="M0 0h1"/>' * 4000
        + b"</svg>",
    ],
)
def test_files_that_are_no_logo_are_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidData) as caught:
        clean(content)
    assert caught.value.errors["logo"].endswith(".")


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    target = BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    with pytest.raises(InvalidData, match="Bildpunkte"):
        clean(target.getvalue())
