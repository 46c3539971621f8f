"""Every form of a citation in the table is read as a person reads it, and written back stably."""

from dataclasses import replace
from pathlib import Path

import pytest

from legal.citations import Citation, Step, find, format, parse

LEVELS = {
    "A": "absatz",
    "U": "unterabsatz",
    "S": "satz",
    "H": "halbsatz",
    "N": "nummer",
    "B": "buchstabe",
    "D": "doppelbuchstabe",
    "E": "dreifachbuchstabe",
    "V": "alternative",
    "W": "variante",
    "F": "fall",
    "G": "spiegelstrich",
    "T": "teil",
    "K": "abschnitt",
    "L": "unterabschnitt",
    "O": "kapitel",
    "P": "sachgebiet",
}
LINES = (Path(__file__).parent / "data" / "citation_forms.tsv").read_text("utf-8").splitlines()
FORMS = [line.split("\t") for line in LINES if not line.startswith("#")]
RANGE = "->"


def written(target: Citation) -> str:
    """A citation in the notation of the table."""
    letters = {level: letter for letter, level in LEVELS.items()}
    parts = [target.law or "-", target.part, target.kind, target.norm]
    parts += [letters[step.level] + step.value for step in target.steps]
    parts += [target.following, target.edition, f"{RANGE}{target.until}" if target.until else ""]
    return ("&" if target.conjoined else "") + " ".join(filter(None, parts))


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[form[0] for form in FORMS])
def test_structure(text: str, expected: str) -> None:
    assert " | ".join(map(written, parse(text))) == expected


@pytest.mark.parametrize("style", ["short", "long", "roman"])
@pytest.mark.parametrize("text", [form[0] for form in FORMS])
def test_written_and_read_again_it_is_the_same(text: str, style: str) -> None:
    citations = parse(text)
    assert parse(format(citations, style)) == citations  # type: ignore[arg-type]


def test_the_table_is_large_enough() -> None:
    assert len({text for text, _ in FORMS}) >= 150


def test_steps_keep_their_order() -> None:
    (citation,) = parse("§ 5 Abs. 1 Satz 1 Nr. 5 Satz 2 UStG")
    assert citation.steps[2:] == (Step("nummer", "5"), Step("satz", "2"))
    assert citation.satz == "1"


@pytest.mark.parametrize(
    "text",
    ["", " ", "§", "VwVfG", "Guten Tag", "§ 5 und dann noch etwas", "28", "§ 5 BGB,", "x" * 5000],
)
def test_what_is_no_citation_gives_nothing(text: str) -> None:
    assert parse(text) == ()


def test_parse_and_find_agree_on_what_begins_with_a_sign() -> None:
    for text, _ in FORMS:
        if text.startswith("§") and "sgb" not in text:
            found = find(f"Nach {text} ist es so.")
            expected = [replace(one, conjoined=False) for one in parse(text)]
            targets = [replace(one, conjoined=False) for each in found for one in each.targets]
            assert targets == expected, text
