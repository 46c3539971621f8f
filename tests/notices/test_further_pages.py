"""The pages in plain language and in the addressee's own: tagged, readable, and not the law."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from casework.notices.languages import LANGUAGES
from casework.notices.pdf_checks import check_pdf
from casework.notices.pdf_checks.structure import Node, tree_of
from casework.notices.rendering import render
from tests.notices.render_samples import facts_of, rendered

MM = 25.4 / 72


def in_language(code: str) -> dict[str, Any]:
    facts = facts_of("housing_grant")
    facts["translation"] = {
        "language": code,
        "official_language_norm": "§ 23 Abs. 1 VwVfG",
        "paragraphs": [LANGUAGES[code].note, LANGUAGES[code].title],
    }
    return facts


def nodes(pdf: bytes, tag: str) -> list[Node]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [node for node in tree_of(opened).walk() if node.tag == tag]
        return [Node(n.tag, n.parent, dict(n.element), n.kids) for n in found]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_can_be_printed_and_read(code: str) -> None:
    letter = render(in_language(code))
    assert check_pdf(letter.pdf) == []
    assert LANGUAGES[code].note in letter.text
    assert f"Übersetzung ins {LANGUAGES[code].german}" in letter.text
    (article,) = nodes(letter.pdf, "Art")
    assert str(article.element["/Lang"]) == code


def test_text_from_right_to_left_says_its_reading_order() -> None:
    with pikepdf.open(BytesIO(rendered("housing_grant").pdf)) as pdf:
        (article,) = (node for node in tree_of(pdf).walk() if node.tag == "Art")
        said = [str(node.element.get("/ActualText", "")) for node in article.walk()]
    text = " ".join(line for line in said if line).translate({0x2066: None, 0x2069: None})
    for paragraph in facts_of("housing_grant")["translation"]["paragraphs"]:
        assert paragraph in text


def test_the_link_to_the_page_is_in_its_language() -> None:
    languages = [
        str(node.element.get("/Lang", "")) for node in nodes(rendered("housing_grant").pdf, "Link")
    ]
    assert languages.count("ar") >= 1


def test_numbers_keep_their_order_among_arabic_letters() -> None:
    page = pypdfium2.PdfDocument(rendered("housing_grant").pdf)[3]
    text = page.get_textpage()

    def left_of(words: str) -> float:
        start, _length = text.search(words).get_next()
        return float(text.get_charbox(start)[0])

    assert left_of("06799") < left_of("100") < left_of("5120")


def test_plain_language_is_larger_and_its_lines_are_short() -> None:
    document = pypdfium2.PdfDocument(rendered("housing_grant").pdf)
    letter, plain = (document[number].get_textpage() for number in (0, 2))

    def height(page: Any, words: str) -> float:
        start, _length = page.search(words).get_next()
        box = page.get_charbox(start, loose=True)
        return float(box[3] - box[1])

    assert height(plain, "Sie bekommen") > 1.3 * height(letter, "Sie erhalten")
    start = plain.search("Sie haben Wohngeld").get_next()[0]
    rights = [plain.get_charbox(i)[2] for i in range(start, plain.count_chars() - 20)]
    assert max(rights) * MM < 25 + 128 + 1


def test_both_pages_say_that_only_the_letter_counts() -> None:
    text = rendered("housing_grant").text
    assert "Rechtlich gilt nur das Schreiben selbst." in text
    assert "Die Amtssprache ist Deutsch (§ 19 Abs. 1 Satz 1 SGB X)" in text


def test_each_page_begins_on_a_sheet_of_its_own_and_is_announced_on_the_first() -> None:
    document = pypdfium2.PdfDocument(rendered("housing_grant").pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert "einfacher Sprache (Seite 3)" in texts[0]
    assert "Das Wichtigste in einfacher Sprache" in texts[2]
    assert "Übersetzung ins Arabische" in texts[3]


def test_letters_without_such_pages_load_nothing_of_them() -> None:
    for name in ("parking_grant", "hearing"):
        assert "arabic.css" not in rendered(name).html
        assert "pages.css" not in rendered(name).html
    assert "arabic.css" not in render(in_language("uk"), draft=True).html


@pytest.mark.parametrize("times", [30, 60])
def test_pages_that_run_over_several_sheets_stay_one_part_each(times: int) -> None:
    facts = facts_of("housing_grant")
    facts["plain_language"] *= times // 6
    facts["translation"]["paragraphs"] *= times // 6
    letter = render(facts)
    assert check_pdf(letter.pdf) == []
    assert len(nodes(letter.pdf, "Art")) == 1
