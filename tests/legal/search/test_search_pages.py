"""The search page, the suggestions and `law search`."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from legal.bylaws.links import save_link
from legal.importer import import_law
from tests.legal.laws import SEEN, small_law

pytestmark = pytest.mark.django_db
NORMS = {
    f"§ {number}": f"<P>(1) Anhörung &lt;i&gt; Nummer {number}.</P>" for number in range(1, 14)
}


@pytest.fixture
def reader(client: Client) -> Client:
    import_law("testg", small_law(NORMS), SEEN)
    client.force_login(get_user_model().objects.create(username="ada"))
    return client


def page(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    for name in ("search", "suggest"):
        assert "login" in client.get(reverse(f"legal:{name}"))["Location"]


def test_the_page_marks_what_was_searched(reader: Client) -> None:
    shown = page(reader, "/law/search/?q=anhörung")
    assert "<mark>Anhörung</mark> &lt;i&gt; Nummer" in shown
    assert shown.count('class="law-hit"') == 10
    assert "cite=%C2%A7%20" in shown


def test_htmx_gets_the_list_alone(reader: Client) -> None:
    shown = page(reader, "/law/search/?q=anhörung", **{"HX-Request": "true"})
    assert shown.startswith('<section class="law-hits" id="results"')


def test_the_next_page_works_without_javascript(reader: Client) -> None:
    first = page(reader, "/law/search/?q=anhörung")
    more = first.split('class="kern-btn kern-btn--secondary" href="')[1].split('"')[0]
    shown = page(reader, "/law/search/" + more.replace("&amp;", "&"))
    assert shown.count('class="law-hit"') == 3


@pytest.mark.parametrize(
    "query", ["", "q=", "q=xyzzy", "q=a&after=nan:1", "q=anh%C3%B6rung&after=1:x&kind=nothing",
              "q=anh%C3%B6rung&after=1:99999999999999999999", "q=%00anh%C3%B6rung"],
)  # fmt: skip
def test_odd_addresses_are_answered(reader: Client, query: str) -> None:
    page(reader, f"/law/search/?{query}")


def test_a_query_is_escaped(reader: Client) -> None:
    assert "<script>alert" not in page(reader, "/law/search/?q=<script>alert(1)</script>")


def test_a_citation_that_is_not_loaded_leads_to_its_official_page(
    reader: Client, settings: Any
) -> None:
    assert 'href="https://www.gesetze-im-internet.de/vwvfg/__28.html"' in page(
        reader, "/law/search/?q=28%20vwvfg"
    )
    save_link(
        abbreviation="DSGVO", title="DSGVO", kind="eu", keeper="town", now=SEEN, celex="32016R0679"
    )
    shown = page(reader, "/law/search/?q=Art.%206%20DSGVO")
    assert "32016R0679#art_6" not in shown
    settings.LAW_READER = "tests.legal.search.test_keepers.from_town"
    shown = page(reader, "/law/search/?q=Art.%206%20DSGVO")
    assert "32016R0679#art_6" in shown and "No norm was found" not in shown
    assert "DSGVO" not in page(reader, "/law/suggest/?q=DSG")


def test_a_citation_that_is_loaded_is_shown_itself(reader: Client) -> None:
    assert "is not loaded" not in page(reader, "/law/search/?q=%C2%A7%202%20TestG")


def test_suggestions_are_options(reader: Client) -> None:
    shown = page(reader, "/law/suggest/?q=testg")
    assert shown.startswith('<datalist id="suggestions"') and '<option value="TestG"' in shown


def run(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("law", "search", *args, stdout=out, **options)
    return out.getvalue()


def test_the_command_prints_json() -> None:
    import_law("testg", small_law(NORMS), SEEN)
    (hit,) = json.loads(run("§ 2 TestG", "--json"))
    assert (hit["slug"], hit["key"], hit["cited"]) == ("testg", "2", "§ 2 TestG")
    hits = json.loads(run("anhörung", "--json", "--limit", "3"))
    assert len(hits) == 3
    start, end = hits[0]["marks"][0]
    assert hits[0]["excerpt"][start:end] == "Anhörung"
    assert json.loads(run("xyzzy", "--json")) == []


@pytest.mark.parametrize("args", [("",), ("x" * 301,), ("x", "--limit", "0")])
def test_the_command_refuses_what_it_cannot_search(args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*args)
