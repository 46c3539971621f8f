"""Looking up citations: the right version, the cited part marked, few queries."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from legal.importer import import_files, import_law
from legal.models import Norm, NormVersion, Statute
from legal.passages import lookup, lookup_many, official_url, passage_of
from legal.sources import law_files
from tests.legal.laws import DRAGONS, SEEN, shared, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def dragons() -> None:
    import_law("drachg", DRAGONS, SEEN)


@pytest.mark.usefixtures("dragons")
class TestPassage:
    def test_tells_what_it_is(self) -> None:
        passage = lookup("§ 1 Absatz 2 Nummer 1 DrachG")
        assert passage is not None
        version = NormVersion.objects.get(norm__key="1")
        assert passage.citation == "§ 1 Abs. 2 Nr. 1 DrachG"
        assert passage.statute_name == "DrachG"
        assert (passage.norm_enbez, passage.norm_title) == ("§ 1", "Begriffe")
        assert passage.norm_version_id == version.pk
        assert passage.text_hash == version.text_hash
        assert passage.observed_at == SEEN
        assert passage.valid_from is None
        assert passage.stand == "zuletzt geändert durch Art. 7 G v. 1.1.2026 I Nr. 9999"
        assert passage.official_url == "https://www.gesetze-im-internet.de/drachg/__1.html"
        assert passage.missing == ()

    def test_marks_the_part_inside_the_whole_norm(self) -> None:
        passage = lookup("§ 1 Abs. 2 Nr. 1 DrachG")
        assert passage is not None
        assert passage.excerpt_text == "1. Papierdrachen,"
        assert passage.html.count("<mark>") == 2  # the label and the text
        assert "<mark>Papierdrachen,</mark>" in passage.html
        assert "Recht der Länder" in passage.html
        assert passage.excerpt_html == (
            '<div class="law-absatz"><ul class="law-list" role="list"><li><span class="law-label">'
            '1.</span> <div class="law-item"><p>Papierdrachen,</p></div></li></ul></div>'
        )

    def test_a_whole_norm_is_not_marked(self) -> None:
        passage = lookup("§ 1 DrachG")
        assert passage is not None
        assert passage.whole_norm
        assert "<mark>" not in passage.html

    def test_several_parts_of_one_norm(self) -> None:
        passage = lookup("§ 1 Abs. 1 Satz 1, Abs. 2 Nr. 1 DrachG")
        assert passage is not None
        assert passage.excerpt_text.split("\n")[-1] == "1. Papierdrachen,"
        assert len(passage.spans) == 2
        assert passage.also == ()

    def test_parts_of_several_norms(self) -> None:
        passage = lookup("§ 1 Abs. 1 i. V. m. § 2 Abs. 1 DrachG")
        assert passage is not None
        assert passage.norm_key == "1"
        assert [other.norm_key for other in passage.also] == ["2"]

    def test_a_part_that_is_not_there_is_told(self) -> None:
        passage = lookup("§ 1 Abs. 1 Satz 9 DrachG")
        assert passage is not None
        assert passage.missing == ("satz 9",)
        assert passage.excerpt_text.startswith("(1) Drachen")

    @pytest.mark.parametrize(
        ("citation", "key"),
        [
            ("§ 1 DrachG", "1"),
            ("§ 1a Drachengesetz", "1a"),
            ("§ 2 DrachG 2026", "2"),
            ("Anlage 1 DrachG", "anlage-1"),
            ("Art. 9 § 1 DrachG", "art-9_1"),
        ],
    )
    def test_finds_the_norm(self, citation: str, key: str) -> None:
        passage = lookup(citation)
        assert passage is not None
        assert passage.norm_key == key

    @pytest.mark.parametrize(
        "citation", ["§ 99 DrachG", "§ 1 XyzG", "§ 1", "kein Zitat", "", "Absatz 2", "§" * 9999]
    )
    def test_none_for_what_is_not_there(self, citation: str) -> None:
        assert lookup(citation) is None

    def test_the_number_of_queries_does_not_grow(self, django_assert_num_queries: Any) -> None:
        many = [f"§ {n} Abs. {m} DrachG" for n in ("1", "1a", "2") for m in range(1, 9)]
        for on, queries in ((None, 2), (date(2026, 5, 5), 1)):  # the texts are kept
            with django_assert_num_queries(queries):
                found = lookup_many(many, on)
                assert all(passage and passage.html for passage in found.values())

    def test_no_query_without_a_citation(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            assert lookup_many(["nichts"]) == {"nichts": None}

    def test_a_pinned_version_can_be_shown(self) -> None:
        version = NormVersion.objects.select_related("norm__statute").get(norm__key="1")
        passage = passage_of(version, "§ 1 Abs. 1 DrachG i. V. m. § 2 Abs. 1 DrachG")
        assert passage.excerpt_text.startswith("(1) Drachen")
        assert passage.excerpt_text.endswith("bleibt unberührt.")


def test_the_version_of_the_day() -> None:
    import_law("testg", small_law({"§ 1": "<P>Alt.</P>"}), SEEN)
    import_law("testg", small_law({"§ 1": "<P>Neu.</P>"}), SEEN + timedelta(days=10))

    def text(on: date | None) -> str:
        passage = lookup("§ 1 TestG", on)
        return passage.excerpt_text if passage else ""

    assert text(None) == "Neu."
    assert text(date(2026, 1, 11)) == "Alt."
    assert text(date(2026, 1, 12)) == "Neu."
    NormVersion.objects.filter(text="Neu.").update(
        valid_from=date(2026, 2, 1), valid_source="BGBl. 2026 I Nr. 9999"
    )
    assert text(date(2026, 1, 31)) == "Alt."
    assert text(date(2026, 2, 1)) == "Neu."


def test_a_vanished_norm_has_no_current_passage() -> None:
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>", "§ 2": "<P>Zwei.</P>"}), SEEN)
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>"}), SEEN + timedelta(days=10))
    assert lookup("§ 2 TestG") is None
    assert lookup("§ 2 TestG", date(2026, 2, 1)) is None
    assert lookup("§ 2 TestG", date(2026, 1, 5)) is not None


def test_of_two_laws_with_one_name_the_one_in_force_is_meant() -> None:
    for slug, build in (("a_2001", "1"), ("a_2024", "2")):
        import_law(slug, small_law({"§ 1": f"<P>{slug}</P>"}, name="ZwG", build=build), SEEN)
    Statute.objects.filter(slug="a_2024").update(withdrawn=True)
    passage = lookup("§ 1 ZwG")
    assert passage is not None
    assert passage.statute_slug == "a_2001"


def test_a_designation_shared_by_several_parts_means_none_of_them() -> None:
    import_law("testg", small_law({"§ 1": "<P>x</P>"}), SEEN)
    norm = Norm.objects.get(key="1")
    Norm.objects.filter(pk=norm.pk).update(key="teil-1_1")
    assert lookup("§ 1 TestG") is not None
    other = Norm.objects.create(statute=norm.statute, key="teil-2_1", enbez="§ 1", position=9)
    NormVersion.objects.create(norm=other, text="y", observed_at=SEEN)
    assert lookup("§ 1 TestG") is None


@pytest.mark.parametrize(
    ("citation", "url"),
    [
        ("§ 41 Abs. 2 VwVfG", "https://www.gesetze-im-internet.de/vwvfg/__41.html"),
        ("§ 4 VwZG", "https://www.gesetze-im-internet.de/vwzg_2005/__4.html"),
        ("§ 37 SGB X", "https://www.gesetze-im-internet.de/sgb_10/__37.html"),
        ("§ 37 SGB 10", "https://www.gesetze-im-internet.de/sgb_10/__37.html"),
        ("§ 3a AufenthG", "https://www.gesetze-im-internet.de/aufenthg_2004/__3a.html"),
        ("Art. 3 GG", "https://www.gesetze-im-internet.de/gg/art_3.html"),
        ("Art. 97 § 1 EGAO", "https://www.gesetze-im-internet.de/aoeg_1977/art_97__1.html"),
        ("Anlage 1 WoGG", "https://www.gesetze-im-internet.de/wogg/anlage_1.html"),
        ("Art. 6 DSGVO", "https://eur-lex.europa.eu/eli/reg/2016/679/oj?locale=de"),
        ("§ 1 GibtEsNichtG", None),
        ("kein Zitat", None),
    ],
)
def test_official_page_without_any_imported_law(
    citation: str, url: str | None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert official_url(citation) == url


HISTORY = [
    ("vwvfg", "§ 41 Abs. 2 Satz 1 VwVfG", "2024-12-31", "am dritten Tag", "am vierten Tag"),
    ("sgb_10", "§ 37 Abs. 2 Satz 1 SGB X", "2024-12-31", "am dritten Tag", "am vierten Tag"),
    ("vwzg_2005", "§ 4 Abs. 2 Satz 2 VwZG", "2024-12-31", "am dritten Tag", "am vierten Tag"),
]


@pytest.mark.parametrize(("slug", "citation", "day", "before", "after"), HISTORY)
def test_real_changes(slug: str, citation: str, day: str, before: str, after: str) -> None:
    list(import_files(law_files(shared("history", slug)), datetime(2026, 1, 1, tzinfo=UTC)))
    last = date.fromisoformat(day)
    for on, text in ((last, before), (last + timedelta(days=1), after)):
        passage = lookup(citation, on)
        assert passage is not None
        assert text in passage.excerpt_text


def test_a_citation_that_a_change_broke() -> None:
    list(import_files(law_files(shared("history", "vwvfg")), datetime(2026, 1, 1, tzinfo=UTC)))
    before, after = (lookup("§ 3a Abs. 2 Satz 4 VwVfG", date(y, 6, 1)) for y in (2023, 2024))
    assert before is not None
    assert before.missing == ()
    assert after is not None
    assert after.missing == ("satz 4",)
