"""Text of a by-law to norms: headings, Absätze, items, tables; nothing lost, nothing crashes."""

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legal.addressing import address
from legal.bylaws.problems import ERRORS, REMARKS
from legal.bylaws.reader import ByLaw, read_bylaw
from legal.citations import parse
from legal.gii import Body

PLAIN = """Satzung über Teiche

Der Rat hat beschlossen:

§ 1
Geltungsbereich

Diese Satzung gilt für alle Teiche. § 2 gilt
entsprechend für Tümpel, die seit dem
3. Mai bestehen.

§ 2 Gebühren

(1) Gebühren werden erhoben für
1. das Angeln,
2. das Baden
a) am Tag und
b) in der Nacht,
   wenn es warm ist,

soweit nichts anderes bestimmt ist.
(2) Die Höhe steht in der Anlage.

Anlage Tarif

| Was | Euro |
|---|---|
| Angeln | 3 |
"""


def body(text: ByLaw, key: str) -> Body:
    return next(norm.body for norm in text.norms if norm.key == key)


def part(text: ByLaw, citation: str) -> str:
    (target,) = parse(citation)
    norm = body(text, target.norm or target.kind.lower())
    found = address(norm, target.steps)
    assert not found.missing
    return norm.text[found.span.start : found.span.end]


def test_plain_text() -> None:
    read = read_bylaw(PLAIN)
    assert [(norm.key, norm.enbez, norm.title) for norm in read.norms] == [
        ("eingangsformel", "Eingangsformel", ""),
        ("1", "§ 1", "Geltungsbereich"),
        ("2", "§ 2", "Gebühren"),
        ("anlage", "Anlage", "Tarif"),
    ]
    assert read.errors == ()
    assert [problem.code for problem in read.remarks] == ["preamble"]
    assert body(read, "1").text.endswith("seit dem 3. Mai bestehen.")


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        ("§ 2 Abs. 1 Nr. 1 TeichS", "1. das Angeln,"),
        ("§ 2 Abs. 1 Nr. 2 Buchst. a TeichS", "a) am Tag und"),
        ("§ 2 Abs. 1 Nr. 2 Buchst. b TeichS", "b) in der Nacht, wenn es warm ist,"),
        ("§ 2 Abs. 2 TeichS", "(2) Die Höhe steht in der Anlage."),
        ("§ 1 Abs. 1 Satz 1 TeichS", "Diese Satzung gilt für alle Teiche."),
    ],
)
def test_parts_are_addressed_like_federal_law(citation: str, text: str) -> None:
    assert part(read_bylaw(PLAIN), citation).startswith(text)


def test_markdown_with_outline_bold_and_escapes() -> None:
    read = read_bylaw(
        "# Teichsatzung\n\n## Abschnitt 1 Allgemeines\n\n### § 1 **Zweck**\n\nSchutz \\* **aller** "
        "Teiche\n\n**Abschnitt 2**\n\n**Gebühren**\n\n**§ 2**\n\n- Angeln,\n  - nachts\n- Baden\n"
    )
    assert read.title == "Teichsatzung"
    assert [(norm.kind, norm.key, norm.title) for norm in read.norms] == [
        ("outline", "abschnitt-1", "Allgemeines"),
        ("norm", "1", "Zweck"),
        ("outline", "abschnitt-2", "Gebühren"),
        ("norm", "2", ""),
    ]
    assert body(read, "1").text == "Schutz * aller Teiche"
    assert [unit.label for unit in read.norms[3].outline] == ["Abschnitt 2"]
    kinds = [node.kind for node in body(read, "2").walk() if node.kind in ("list", "item")]
    assert kinds == ["list", "item", "list", "item", "item"]


def test_a_table_has_its_head_and_cells() -> None:
    nodes = list(body(read_bylaw(PLAIN), "anlage").walk())
    assert [node.attrs for node in nodes if node.kind == "row"] == [{"head": "1"}, None]
    assert body(read_bylaw(PLAIN), "anlage").text == "Was\tEuro\nAngeln\t3"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "empty"),
        ("Nur ein Satz.", 1, "no-norm"),
        ("§ 1 A\n\nx\n\n§ 1 B\n\ny", 5, "norm-twice"),
        ("§ 1 A\n\n(1) x\n(2) y\n(2) z", 5, "absatz-twice"),
        ("§ 1 A\n\nx\n\x07y", 4, "characters"),
        ("§ 1 A\n\nx\n\n§ 3 B\n\ny", 5, "norm-order"),
        ("§ 1 A\n\n(1) x\n(3) y", 4, "absatz-order"),
        ("§ 1 A\n\nEs gilt:\n\n1. x,\n\n3. y", 7, "item-order"),
        ("§ 1 A\n\n§ 2 B\n\ny", 1, "no-text"),
    ],
)
def test_problems_name_their_line(text: str, line: int, code: str) -> None:
    found = [problem for problem in read_bylaw(text).problems if problem.code == code]
    assert [problem.line for problem in found] == [line]
    assert found[0].is_error == (code in ERRORS)
    assert found[0].text


def test_every_problem_has_a_sentence() -> None:
    assert not set(ERRORS) & set(REMARKS)


def test_too_long_a_text_is_refused_at_once() -> None:
    assert [p.code for p in read_bylaw("§ 1 A\n" * 200_000).problems] == ["too-long"]


def test_a_sentence_that_begins_with_a_norm_is_no_heading() -> None:
    read = read_bylaw(
        "§ 1 Zweck\n\nx\n\n§ 5 Abs. 2 gilt.\n\n§ 6 gilt entsprechend.\n\n§ 2 Ende\n\ny"
    )
    assert [norm.enbez for norm in read.norms] == ["§ 1", "§ 2"]
    assert "§ 5 Abs. 2 gilt." in read.norms[0].body.text


LINES = st.sampled_from(
    [
        "§ 1 A",
        "## § 2",
        "(1) x",
        "(2a) y",
        "1. eins",
        "aa) zwei",
        "- drei",
        "  4) vier",
        "| a | b |",
    ]
    + ["|---|---|", "", "klein", "Groß.", "Abschnitt 1", "**§ 3 fett**", "Anlage 2", "| x |", "***"]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_nothing_crashes_and_no_word_is_lost(rows: list[str]) -> None:
    text = "\n".join(rows)
    assume(not re.search(r"\w\*\*\w", text))  # a sign for bold inside a word makes it another
    read = read_bylaw(text)
    if any(problem.code in ("characters", "empty") for problem in read.problems):
        return
    kept = [read.title]
    for norm in read.norms:
        kept += [norm.enbez, norm.title, norm.body.text, *(f"{u[1]} {u[2]}" for u in norm.outline)]
    words = set(re.findall(r"[A-Za-zäöüß]{2,}", " ".join(kept)))
    assert set(re.findall(r"[A-Za-zäöüß]{2,}", text)) - {"Artikel"} <= words | {"Art"}


@pytest.mark.parametrize(
    "hostile",
    [
        "# " + "a " * 100_000 + " " * 300_000 + "x",
        "**a " * 200_000,
        "__a**" * 150_000,
        "- " * 300_000 + "x",
        "|" + " |" * 300_000 + "x",
        "|" + "-|" * 300_000 + "x",
        "§ 1 A\n\nx\n" + "weiter\n" * 120_000,
        "§ 1 A\n\n" + "1. x\n" * 150_000,
        "§ 1 A\n" * 160_000,
        "\\" * 900_000,
    ],
)
def test_hostile_texts_take_no_long(hostile: str) -> None:
    started = time.process_time()
    read_bylaw(hostile)
    assert time.process_time() - started < 10
