"""The list of nouns that compounds are taken apart into: how it is made, and the one shipped."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from legal.importer import import_law
from legal.search import compounds
from legal.search.parts import MIN_NORMS, count_nouns, table_of
from tests.legal.laws import SEEN, small_law

NORM = "Die Ausweise und der Rat regeln die Fristen der Kfz-Steuer; Art 5 gilt."


def test_forms_written_with_a_capital_count_once_a_text() -> None:
    nouns = count_nouns([f"{NORM} Ausweise"] * MIN_NORMS)
    assert nouns == {"ausweise": MIN_NORMS, "fristen": MIN_NORMS, "rat": MIN_NORMS}


def test_what_is_rare_is_no_part() -> None:
    assert count_nouns([NORM] * (MIN_NORMS - 1)) == {}


@pytest.mark.parametrize(("small", "counts"), [(7 * MIN_NORMS, True), (7 * MIN_NORMS + 1, False)])
def test_a_verb_that_is_a_noun_now_and_then(small: int, counts: bool) -> None:
    texts = ["Den Ausweisen fehlt es."] * MIN_NORMS + ["sich ausweisen"] * small
    assert ("ausweisen" in count_nouns(texts)) is counts


def test_the_list_shipped_is_what_the_maker_writes() -> None:
    path = Path(compounds.__file__).with_name("parts.tsv")
    text = path.read_text(encoding="utf-8")
    head = text.partition("\n")[0]
    assert "law word-parts" in head
    assert table_of(compounds.nouns(), head.removeprefix("# ")) == text
    assert min(compounds.nouns().values()) >= MIN_NORMS
    assert len(compounds.nouns()) > 20_000


@pytest.mark.django_db
def test_the_command_writes_the_same_every_time(tmp_path: Path) -> None:
    norms = {f"§ {number}": f"<P>{NORM}</P>" for number in range(1, MIN_NORMS + 1)}
    import_law("testg", small_law(norms), SEEN)
    for name in ("a", "b"):
        call_command("law", "word-parts", "--out", str(tmp_path / name))
    first = (tmp_path / "a").read_text(encoding="utf-8")
    assert first == (tmp_path / "b").read_text(encoding="utf-8")
    assert "from 1 laws, observed until 2026-01-02." in first
    assert f"\nfristen\t{MIN_NORMS}\n" in first


@pytest.mark.django_db
def test_the_command_needs_law_and_a_place(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("law", "word-parts", "--out", str(tmp_path / "a"))
    import_law("testg", small_law({"§ 1": "<P>Text.</P>"}), SEEN)
    with pytest.raises(CommandError):
        call_command("law", "word-parts", "--out", str(tmp_path))
