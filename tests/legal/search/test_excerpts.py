"""The passage shown for a search."""

from hypothesis import given
from hypothesis import strategies as st

from legal.gii import Body, read_law
from legal.search.excerpts import MAX_EXCERPT, excerpt_of
from tests.legal.laws import small_law


def body(*paragraphs: str) -> Body:
    content = "".join(f"<P>{paragraph}</P>" for paragraph in paragraphs)
    law = read_law(small_law({"§ 1": content}), "testg")
    return next(norm.body for norm in law.norms if norm.key == "1")


def test_the_absatz_with_the_words_is_shown_and_they_are_marked() -> None:
    shown = excerpt_of(body("(1) Drachen fliegen.", "(2) Die Fristen sind kurz."), {"frist": 1.0})
    assert shown.absatz == "2"
    assert shown.html == "(2) Die <mark>Fristen</mark> sind kurz."


def test_compounds_are_marked_by_their_parts() -> None:
    shown = excerpt_of(body("(1) Die Widerspruchsfrist endet."), {"frist": 1.0})
    assert "<mark>Widerspruchsfrist</mark>" in shown.html


def test_rarer_words_decide() -> None:
    text = body("(1) Die Behörde, die Behörde.", "(2) Das Einhorn.")
    assert excerpt_of(text, {"behord": 0.5, "einhorn": 4.0}).absatz == "2"


def test_a_long_absatz_gives_its_sentence() -> None:
    long = "Der Drache ist groß. " * 40
    shown = excerpt_of(body(f"(1) {long}Die Frist beginnt am Montag. {long}"), {"frist": 1.0})
    assert shown.text == "Die Frist beginnt am Montag."
    assert shown.html == "… Die <mark>Frist</mark> beginnt am Montag. …"


def test_markup_in_the_text_is_escaped() -> None:
    shown = excerpt_of(body("(1) Frist &lt;b&gt; &amp; &lt;script&gt;"), {"frist": 1.0})
    assert "&lt;script&gt;" in shown.html and "<script>" not in shown.html


def test_without_words_the_beginning_is_shown() -> None:
    shown = excerpt_of(body("(1) " + "Wort " * 200), {})
    assert len(shown.text) <= MAX_EXCERPT and not shown.marks and shown.cut_behind


@given(st.text(max_size=400))
def test_any_text_has_an_excerpt_with_marks_inside(text: str) -> None:
    shown = excerpt_of(Body(text, ()), {"frist": 1.0, "a": 2.0})
    for mark in shown.marks:
        assert 0 <= mark.start < mark.end <= len(shown.text)
