"""The reader on whatever it is given: refused or read whole, with exact offsets and safe HTML."""

import json
from xml.sax.saxutils import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from legal.addressing import absatz_regions, address, sentence_spans
from legal.citations import Step
from legal.gii import Body, LawError, Node, read_law
from legal.gii.conservation import losses
from legal.render import render
from legal.sentences import Span
from tests.legal.laws import DRAGONS, small_law

WORDS = st.text(st.sampled_from("aZä1 .,;()§\n\t<&\"'„“\u00a0\u00ad-"), max_size=12).map(escape)


def element(tag: str, content: st.SearchStrategy[str], attrs: str = "") -> st.SearchStrategy[str]:
    return content.map(lambda inside: f"<{tag}{attrs}>{inside}</{tag}>")


def many(parts: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=most).map("".join)


EMPTIES = st.sampled_from(
    ["<BR/>", '<FnR ID="F1"/>', '<IMG SRC="x.jpg" alt="Bild"/>', "<NB/>", '<Accolade typ="r"/>']
)
NUMBER = st.integers(1, 9).map(lambda number: f'<SUP class="Rec">{number}</SUP>Es')
INLINE = st.recursive(
    WORDS | EMPTIES | NUMBER,
    lambda inner: st.one_of(
        *(element(tag, many(inner)) for tag in ("B", "I", "SUB", "SUP", "small", "SP", "mystery"))
    ),
    max_leaves=6,
)
LABELS = st.sampled_from(["1.", "2.", "a)", "aa)", "–", "", "(1)"])


def listed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    item = st.tuples(element("DT", LABELS), element("DD", many(element("LA", inner), 2)))
    return element("DL", many(item.map("".join), 3))


ROW = element("row", many(element("entry", INLINE), 3))
TABLE = element("table", element("tgroup", element("tbody", many(ROW, 3)), ' cols="3"'))
CONTENT = st.recursive(
    many(INLINE, 3),
    lambda inner: st.tuples(inner, listed(inner), inner).map("".join),
    max_leaves=5,
)
PARAGRAPH = st.tuples(st.sampled_from(["", "(1) ", "(2a) "]), CONTENT | TABLE).map("".join)
NORM = many(element("P", PARAGRAPH) | element("pre", WORDS) | TABLE)
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["absatz", "satz", "halbsatz", "nummer", "buchstabe", "unterabsatz"]),
        st.sampled_from(["1", "2", "2a", "a", "aa", "9"]),
    ),
    max_size=4,
)


@given(NORM)
@settings(deadline=None)
def test_no_character_is_lost(content: str) -> None:
    data = small_law({"§ 1": content})
    assert losses(data, read_law(data, "testg")) == []


@given(NORM)
@settings(deadline=None)
def test_offsets_are_exact_and_survive_json(content: str) -> None:
    body = body_of(content)
    _inside(body.nodes, 0, len(body.text))
    kept = json.loads(json.dumps([body.text, body.nodes]))
    assert Body.from_json(*kept) == body


@given(NORM, STEPS)
@settings(deadline=None)
def test_any_steps_lead_to_a_stretch_of_the_text(content: str, steps: list[Step]) -> None:
    body = body_of(content)
    outer = Span(0, len(body.text))
    for count in range(len(steps) + 1):
        span = address(body, steps[:count]).span
        assert outer.start <= span.start <= span.end <= outer.end
        outer = span


@given(NORM)
@settings(deadline=None)
def test_sentences_lie_in_their_absatz_in_order(content: str) -> None:
    body = body_of(content)
    for _, region in absatz_regions(body):
        at = region.start
        for span in sentence_spans(body, region):
            assert at <= span.start <= span.end <= region.end
            at = span.end


@given(NORM)
@settings(deadline=None)
def test_its_html_has_the_whole_text_and_nothing_that_acts(content: str) -> None:
    body = body_of(content)
    page = html.fragment_fromstring(render(body, anchor="text"), create_parent="div")
    assert _is_within(_squeezed(body.text), _squeezed("".join(page.itertext())))
    assert not {"script", "img", "mystery", "style"} & {str(node.tag) for node in page.iter()}


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda junk: b"<dokumente>" + junk))
def test_any_bytes_are_answered(data: bytes) -> None:
    _is_answered(data)


@given(st.integers(0, len(DRAGONS)), st.integers(0, 60), st.binary(max_size=12))
@example(at=708, length=40, junk=b"")  # two notes on the state of the law become one
@example(at=392, length=57, junk=b"")  # what is left of a field is text beside the fields
@example(at=1956, length=7, junk=b"")  # what is left of an item is text beside the items
@example(at=5522, length=50, junk=b"")  # what is left of a text is text beside it
@settings(max_examples=300, deadline=None)
def test_any_damage_is_refused_or_read_whole(at: int, length: int, junk: bytes) -> None:
    _is_answered(DRAGONS[:at] + junk + DRAGONS[at + length :])


def _is_answered(data: bytes) -> None:
    try:
        law = read_law(data, "testg")
    except LawError as refusal:
        assert refusal.law == "testg" and refusal.reason
    else:
        assert losses(data, law) == []


def body_of(content: str) -> Body:
    return read_law(small_law({"§ 1": content}), "testg").norms[1].body


def _inside(nodes: tuple[Node, ...], start: int, end: int) -> None:
    at = start
    for node in nodes:
        assert at <= node.start <= node.end <= end
        _inside(node.children, node.start, node.end)
        at = node.end


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _is_within(wanted: str, text: str) -> bool:
    """Whether the letters of `wanted` stand in `text` in their order (words of ours between)."""
    letters = iter(text)
    return all(letter in letters for letter in wanted)
