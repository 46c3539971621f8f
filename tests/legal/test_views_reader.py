"""The reader's pages: search inside, running text, versions, comparison, preview."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from legal.importer import import_law
from legal.models import Norm, NormVersion
from legal.reader.neighbours import neighbours_of
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    import_law("drachg", DRAGONS, SEEN)
    client.force_login(get_user_model().objects.create(username="ada"))
    return client


@pytest.fixture
def versions(reader: Client) -> list[NormVersion]:
    """An earlier and a later text of the same norm."""
    for day, words in enumerate(("Die Frist beträgt drei Tage.", "Die Frist beträgt vier Tage.")):
        xml = small_law({"§ 1": f"<P>{words}</P>"})
        import_law("testg", xml, SEEN + timedelta(days=day))
    return list(
        NormVersion.objects.filter(norm__statute__slug="testg", norm__key="1").order_by(
            "observed_at"
        )
    )


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(content.decode().split())


def test_search_inside_a_law_leads_to_marked_norms(reader: Client) -> None:
    shown = page(reader, "/law/drachg/?q=erlaubnis")
    assert 'href="/law/drachg/1a/?q=erlaubnis"' in shown
    assert "<mark>Erlaubnis</mark>" in shown
    assert "<mark>Erlaubnis</mark>" in page(reader, "/law/drachg/1a/?q=erlaubnis")
    assert "law-hits__norm" not in page(reader, "/law/drachg/?q=xyzxyz")
    assert "<script>" not in page(reader, "/law/drachg/?q=<script>")


def test_the_whole_law_reads_on(reader: Client) -> None:
    shown = page(reader, "/law/drachg/-/text/")
    assert shown.index('id="n-1"') < shown.index('id="n-1a"') < shown.index('id="n-2"')
    assert "Wer einen Drachen hält" in shown
    assert shown.endswith("</html>")


def test_a_part_of_the_law_is_shown_alone(reader: Client) -> None:
    outline = page(reader, "/law/drachg/")
    part = outline.partition("?section=")[2].partition('"')[0]
    shown = page(reader, f"/law/drachg/-/text/?section={part}")
    whole = page(reader, "/law/drachg/-/text/")
    assert 1 <= shown.count("law-whole__norm") < whole.count("law-whole__norm")
    assert reader.get("/law/drachg/-/text/?section=nix").status_code == 404


def test_a_long_law_needs_no_more_queries(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    norms = {f"§ {n}": f"<P>Nach § {n} gilt § {n + 1}.</P>" for n in range(1, 300)}
    import_law("langg", small_law(norms, name="LangG"), SEEN)
    for address in ("/law/langg/-/text/", "/law/langg/?q=gilt", "/law/langg/", "/law/langg/7/"):
        with django_assert_max_num_queries(12):
            page(reader, address)


def test_versions_are_listed_with_their_days(reader: Client, versions: list[NormVersion]) -> None:
    old, new = versions
    NormVersion.objects.filter(pk=new.pk).update(
        valid_from=date(2026, 1, 1), valid_source="BGBl. 2025 I Nr. 9"
    )
    shown = page(reader, "/law/testg/1/").partition("law-versions")[2]
    assert f'href="/law/testg/1/?version={old.pk}"' in shown
    assert "BGBl. 2025 I Nr. 9" in shown
    assert "01/01/2026" in shown or "01.01.2026" in shown
    assert "compare-old" in shown


def test_comparison_marks_the_changed_word(reader: Client, versions: list[NormVersion]) -> None:
    shown = page(reader, "/law/testg/1/compare/")
    gone = shown.partition("<del>")[2].partition("</del>")[0]
    come = shown.partition("<ins>")[2].partition("</ins>")[0]
    assert "drei" in gone
    assert "vier" in come
    assert "kern-sr-only" in gone
    assert "kern-sr-only" in come
    old, new = versions
    assert "<del>" not in page(reader, f"/law/testg/1/compare/?old={old.pk}&new={old.pk}")
    turned = page(reader, f"/law/testg/1/compare/?old={new.pk}&new={old.pk}")
    assert "vier" in turned.partition("<del>")[2].partition("</del>")[0]


@pytest.mark.parametrize("query", ["?old=x", "?new=0", "?old=99999999999999999999"])
def test_versions_that_are_not_there(
    reader: Client, versions: list[NormVersion], query: str
) -> None:
    assert reader.get(f"/law/testg/1/compare/{query}").status_code == 404


def test_preview_shows_the_cited_part_alone(reader: Client) -> None:
    shown = page(reader, "/law/preview/?cite=§ 1 Abs. 2 Nr. 1 DrachG")
    assert "Papierdrachen," in shown
    assert "<html" not in shown
    assert 'href="/law/drachg/1/?cite=' in shown
    assert "Unofficial version" in shown or "Nichtamtliche Fassung" in shown


def test_preview_of_what_is_not_loaded_names_the_official_page(reader: Client) -> None:
    answer = reader.get("/law/preview/", {"cite": "§ 28 VwVfG"})
    assert answer.status_code == 404
    assert "https://www.gesetze-im-internet.de/vwvfg/__28.html" in answer.content.decode()
    unknown = reader.get("/law/preview/", {"cite": "<script>"}).content.decode()
    assert "<script>" not in unknown


def test_strangers_see_no_page(client: Client) -> None:
    import_law("drachg", DRAGONS, SEEN)
    for address in ("/law/preview/", "/law/drachg/-/text/", "/law/drachg/1/compare/"):
        assert client.get(address).status_code == 302


def test_neighbours_of_many_norms_need_one_query(django_assert_num_queries: Any) -> None:
    import_law("drachg", DRAGONS, SEEN)
    found = dict(Norm.objects.values_list("key", "pk"))
    with django_assert_num_queries(1):
        beside = neighbours_of([found["1"], found["1a"]])
    before, after = beside[found["1a"]].before, beside[found["1a"]].after
    assert before is not None
    assert after is not None
    assert (before.enbez, after.enbez) == ("§ 1", "§ 2")


def test_the_text_in_force_today_is_shown_and_not_one_to_come(
    reader: Client, versions: list[NormVersion]
) -> None:
    old, new = versions
    NormVersion.objects.filter(pk=new.pk).update(
        valid_from=date(2999, 1, 1), valid_source="BGBl. 2998 I Nr. 1"
    )
    shown = page(reader, "/law/testg/1/")
    assert "drei Tage" in shown
    assert "Eine weitere Fassung dieser Vorschrift ist noch nicht in Kraft." in shown
    assert f'href="/law/testg/1/?version={new.pk}"' in shown
    assert "noch nicht in Kraft)" in shown
    later = page(reader, f"/law/testg/1/?version={new.pk}")
    assert "vier Tage" in later
    assert "Diese Fassung ist noch nicht in Kraft." in later
    assert "drei Tage" in page(reader, "/law/preview/?cite=§ 1 TestG")


def test_an_earlier_text_says_so(reader: Client, versions: list[NormVersion]) -> None:
    old, _new = versions
    assert "vier Tage" in page(reader, "/law/testg/1/")
    earlier = page(reader, f"/law/testg/1/?version={old.pk}")
    assert "frühere Fassung" in earlier


def test_preview_tells_a_text_that_only_is_to_come(
    reader: Client, versions: list[NormVersion]
) -> None:
    NormVersion.objects.filter(norm__statute__slug="testg").update(
        valid_from=date(2999, 1, 1), valid_source="BGBl. 2998 I Nr. 1"
    )
    shown = page(reader, "/law/preview/?cite=§ 1 TestG")
    assert "Diese Fassung ist noch nicht in Kraft." in shown
    assert "in Kraft ab 01.01.2999" in shown
