"""From the steps of a citation to the exact stretch of a norm's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.addressing import absatz_regions, address, sentence_spans
from legal.citations import Step, parse
from legal.gii import Body, read_law
from legal.sentences import Span
from tests.legal.laws import body_of, shared, small_law


def found(body: Body, citation: str) -> str:
    steps = parse(citation)[0].steps
    at = address(body, steps)
    assert at.missing == ()
    return body.text[at.span.start : at.span.end]


@pytest.mark.parametrize(
    ("citation", "start", "end"),
    [
        ("§ 1 Abs. 1", "(1) Drachen sind", "bleibt unberührt."),
        ("§ 1 Abs. 1 Satz 1", "Drachen sind", "geschlüpft sind."),
        ("§ 1 Abs. 1 Satz 2", "Sie gelten nicht", "unberührt."),
        ("§ 1 Abs. 1 Satz 2 Halbsatz 2", "§ 7 bleibt", "unberührt."),
        ("§ 1 Abs. 2", "(2) Keine Drachen", "Recht der Länder."),
        ("§ 1 Abs. 2 Satz 1", "Keine Drachen sind", "nichts anderes bestimmt."),
        ("§ 1 Abs. 2 Satz 2", "Die Bestimmung ist", "zu veröffentlichen."),
        ("§ 1 Abs. 2 Satz 3", "Unberührt bleibt", "Länder."),
        ("§ 1 Abs. 2 Nr. 1", "1. Papierdrachen,", "Papierdrachen,"),
        ("§ 1 Abs. 2 Satz 1 Nr. 2", "2. Echsen", "schriftlich zu stellen."),
        ("§ 1 Abs. 2 Nr. 2 Buchst. a", "a) kein Feuer", "speien,"),
        ("§ 1 Abs. 2 Nr. 2 Buchst. b Doppelbuchst. bb", "bb) nur auf", "stellen."),
        ("§ 1 Abs. 2 Nr. 2 Buchst. b Doppelbuchst. bb Satz 2", "Der Antrag", "stellen."),
    ],
)
def test_addresses_the_part(citation: str, start: str, end: str) -> None:
    part = found(body_of("1"), citation)
    assert part.startswith(start)
    assert part.endswith(end)


def test_the_lawmakers_numbers_count() -> None:
    assert found(body_of("2"), "§ 2 Abs. 1 Satz 2") == "Torf ist verboten."


def test_without_numbers_paragraphs_are_counted() -> None:
    assert found(body_of("1a"), "§ 1a Abs. 2") == "Die Erlaubnis kann befristet werden."


@pytest.mark.parametrize(
    ("citation", "missing", "nearest"),
    [
        ("§ 1 Abs. 3", ["absatz"], "(1) Drachen"),
        ("§ 1 Abs. 1 Satz 4 Nr. 1", ["satz", "nummer"], "(1) Drachen"),
        ("§ 1 Abs. 2 Nr. 2 Buchst. c", ["buchstabe"], "2. Echsen"),
    ],
)
def test_what_is_not_there_is_told(citation: str, missing: list[str], nearest: str) -> None:
    body = body_of("1")
    at = address(body, parse(citation)[0].steps)
    assert [step.level for step in at.missing] == missing
    assert body.text[at.span.start :].startswith(nearest)


@pytest.mark.parametrize(
    ("tail", "count"),
    [
        ("gilt Absatz 2.", 1),
        ("Absatz 2 gilt.", 2),
        ("§ 5 gilt.", 2),
    ],
)
def test_after_a_list_only_a_capital_starts_a_sentence(tail: str, count: int) -> None:
    content = f"<P>Für<DL><DT>1.</DT><DD><LA>Drachen</LA></DD></DL>{tail}</P>"
    body = read_law(small_law({"§ 1": content}), "testg").norms[1].body
    assert len(sentence_spans(body, Span(0, len(body.text)))) == count


def test_a_list_that_ends_with_a_comma_goes_on() -> None:
    content = "<P>Für<DL><DT>1.</DT><DD><LA>Drachen,</LA></DD></DL>Kohle ist frei.</P>"
    body = read_law(small_law({"§ 1": content}), "testg").norms[1].body
    assert len(sentence_spans(body, Span(0, len(body.text)))) == 1


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                "absatz",
                "satz",
                "halbsatz",
                "nummer",
                "buchstabe",
                "spiegelstrich",
                "unterabsatz",
                "x",
            ]
        ),
        st.sampled_from(["1", "2", "3", "a", "b", "aa", "2a", "", "999999999999"]),
    ),
    max_size=6,
)


@given(st.sampled_from(["1", "1a", "2", "anlage-1", "head"]), STEPS)
def test_any_steps_lead_to_a_stretch_of_the_text(key: str, steps: list[Step]) -> None:
    body = body_of(key)
    at = address(body, steps)
    assert 0 <= at.span.start <= at.span.end <= len(body.text)
    assert len(at.missing) <= len(steps)


def test_an_absatz_is_no_part_of_a_sentence() -> None:
    at = address(body_of("1"), [Step("satz", "1"), Step("absatz", "1")])
    assert [step.level for step in at.missing] == ["absatz"]


@given(st.sampled_from(["1", "1a", "2"]), STEPS)
def test_a_further_step_stays_inside(key: str, steps: list[Step]) -> None:
    body = body_of(key)
    outer = address(body, steps[:-1]).span
    inner = address(body, steps).span
    assert outer.start <= inner.start <= inner.end <= outer.end


@pytest.mark.parametrize(
    ("slug", "key", "citation", "start"),
    [
        ("vwvfg", "28", "§ 28 Abs. 2 Nr. 3 VwVfG", "3. von den tatsächlichen Angaben"),
        ("vwvfg", "41", "§ 41 Abs. 2 Satz 3 Halbsatz 2 VwVfG", "im Zweifel hat die Behörde"),
        ("estg", "3", "§ 3 Nr. 26 Satz 2 EStG", "Überschreiten die Einnahmen"),
        ("estg", "4", "§ 4 Abs. 5 Satz 1 Nr. 5 Satz 2 EStG", "Wird der Steuerpflichtige"),
        ("gg", "art-5", "Art. 5 Abs. 3 Satz 2 GG", "Die Freiheit der Lehre"),
        ("bgb", "195", "§ 195 BGB", "Die regelmäßige Verjährungsfrist"),
    ],
)
def test_real_norms(slug: str, key: str, citation: str, start: str) -> None:
    law = read_law(shared("current", f"{slug}.xml").read_bytes(), slug)
    body = next(norm.body for norm in law.norms if norm.key == key)
    assert found(body, citation).startswith(start)


def test_sentences_of_the_real_tax_act_are_counted_as_the_lawmaker_does() -> None:
    """Counting without the marks, lists included, against the lawmaker's own numbers."""
    law = read_law(shared("current", "estg.xml").read_bytes(), "estg")
    total = wrong = 0
    for norm in law.norms:
        for _, span in absatz_regions(norm.body):
            marks = [n for n in norm.body.nodes if n.kind == "p" and n.start == span.start]
            numbers = [n.attr("n") for p in marks for n in p.children if n.kind == "sentence"]
            if numbers and numbers[0] in ("1", "2"):
                total += 1
                wrong += len(sentence_spans(_unmarked(norm.body), span)) != int(numbers[-1])
    assert total > 200
    assert wrong <= 0.01 * total


def _unmarked(body: Body) -> Body:
    return Body(body.text, tuple(node._replace(children=_plain(node)) for node in body.nodes))


def _plain(node):  # type: ignore[no-untyped-def]
    return tuple(
        child._replace(children=_plain(child))
        for child in node.children
        if child.kind != "sentence"
    )


def test_sentences_of_a_part_deep_inside() -> None:
    body = body_of("1")
    span = address(body, parse("§ 1 Abs. 2 Nr. 2 Buchst. b Doppelbuchst. bb")[0].steps).span
    parts = [body.text[s.start : s.end] for s in sentence_spans(body, span)]
    assert parts == ["bb) nur auf Antrag.", "Der Antrag ist schriftlich zu stellen."]
