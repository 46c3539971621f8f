"""What an office entered is found by its own people, and is not there for anybody else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.test import Client

from legal.audience import Reader
from legal.bylaws.writer import Head, Saved, save_bylaw
from legal.importer import import_law
from legal.search import index
from legal.search.hits import search
from legal.search.models import SearchEntry, SearchWord
from legal.search.suggest import suggest
from tests.legal.laws import SEEN, small_law

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HEAD = Head(
    abbreviation="TeichS",
    title="Satzung über die Teiche",
    short_title="Teichsatzung",
    valid_from=date(2024, 1, 1),
    source="Amtsblatt Nr. 1/2023",
)
TEXT = (
    "§ 1 Entengrütze\n\nDie Entengrütze gehört der Stadt. "
    "Drachen baden nicht; die Badegebühr entfällt."
)


def save(text: str = TEXT, keeper: str = "town", now: datetime = NOW, **changes: Any) -> Saved:
    return save_bylaw(head=HEAD, text=text, keeper=keeper, now=now, **changes)


@pytest.fixture
def saved() -> Saved:
    import_law("testg", small_law({"§ 1": "<P>Der Drache ruht.</P>"}), SEEN)
    return save()


def laws(typed: str, keeper: str = "") -> list[str]:
    return [hit.version.norm.statute.name for hit in search(typed, keeper=keeper).hits]


def counts(keeper: str) -> dict[str, int]:
    return dict(SearchWord.objects.filter(keeper=keeper).values_list("term", "count"))


TYPED = ["Entengrütze", "Gebühr", "§ 1 TeichS", "1 teichs", "Teichsatzung", "Drachen TeichS"]


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("typed", TYPED)
def test_only_its_keeper_finds_it(typed: str) -> None:
    assert laws(typed, "town")[0] == "TeichS"
    assert "TeichS" not in laws(typed, "other")
    assert "TeichS" not in laws(typed)


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("typed", ["teich", "enteng", "die entengr"])
def test_only_its_keeper_is_shown_it_while_typing(typed: str) -> None:
    assert suggest(typed, "town")
    assert suggest(typed, "other") == suggest(typed) == []


@pytest.mark.usefixtures("saved")
def test_its_words_correct_nobody_else() -> None:
    assert search("Entengrüze", keeper="town").corrections == {"Entengrüze": "Entengrütze"}
    assert search("Entengrüze", keeper="other").corrections == {}


@pytest.mark.usefixtures("saved")
def test_its_words_are_counted_apart() -> None:
    assert "entengrutz" not in counts("")
    assert counts("town")["entengrutz"] == 1
    assert (counts("")["drach"], counts("town")["drach"]) == (1, 1)
    assert [one.text for one in suggest("drac", "town")] == ["Drache"]


def test_counts_follow_a_new_text(saved: Saved) -> None:
    text = "§ 1 Fische\n\nDie Fische gehören der Stadt."
    save(text, now=NOW + timedelta(days=1), statute=saved.statute)
    assert (counts("town")["entengrutz"], counts("town")["fisch"]) == (0, 1)
    assert laws("Fische", "town") == ["TeichS"]


def test_the_rebuilt_index_keeps_them_apart(saved: Saved) -> None:
    kept = {keeper: counts(keeper) for keeper in ("", "town")}
    assert sum(index.rebuild()) == SearchEntry.objects.count() > 0
    assert {keeper: counts(keeper) for keeper in ("", "town")} == kept


def test_two_towns_with_one_name(saved: Saved) -> None:
    save("§ 1 Ufer\n\nDas Ufer ist frei.", keeper="other")
    for keeper, typed in (("town", "Entengrütze"), ("other", "Ufer")):
        (hit,) = search(f"{typed} TeichS", keeper=keeper).hits[:1]
        assert hit.version.norm.statute.keeper == keeper


@pytest.mark.usefixtures("saved")
def test_the_command_asks_for_it_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("law", "search", "Entengrütze")
    assert capsys.readouterr().out == ""
    call_command("law", "search", "Entengrütze", "--keeper", "town")
    assert "TeichS" in capsys.readouterr().out
    call_command("law", "show", "§ 1 TeichS", "--keeper", "town")
    assert "Drachen baden nicht" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("law", "show", "§ 1 TeichS")


def from_town(request: HttpRequest) -> Reader:
    """As a project would name it in LAW_READER."""
    return Reader("town", ("testg",))


PAGES = [
    "/law/town-teichs/",
    "/law/town-teichs/-/text/",
    "/law/town-teichs/1/",
    "/law/town-teichs/1/compare/",
    "/law/preview/?cite=%C2%A7%201%20TeichS",
]


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("page", PAGES)
def test_its_pages_are_for_its_own_people(admin_client: Client, settings: Any, page: str) -> None:
    settings.LAW_READER = ""
    assert admin_client.get(page).status_code == 404
    settings.LAW_READER = f"{__name__}.from_town"
    assert admin_client.get(page).status_code == 200


@pytest.mark.usefixtures("saved")
def test_the_search_page_asks_the_setting(admin_client: Client, settings: Any) -> None:
    address = "/law/search/?q=Entengr%C3%BCtze"
    settings.LAW_READER = ""
    assert "town-teichs" not in admin_client.get(address).content.decode()
    settings.LAW_READER = f"{__name__}.from_town"
    assert "town-teichs" in admin_client.get(address).content.decode()
    assert "TeichS" in admin_client.get("/law/suggest/?q=teich").content.decode()


def test_norms_of_statutes_preferred_come_first(admin_client: Client, settings: Any) -> None:
    for number, slug in enumerate(("ag", "testg")):
        law = small_law({"§ 1": "<P>Anhörung.</P>"}, name=slug)
        import_law(slug, law, SEEN + timedelta(days=number))
    settings.LAW_READER = f"{__name__}.from_town"
    shown = admin_client.get("/law/search/?q=anh%C3%B6rung").content.decode()
    assert shown.index("/law/testg/1/") < shown.index("/law/ag/1/")
