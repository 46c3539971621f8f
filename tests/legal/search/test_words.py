"""Words of a text and of a query: letters, stems, compounds, slips, vectors. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.search.analysis import NOTHING, analyse
from legal.search.compounds import halves, leaves, split
from legal.search.folding import WORD, fold, pieces
from legal.search.spelling import farther, near, without_umlauts
from legal.search.stemming import stem
from legal.search.vector import Source, Vectors
from legal.search.verbs import infinitives


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Behörde", "Behörden"),
        ("Anhörung", "anhören"),
        ("Ämter", "Amt"),
        ("Widersprüche", "Widerspruch"),
        ("Wohngeldes", "Wohngeld"),
        ("Gültigkeit", "gültig"),
        ("Verwaltungsaktes", "Verwaltungsakts"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(("one", "other"), [("Recht", "Rechnung"), ("Steuer", "Stelle")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Widerspruchsfrist", {"widerspruch", "frist"}),
        ("Rechtsbehelfsbelehrung", {"rechtsbehelf", "belehr"}),
        ("Hundesteuersatzung", {"hundesteu", "satzung", "hund", "steu"}),
        ("Drachensteuer", {"drach", "steu"}),
        ("Genehmigung", set()),
        ("Unterlagen", set()),
        ("Gegenstand", set()),
        ("Maßnahme", set()),
    ],
)
def test_compounds_are_split(word: str, parts: set[str]) -> None:
    assert set(split(fold(word))) == parts


def test_halves_and_smallest_parts() -> None:
    assert halves("bewohnerparkausweis") == ("bewohnerpark", "ausweis")
    assert leaves("bewohnerparkausweis") == ("bewohn", "park", "ausweis")
    assert leaves("frist") == ()


def test_hyphens_join_and_part() -> None:
    assert WORD.findall("Die Kfz-Steuer, das §-Zeichen und 12 a") == [
        "Die", "Kfz-Steuer", "das", "Zeichen", "und", "a",
    ]  # fmt: skip
    assert pieces("kfz-steuer") == ("kfz", "steuer")
    assert analyse("Kfz-Steuer").stems == ("kfzsteu", "kfz", "steu")


def test_not_is_a_word_and_articles_are_none() -> None:
    assert analyse("nicht").stems == ("nicht",)
    assert analyse("ohne").stems
    assert analyse("der") is NOTHING


@pytest.mark.parametrize(
    ("typed", "meant"), [("anhorrung", "anhorung"), ("widerspurch", "widerspruch")]
)
def test_one_slip_is_near(typed: str, meant: str) -> None:
    assert meant in near(typed)
    assert typed not in near(typed)


def test_usual_slips_are_found_together() -> None:
    assert "widerspruchsbehorde" in farther("wiederspruchsbehorrde")
    assert not near("x" * 500) and not farther("ab")


def test_umlauts_spelled_out() -> None:
    assert "gebuhrenbefreiung" in without_umlauts("gebuehrenbefreiung")
    assert without_umlauts("frist") == set()


@pytest.mark.parametrize(
    ("participle", "verb"), [("begrundet", "begrunden"), ("bekanntgegeben", "bekanntgeben")]
)
def test_participles_lead_to_their_verbs(participle: str, verb: str) -> None:
    assert verb in infinitives(participle)


def test_weights_of_a_vector() -> None:
    vectors = Vectors()
    made = vectors.of(
        Source("Widerspruchsfrist", "TestG", "Verfahren", "Frist, Fristen. Hundesteuer.", ("7",))
    )
    entries = dict(entry.partition(":")[::2] for entry in made.words.split())
    assert entries["widerspruchsfrist"] == "1A"
    assert entries["frist"] == "1B,2C,3C"
    assert entries["testg"] == entries["7"] == "1A"
    assert entries["hundesteu"] == "1C"
    assert entries["hund"] == entries["verfahr"] == ""
    assert made.title_length == 1
    assert vectors.written["frist"] == "Frist"


@given(st.text(max_size=200))
def test_any_text_gives_a_vector_that_needs_no_quoting(text: str) -> None:
    made = Vectors().of(Source(text, text, text, text))
    for entry in made.words.split(" ") if made.words else ():
        term = entry.partition(":")[0]
        assert term and not set(term) & set("':\\, &|!()*<>")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40))
def test_stems_are_never_empty_and_parts_are_bounded(word: str) -> None:
    assert stem(word)
    assert len(split(word)) <= len(word)
