"""By-laws in the database: cited like federal law, versions with their days, towns kept apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from legal.bylaws.links import celex_url, official_links, save_link
from legal.bylaws.upload import UnreadableFile, decoded, front_matter
from legal.bylaws.writer import ByLawError, Head, save_bylaw
from legal.importer import import_law
from legal.lookup import find_statutes
from legal.models import NormVersion, Statute
from legal.passages import lookup
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HEAD = Head(
    abbreviation="TeichS",
    title="Satzung über die Teiche",
    short_title="Teichsatzung",
    valid_from=date(2024, 1, 1),
    source="Amtsblatt Nr. 1/2023",
    link="https://town.example/teiche",
)
TEXT = "§ 1 Zweck\n\nSchutz.\n\n§ 2 Gebühr\n\n(1) Sie beträgt 60 Euro.\n\n§ 3 Ende\n\nSchluss."
NEXT = "§ 1 Zweck\n\nSchutz.\n\n§ 2 Gebühr\n\n(1) Sie beträgt 80 Euro."


def save(text: str = TEXT, *, keeper: str = "town", now: datetime = NOW, **changes: Any) -> Any:
    statute = changes.pop("statute", None)
    head = replace(HEAD, **changes)
    return save_bylaw(head=head, text=text, keeper=keeper, now=now, statute=statute)


def text_of(citation: str, on: date | None = None, keeper: str = "town") -> str | None:
    passage = lookup(citation, on, keeper)
    return passage.excerpt_text if passage else None


def test_it_is_cited_like_federal_law() -> None:
    save()
    passage = lookup("§ 2 Abs. 1 TeichS", date(2026, 1, 1), "town")
    assert passage is not None
    assert (passage.norm_title, passage.excerpt_text) == ("Gebühr", "(1) Sie beträgt 60 Euro.")
    assert (passage.valid_from, passage.valid_source) == (date(2024, 1, 1), "Amtsblatt Nr. 1/2023")
    assert passage.official_url == "https://town.example/teiche"
    assert text_of("§ 1 Teichsatzung") == "Schutz."
    assert text_of("§ 1 TeichS", date(2023, 12, 31)) is None


def test_a_new_text_begins_on_its_day_and_the_old_one_stays() -> None:
    first = save()
    second = save(
        NEXT,
        statute=first.statute,
        now=NOW + timedelta(days=1),
        valid_from=date(2026, 7, 1),
        source="Amtsblatt Nr. 9/2026",
    )
    assert (second.outcome.changed, second.outcome.vanished) == (1, 1)
    last, day = date(2026, 6, 30), date(2026, 7, 1)
    assert text_of("§ 2 Abs. 1 TeichS", last) == "(1) Sie beträgt 60 Euro."
    assert text_of("§ 2 Abs. 1 TeichS", day) == "(1) Sie beträgt 80 Euro."
    assert (text_of("§ 3 TeichS", last), text_of("§ 3 TeichS", day)) == ("Schluss.", None)
    assert NormVersion.objects.get(norm__key="1").valid_from == date(2024, 1, 1)
    old = NormVersion.objects.get(norm__key="2", is_current=False)
    assert (old.valid_to, old.valid_source) == (last, "Amtsblatt Nr. 1/2023")


def test_the_same_again_changes_nothing() -> None:
    first = save()
    again = save(statute=first.statute, now=NOW + timedelta(days=1))
    assert not again.outcome.touched
    assert Statute.objects.get().observed_at == NOW


def test_a_misprint_is_corrected_with_the_same_day() -> None:
    first = save()
    save(NEXT, statute=first.statute, now=NOW + timedelta(hours=1))
    assert text_of("§ 2 Abs. 1 TeichS", date(2024, 1, 1)) == "(1) Sie beträgt 80 Euro."


def test_a_by_law_ends_with_its_last_day() -> None:
    save(valid_to=date(2025, 12, 31))
    assert text_of("§ 1 TeichS", date(2025, 12, 31)) == "Schutz."
    assert text_of("§ 1 TeichS", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"abbreviation": " "}, "abbreviation"),
        ({"source": ""}, "source"),
        ({"abbreviation": "VwVfG"}, "abbreviation"),
        ({"abbreviation": "TestG"}, "abbreviation"),
        ({"valid_to": date(2023, 1, 1)}, "valid_to"),
        ({"kind": "federal"}, "kind"),
        ({"text": "Kein Paragraph."}, "text"),
        ({"text": "§ 1 A\n\nx\n\n§ 1 B\n\ny"}, "text"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    changes: dict[str, Any], field: str
) -> None:
    import_law("testg", small_law({"§ 1": "<P>x</P>"}), NOW)
    with pytest.raises(ByLawError) as caught:
        save(**changes)
    assert list(caught.value.errors) == [field]
    assert Statute.objects.exclude(slug="testg").count() == 0


def test_texts_are_entered_in_their_order() -> None:
    first = save()
    with pytest.raises(ByLawError) as caught:
        save(NEXT, statute=first.statute, valid_from=date(2020, 1, 1), now=NOW + timedelta(days=1))
    assert "01.01.2024" in caught.value.errors["valid_from"]


class TestTwoTowns:
    @pytest.fixture(autouse=True)
    def both(self) -> None:
        save()
        save(NEXT, keeper="other")

    def test_each_has_its_own(self) -> None:
        assert text_of("§ 2 Abs. 1 TeichS", keeper="town") == "(1) Sie beträgt 60 Euro."
        assert text_of("§ 2 Abs. 1 TeichS", keeper="other") == "(1) Sie beträgt 80 Euro."
        assert text_of("§ 2 Abs. 1 TeichS", keeper="third") is None
        assert sorted(Statute.objects.values_list("slug", flat=True)) == [
            "other-teichs",
            "town-teichs",
        ]

    def test_official_law_is_meant_where_no_town_is_named(self) -> None:
        import_law("teichs", small_law({"§ 2": "<P>Bund.</P>"}, name="TeichS"), NOW)
        assert text_of("§ 2 TeichS", keeper="") == "Bund."
        assert text_of("§ 2 Abs. 1 TeichS", keeper="town") == "(1) Sie beträgt 60 Euro."


def test_without_a_town_no_by_law_is_meant() -> None:
    save()
    assert text_of("§ 2 Abs. 1 TeichS", keeper="") is None


class TestLinks:
    def link(self, **changes: str) -> Statute:
        entry = {"abbreviation": "DSGVO", "title": "Datenschutz-Grundverordnung", "kind": "eu"}
        return save_link(**{**entry, **changes}, keeper="town", now=NOW)

    def test_eu_law_by_its_celex_number(self, django_assert_num_queries: Any) -> None:
        self.link(celex="32016r0679")
        wanted = ["Art. 6 Abs. 1 Buchst. e DSGVO", "§ 41 VwVfG", "§ 1 GibtEsNicht", "nichts"]
        with django_assert_num_queries(1):
            links = official_links(wanted, "town")
        url = "https://eur-lex.europa.eu/legal-content/DE/TXT/HTML/?uri=CELEX:32016R0679#art_6"
        assert links == {
            wanted[0]: url,
            wanted[1]: "https://www.gesetze-im-internet.de/vwvfg/__41.html",
            wanted[2]: "",
            wanted[3]: "",
        }
        assert lookup("Art. 6 DSGVO", None, "town") is None

    def test_land_law_by_its_link_and_again(self) -> None:
        self.link(
            abbreviation="LVwVfG", title="Landesgesetz", kind="land", link="https://a.example"
        )
        self.link(
            abbreviation="LVwVfG", title="Landesgesetz", kind="land", link="https://b.example"
        )
        assert official_links(["§ 1 LVwVfG"], "town") == {"§ 1 LVwVfG": "https://b.example"}
        assert official_links(["§ 1 LVwVfG"], "other") == {"§ 1 LVwVfG": ""}

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"celex": "679/2016"}, "celex"),
            ({}, "link"),
            ({"link": "javascript:alert(1)"}, "link"),
            ({"title": "", "link": "https://a.example"}, "title"),
            ({"kind": "federal", "link": "https://a.example"}, "kind"),
            ({"abbreviation": "TeichS", "link": "https://a.example"}, "abbreviation"),
        ],
    )
    def test_what_is_no_link_is_refused(self, changes: dict[str, str], field: str) -> None:
        save()
        with pytest.raises(ByLawError) as caught:
            self.link(**changes)
        assert list(caught.value.errors) == [field]


@pytest.mark.parametrize("celex", ["32016R0679", "02016R0679-20160504", "12012E267", "x", ""])
def test_celex(celex: str) -> None:
    if celex[:1] in ("3", "0"):
        assert celex_url(celex).endswith(f"CELEX:{celex}")
    else:
        with pytest.raises(ValueError, match="CELEX"):
            celex_url(celex)


def test_files_of_several_encodings_and_none() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decoded("§ 1 Größe".encode(encoding)) == "§ 1 Größe"
    for data in (b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1", b"\xff\xfe\x00"):
        with pytest.raises(UnreadableFile):
            decoded(data)


def test_the_head_of_a_file() -> None:
    head, rest = front_matter('+++\nabbreviation = "TeichS"\nvalid_from = 2024-01-01\n+++\n§ 1 A')
    assert head == {"abbreviation": "TeichS", "valid_from": date(2024, 1, 1)}
    assert rest.split("\n")[4] == "§ 1 A"
    assert front_matter("§ 1 A") == ({}, "§ 1 A")
    for broken in ("+++\nx = 1", "+++\nx x\n+++\n"):
        with pytest.raises(UnreadableFile):
            front_matter(broken)


def test_the_demo_by_laws_have_what_the_packages_cite() -> None:
    folder = Path(__file__).parents[3] / "fixtures/demo/bylaws"
    for path in folder.glob("*.md"):
        head, text = front_matter(path.read_text(encoding="utf-8"))
        save_bylaw(head=Head(**head), text=text, keeper="town", now=NOW)
    fee = text_of("§ 2 Abs. 1 BPA-GebO") or ""
    assert "60 Euro" in fee
    assert "120 Euro" in fee
    assert text_of("§ 2 Abs. 2 Nr. 2 Buchst. b BPA-GebO") == "b) unlesbar geworden ist."
    assert text_of("§ 4 Abs. 1 Nr. 1 Buchst. d Hundesteuersatzung") == "d) „aG“,"
    assert (text_of("Anlage 1 SoNuS") or "").startswith("Nr.\tSondernutzung")
    assert set(find_statutes(["HundStS", "SoNuS"], "town")) == {"hundsts", "sonus"}
