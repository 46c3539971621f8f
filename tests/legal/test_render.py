"""Law text as HTML: complete, escaped, accessible, marked exactly."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from legal.addressing import address
from legal.citations import parse
from legal.gii import read_law
from legal.render import render
from legal.sentences import Span
from tests.legal.laws import body_of, shared

TEXT = {"p", "span", "mark", "b", "i", "u", "sub", "sup", "small", "q", "br", "pre", "a"}
ALLOWED = TEXT | {"div", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def text_of(markup: str) -> str:
    return "".join(html.fragment_fromstring(markup, create_parent="div").itertext())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_nested_lists_show_their_own_labels() -> None:
    markup = render(body_of("1"))
    assert markup.count('<ul class="law-list" role="list">') == 3
    assert '<li><span class="law-label">aa)</span> <div class="law-item"><p>nur im' in markup


def test_source_is_escaped() -> None:
    markup = render(body_of("2"))
    assert "&lt;script&gt; &amp; „<b>Feuer</b> und <i>Glut</i>“ H<sub>2</sub>O!" in markup


def test_sentence_numbers_and_footnotes() -> None:
    markup = render(body_of("2"), anchor="text")
    assert '<sup class="law-sentence">2</sup>Torf ist verboten.' in markup
    assert '<sup class="law-fnref"><a href="#text-F2">1)</a></sup>' in markup
    assert '<div class="law-footnote" id="text-F2"><span class="law-label">1)</span>' in markup
    assert 'id="text-absatz-2"' in markup
    assert "href" not in render(body_of("2"))


def test_tables_have_header_cells_and_a_caption() -> None:
    markup = render(body_of("anlage-1"))
    assert "<caption>Rationen</caption><thead>" in markup
    assert '<th scope="col" rowspan="2">Alter</th>' in markup
    assert '<th scope="colgroup" colspan="2">Kohle</th>' in markup
    assert "<td>7 kg<br>\nje Tag</td>" in markup
    assert '<div class="law-table" tabindex="0" role="group" aria-label="Tabelle">' in markup


def test_images_are_told_in_words() -> None:
    markup = render(body_of("anlage-1"))
    assert '<span class="law-image">[Abbildung: Ein Drache]</span>' in markup
    assert "<img" not in markup


def test_marks_exactly_the_cited_part() -> None:
    body = body_of("1")
    span = address(body, parse("§ 1 Abs. 2 Nr. 2 Buchst. b")[0].steps).span
    marked = "".join(re.findall("<mark>(.*?)</mark>", render(body, [span])))
    assert squeezed(text_of(marked)) == squeezed(body.text[span.start : span.end])


def test_clip_leaves_out_everything_else() -> None:
    body = body_of("1")
    span = address(body, parse("§ 1 Abs. 2 Nr. 2")[0].steps).span
    assert squeezed(text_of(render(body, clip=span))) == squeezed(body.text[span.start : span.end])


@given(st.sampled_from(["1", "1a", "2", "anlage-1"]), st.integers(0, 700), st.integers(0, 700))
def test_any_mark_gives_whole_and_clean_html(key: str, start: int, end: int) -> None:
    body = body_of(key)
    span = Span(min(start, end), min(max(start, end), len(body.text)))
    markup = render(body, [span])
    tree = html.fragment_fromstring(markup, create_parent="div")
    assert {element.tag for element in tree.iter()} <= ALLOWED
    assert squeezed(render(body)) == squeezed(markup.replace("<mark>", "").replace("</mark>", ""))


def test_real_norms_keep_every_character() -> None:
    for slug in ("vwvfg", "stvo_2013", "estg"):
        for norm in read_law(shared("current", f"{slug}.xml").read_bytes(), slug).norms:
            shown = squeezed(text_of(render(norm.body)))
            at = 0
            for character in squeezed(norm.body.text):
                at = shown.find(character, at) + 1
                assert at > 0, (slug, norm.key)
