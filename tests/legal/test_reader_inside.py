"""Search inside one law."""

import pytest

from legal.importer import import_law
from legal.models import Statute
from legal.reader.inside import hits_in, snippets
from legal.reader.words import Words
from tests.legal.laws import SEEN, small_law


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("Anhörung", "Vor der Anhörung", ["Anhörung"]),
        ("anhoerung", "Vor der Anhörung", []),
        ("anhorung", "Wer Anhörungen hält", ["Anhörungen"]),
        ("Straße", "an der Strasse", ["Strasse"]),
        ('"in der Stadt"', "Steht in  der Stadt.", ["in  der Stadt"]),
        ("28", "§ 28 und § 128 und 280", ["28"]),
        ("§ 28", "28 und §§ 28, 29", ["§§ 28"]),
        ("Frist", "Die Jahresfrist", ["Jahresfrist"]),
        ("(", "a(b", []),
    ],
)
def test_words_are_found_as_people_type_them(query: str, text: str, marked: list[str]) -> None:
    assert [text[span.start : span.end] for span in Words(query).marks(text)] == marked


def test_all_words_are_needed() -> None:
    assert Words("Drache Futter").meets("Drachenfutter und der Drache")
    assert not Words("Drache Futter").meets("Drache")
    assert not Words("§ ()")


def test_snippets_are_marked_and_escaped() -> None:
    (shown,) = snippets("a < b " + "wort " * 40 + "Drache " + "wort " * 40, Words("drache"))
    assert shown.startswith("… wort")
    assert shown.endswith("wort …")
    assert "<mark>Drache</mark>" in shown
    assert "&lt;" in snippets("a < Drache", Words("drache"))[0]


@pytest.mark.django_db
def test_hits_stand_in_the_order_of_the_law() -> None:
    texts = {"§ 1": "<P>Drache.</P>", "§ 2": "<P>Nichts.</P>", "§ 3": "<P>Drachen, Drachen</P>"}
    import_law("testg", small_law(texts), SEEN)
    hits = hits_in(Statute.objects.get(), Words("Drachen"))
    assert [(hit.enbez, hit.count) for hit in hits] == [("§ 1", 1), ("§ 3", 2)]
