"""The sheet after DIN 5008, form B, measured in the finished PDF."""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from casework.notices.rendering import render
from tests.notices.render_samples import NAMES, changed, facts_of, rendered

MM = 25.4 / 72  # a PDF point in millimetres
SHEET_MM = 297.0


def first_page(name: str) -> Any:
    return pypdfium2.PdfDocument(rendered(name).pdf)[0]


def place_of(page: Any, words: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of words on a page, in mm from the upper left edge."""
    text = page.get_textpage()
    start, length = text.search(words).get_next()
    boxes = [text.get_charbox(number) for number in range(start, start + length)]
    return (
        min(box[0] for box in boxes) * MM,
        SHEET_MM - max(box[3] for box in boxes) * MM,
        max(box[2] for box in boxes) * MM,
        SHEET_MM - min(box[1] for box in boxes) * MM,
    )


def text_boxes(page: Any) -> Iterator[tuple[float, float]]:
    """Yield left and right edge in mm of every character that is seen."""
    text = page.get_textpage()
    for number in range(text.count_chars()):
        left, _bottom, right, _top = text.get_charbox(number)
        if right > left:
            yield left * MM, right * MM


@pytest.mark.parametrize("name", NAMES)
def test_the_address_stands_in_the_window(name: str) -> None:
    page, lines = first_page(name), facts_of(name)["addressee"]["lines"]
    first, last = place_of(page, lines[0]), place_of(page, lines[-1])
    assert first[0] == pytest.approx(25, abs=0.6)
    assert 62.7 <= first[1] <= 66
    assert last[3] <= 90
    assert place_of(page, "Stadt Lindenfurt ·")[1] >= 45
    assert place_of(page, "55999 Lindenfurt")[3] <= 62.7  # the return line above the address


@pytest.mark.parametrize("name", NAMES)
def test_information_block_and_subject_stand_where_the_standard_has_them(name: str) -> None:
    page = first_page(name)
    left, top, _right, _bottom = place_of(page, "Aktenzeichen:")
    assert left == pytest.approx(125, abs=0.3)
    assert 50 <= top <= 52
    assert place_of(page, facts_of(name)["letter"]["subject"][:20])[1] >= 98.46


@pytest.mark.parametrize("name", NAMES)
def test_fold_and_punch_marks(name: str) -> None:
    """At 10 pixels a millimetre, the dark rows 6 mm from the left edge are the three marks."""
    picture = first_page(name).render(scale=10 * MM, grayscale=True).to_pil()
    dark = [row for row in range(picture.height) if picture.getpixel((60, row)) < 200]
    marks = sorted({round(row / 10 / 0.5) * 0.5 for row in dark})
    assert marks == [105.0, 148.5, 210.0]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_numbered_and_name_the_case(name: str) -> None:
    document = pypdfium2.PdfDocument(rendered(name).pdf)
    number = facts_of(name)["case"]["file_number"]
    for position, page in enumerate(document, 1):
        text = page.get_textpage().get_text_bounded()
        assert f"Seite {position} von {len(document)}" in text
        assert number in text


@pytest.mark.parametrize("name", NAMES)
def test_text_keeps_the_margins(name: str) -> None:
    for page in pypdfium2.PdfDocument(rendered(name).pdf):
        edges = list(text_boxes(page))
        assert min(left for left, _ in edges) >= 24.5
        assert max(right for _, right in edges) <= 200.1


def test_a_long_word_breaks_instead_of_leaving_the_sheet() -> None:
    facts = changed(facts_of("acknowledgement"), "body.0", "Wohngeld" * 40)
    facts["contact"]["email"] = None  # stands further to the right
    page = pypdfium2.PdfDocument(render(facts, draft=True).pdf)[0]
    assert max(right for _, right in text_boxes(page)) <= 190.5


@pytest.mark.parametrize("paragraphs", range(1, 40, 3))
def test_however_long_it_is_the_letter_begins_on_the_first_page(paragraphs: int) -> None:
    body = [facts_of("hearing")["body"][0]] * paragraphs
    facts = changed(facts_of("acknowledgement"), "body", body)
    document = pypdfium2.PdfDocument(render(facts, draft=True).pdf)
    assert facts["letter"]["subject"] in document[0].get_textpage().get_text_bounded()
    assert "Sparkasse" in document[0].get_textpage().get_text_bounded()
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    if "Mit freundlichen" in last:  # never alone on its page
        assert "LVwVfG" in last
