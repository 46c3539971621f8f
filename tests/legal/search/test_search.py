"""Finding norms: what was typed, what comes first, what the importer keeps in step."""

from datetime import timedelta

import pytest
from django.db import transaction

from legal.importer import import_files, import_law
from legal.models import Statute
from legal.search import index
from legal.search.hits import Results, search
from legal.search.models import SearchEntry, SearchWord
from legal.search.suggest import suggest
from legal.sources import LawFile
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db
LATER = SEEN + timedelta(days=30)
HEARING = {
    "§ 1": "<P>(1) Vor dem Bescheid ist dem Halter eine Anhörung zu gewähren.</P>",
    "§ 2": "<P>Die Widerspruchsfrist beträgt einen Monat.</P>",
    "§ 3": "<P>Von der Gebühr ist die Feuerwehr in der Drachenstraße befreit.</P>",
    "§ 4": "<P>Die Kfz-Steuer bleibt unberührt.</P>",
}


@pytest.fixture
def law() -> Statute:
    import_law("testg", small_law(HEARING), SEEN)
    return Statute.objects.get()


def keys(found: Results) -> list[str]:
    return [hit.version.norm.key for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Anhörungen", "1"),
        ("ANHÖRUNG", "1"),
        ("anhoerung", "1"),
        ("anhörrung", "1"),
        ("frist", "2"),
        ("Frist des Widerspruchs", "2"),
        ("wiederspruchsfrist", "2"),
        ("wie lange ist die widerspruchsfrist?", "2"),
        ("drachenstrasse", "3"),
        ("kfz-steuer", "4"),
        ("kfzsteuer", "4"),
        ("steuer", "4"),
        ("3 testg", "3"),
        ("testg § 3", "3"),
    ],
)
def test_what_was_typed_finds_its_norm(law: Statute, typed: str, key: str) -> None:
    assert keys(search(typed))[0] == key


def test_a_slip_is_told(law: Statute) -> None:
    assert search("anhörrung").corrections == {"anhörrung": "Anhörung"}
    assert search("anhörung").corrections == {}


@pytest.mark.parametrize(
    "typed", ["", "   ", "§§§", "'", "a & | !", ":*", "%", "x" * 5000, "der die", "\x00frist"]
)
def test_any_text_is_answered(law: Statute, typed: str) -> None:
    assert isinstance(search(typed), Results)


def test_a_name_of_a_statute_leads_to_it(law: Statute) -> None:
    first = search("TestG").hits[0]
    assert first.is_head and first.version.norm.statute == law


def test_a_changed_norm_is_found_anew_at_once(law: Statute) -> None:
    import_law("testg", small_law(HEARING | {"§ 2": "<P>Einhörner.</P>"}), LATER)
    assert keys(search("Einhörner")) == ["2"]
    assert "2" not in keys(search("Widerspruchsfrist"))


def test_a_vanished_norm_leaves_the_search(law: Statute) -> None:
    import_law("testg", small_law({"§ 1": HEARING["§ 1"]}), LATER)
    assert keys(search("Widerspruchsfrist")) == []
    assert not SearchEntry.objects.filter(norm__key="2").exists()


def test_what_is_rolled_back_is_not_found(law: Statute) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        import_law("testg", small_law(HEARING | {"§ 2": "<P>Einhörner.</P>"}), LATER)
        raise ZeroDivisionError
    assert keys(search("Widerspruchsfrist")) == ["2"]


def test_a_renamed_statute_is_found_by_its_new_name(law: Statute) -> None:
    import_law("testg", small_law(HEARING, name="EinhornG"), LATER)
    assert search("anhörung einhorng").hits[0].version.norm.key == "1"
    assert SearchEntry.objects.extra(where=["words @@ 'einhorng'"]).count() == 5


def test_many_files_wait_until_the_index_catches_up() -> None:
    list(import_files([LawFile("testg", small_law(HEARING))], SEEN))
    assert keys(search("Anhörung")) == []
    assert len(index.waiting()) == sum(index.catch_up()) == 5
    assert keys(search("Anhörung"))[0] == "1"
    assert index.waiting() == []


def test_the_rebuilt_index_is_the_one_kept_in_step(law: Statute) -> None:
    import_law("testg", small_law(HEARING | {"§ 2": "<P>Neu ist die Frist.</P>"}), LATER)
    words = SearchWord.objects.filter(count__gt=0).values_list("term", "count")
    kept_words = set(words)
    kept = set(SearchEntry.objects.values_list("norm_id", "words", "title_length", "kind"))
    assert sum(index.rebuild()) == len(kept)
    assert set(SearchEntry.objects.values_list("norm_id", "words", "title_length", "kind")) == kept
    assert set(words.all()) == kept_words


def test_titles_come_before_text_and_complete_before_parts() -> None:
    import_law("drachg", DRAGONS, SEEN)
    assert search("Futter").hits[0].version.norm.key == "2"


def test_general_procedural_law_comes_first_and_withdrawn_law_last() -> None:
    for slug, name in (("aag", "AaG"), ("vwvfg", "VwVfG"), ("zzg", "ZzG")):
        import_law(slug, small_law(HEARING, name=name), SEEN)
    Statute.objects.filter(slug="aag").update(withdrawn=True)
    found = [hit.version.norm.statute.slug for hit in search("Anhörung").hits]
    assert found == ["vwvfg", "zzg", "aag"]
    preferred = search("Anhörung", prefer=["zzg", "aag"], kinds=["federal"])
    assert len(preferred.hits) == 3 and preferred.hits[-1].version.norm.statute.slug == "aag"


def test_statutes_preferred_come_before_equals() -> None:
    for slug in ("ag", "bg"):
        import_law(slug, small_law(HEARING, name=slug), SEEN)
    for slug in ("ag", "bg"):
        assert search("Anhörung", prefer=[slug]).hits[0].version.norm.statute.slug == slug


def test_kinds_and_keepers_limit(law: Statute) -> None:
    Statute.objects.update(kind=Statute.Kind.MUNICIPAL, keeper="lindau")
    assert keys(search("Anhörung", kinds=["federal"])) == []
    assert keys(search("Anhörung", kinds=["municipal"], keeper="lindau")) == ["1"]
    assert keys(search("Anhörung", keeper="anderswo")) == []


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    norms = {f"§ {number}": "<P>Der Drache ruht.</P>" for number in range(1, 24)}
    import_law("testg", small_law(norms), SEEN)
    seen: list[str] = []
    after = None
    for _ in range(5):
        found = search("Drache", after=after, limit=6)
        seen += keys(found)
        after = found.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 23


def test_a_search_needs_few_queries(law: Statute, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(9):
        search("wiederspruchsfrist der anhörung im testg bei steuer")


def test_suggestions(law: Statute) -> None:
    import_law("drachg", DRAGONS, SEEN)
    assert [one.text for one in suggest("drach")][0] == "DrachG"
    assert "§ 2 DrachG" in [one.text for one in suggest("futter u")]
    assert "vor der Widerspruchsfrist" in [one.text for one in suggest("vor der widersp")]
    assert suggest("x") == [] and suggest("%_") == []
