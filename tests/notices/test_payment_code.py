"""The payment code: what it holds, and that it is printed so that a phone can read it."""

from typing import Any

import pypdfium2
import pytest
import segno

from casework.notices.rendering import LetterError, render
from casework.notices.rendering.payment import PaymentError, drawn, payload
from tests.notices.render_samples import changed, facts_of, rendered

FEE = facts_of("parking_grant")["decision"]["fee"]
DPI = 600


def test_the_code_holds_what_the_guideline_wants() -> None:
    assert payload(FEE, "Stadt Lindenfurt").split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "LINDDE55XXX",
        "Stadt Lindenfurt",
        "DE53550999000000123456",
        "EUR30.70",
        "",
        "",
        "BP-2026-004711",
    ]


def test_without_bic_its_line_is_empty_and_a_long_name_is_cut() -> None:
    lines = payload({**FEE, "bic": None}, "Amt " * 40).split("\n")
    assert (lines[4], len(lines[5])) == ("", 70)


@pytest.mark.parametrize(
    "fee",
    [
        {**FEE, "amount": "0.00"},
        {**FEE, "reference": "x" * 141},
        {**FEE, "currency": "CHF"},
        {**FEE, "reference": "ß" * 140},
    ],
)
def test_what_the_guideline_does_not_allow_is_an_error(fee: dict[str, Any]) -> None:
    with pytest.raises(PaymentError):
        payload(fee, "Ä" * 70)


def test_a_letter_whose_fee_has_no_code_is_refused_with_the_reason() -> None:
    facts = changed(facts_of(), "decision.fee.reference", "x" * 141)
    with pytest.raises(LetterError, match="more than 140 characters"):
        render(facts)


def test_the_picture_is_a_vector_without_fixed_size() -> None:
    svg = drawn("BCD").decode()
    assert svg.startswith("<svg")
    assert "width=" not in svg and "<path" in svg and "<image" not in svg


@pytest.mark.parametrize("name", ["parking_grant", "parking_refusal"])
def test_the_printed_code_is_module_by_module_the_right_one(name: str) -> None:
    """Looked at like a camera does: dark or light in the middle of every module."""
    facts = facts_of(name)
    expected = segno.make(
        payload(facts["decision"]["fee"], facts["authority"]["name"]),
        error="m", boost_error=False, encoding="utf-8", micro=False,
    )  # fmt: skip
    page = pypdfium2.PdfDocument(rendered(name).pdf)[1]
    picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
    modules = len(expected.matrix)
    left, top, side = find_code(picture, modules)
    size = side / modules
    assert size / DPI * 25.4 > 0.5  # millimetres; smaller ones are hard to read for a phone
    for row, line in enumerate(expected.matrix):
        for column, dark in enumerate(line):
            seen = picture.getpixel(
                (round(left + (column + 0.5) * size), round(top + (row + 0.5) * size))
            )
            assert (seen < 128) == bool(dark), (row, column)


def find_code(picture: Any, modules: int) -> tuple[int, int, int]:
    """Return left, top and side of the code in pixels: the first tall dark column from the right
    half, as the finder patterns are the largest black things there."""
    from_column = round(picture.width * 0.7)
    run = DPI // 8  # pixels; taller than any letter, shorter than a finder pattern
    for column in range(from_column, picture.width):
        dark = [row for row in range(picture.height) if picture.getpixel((column, row)) < 60]
        for start in dark[: len(dark) - run]:
            if all(picture.getpixel((column, start + step)) < 60 for step in range(run)):
                top, line = start, start + 3
                width = column
                while picture.getpixel((width, line)) < 60:
                    width += 1
                return column, top, round((width - column) / 7 * modules)
    raise AssertionError("no code found")
