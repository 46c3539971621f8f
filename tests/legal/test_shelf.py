"""What citations name, found in one query and remembered for as long as one page."""

from datetime import timedelta
from typing import Any

import pytest

from legal import citations as engine
from legal.citations import Citation
from legal.history import cited_law
from legal.importer import import_law
from legal.lookup import find_statutes
from legal.models import Statute
from legal.passages import lookup_many
from legal.reader.linking import linked
from legal.shelf import remembering, shelf_of
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laws() -> None:
    import_law("drachg", DRAGONS, SEEN)
    for day, word in enumerate(("drei", "vier")):
        law = small_law({"§ 1": f"<P>{word} Tage.</P>", "§ 2": "<P>Zwei.</P>"})
        import_law("testg", law, SEEN + timedelta(days=day))


def one(text: str) -> Citation:
    (target,) = engine.parse(text)
    return target


def test_versions_come_oldest_first_with_norm_and_statute(django_assert_num_queries: Any) -> None:
    targets = [one("§ 1 Abs. 2 TestG"), one("§ 1 DrachG"), one("§ 1 XyzG")]
    with django_assert_num_queries(1):
        shelf = shelf_of(targets)
        row = shelf.row(targets[0])
        assert row is not None
        assert [version.is_current for version in row.versions] == [False, True]
        assert row.versions[1].norm.statute.slug == "testg"
        assert row.norm.enbez == "§ 1"
        assert shelf.row(targets[1]) is not None
        assert shelf.row(targets[2]) is shelf.statute(targets[2]) is None


def test_a_law_without_the_norm_is_still_found() -> None:
    target = one("§ 99 TestG")
    shelf = shelf_of([target])
    assert shelf.row(target) is None
    assert shelf.statute(target) == Statute.objects.get(slug="testg")


def test_inside_a_page_nothing_is_asked_twice(django_assert_num_queries: Any) -> None:
    cites = ["§ 1 TestG", "§ 1a DrachG", "§ 99 TestG", "§ 1 XyzG"]
    with remembering():
        lookup_many(cites)
        with django_assert_num_queries(0):
            lookup_many(cites)
            cited_law(cites)
            find_statutes(["TestG", "XyzG"])
            assert 'href="/law/testg/1/' in linked("Nach § 1 TestG und § 1 XyzG.")
        with django_assert_num_queries(1):
            assert 'href="/law/testg/2/' in linked("Nach § 2 TestG.")
        with django_assert_num_queries(0):
            assert 'href="/law/testg/2/' in linked("Noch einmal § 2 TestG, und § 1 TestG.")


def test_memory_ends_with_the_page(django_assert_num_queries: Any) -> None:
    with remembering():
        cited_law(["§ 1 TestG"])
    for _again in range(2):
        with django_assert_num_queries(1):
            cited_law(["§ 1 TestG"])


def test_memory_tells_offices_apart() -> None:
    Statute.objects.filter(slug="testg").update(keeper="town")
    with remembering():
        assert find_statutes(["TestG"], "town")
        assert not find_statutes(["TestG"], "elsewhere")
        assert not find_statutes(["TestG"])
        assert find_statutes(["TestG"], "town")


def test_links_are_found_only_where_they_are_asked_for() -> None:
    Statute.objects.filter(slug="testg").update(keeper="town", fingerprint="")
    with remembering():
        assert not find_statutes(["TestG"], "town")
        assert find_statutes(["TestG"], "town", with_links=True)
