"""Links that are looked up when they are followed: by-laws, official pages, and what nobody has."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from legal.importer import import_law
from legal.models import Norm
from legal.reader.crossrefs import context_of
from legal.reader.deferred import deferred_crossrefs, deferred_links
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_user("leserin"))
    return client


def test_links_cost_nothing_and_keep_the_text(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        html = deferred_links("A < B nach § 1 Abs. 2 DrachG, nicht nach § 5.")
    assert html.startswith('A &lt; B nach <a class="law-link" href="/law/cited/?cite=%C2%A7+1+')
    assert 'Abs.+2+DrachG" data-law-preview>§ 1 Abs. 2 DrachG</a>' in html
    assert html.endswith(", nicht nach § 5.")


@pytest.mark.parametrize("text", ["", "nichts", "<b>", "§", "§ 5"])
def test_text_without_a_citation_is_only_escaped(text: str) -> None:
    assert deferred_links(text) == text.replace("<", "&lt;").replace(">", "&gt;")


def test_references_of_a_norm_name_its_law(django_assert_num_queries: Any) -> None:
    text = "<P>(1) Eins.</P><P>(2) Absatz 1 gilt; § 2 auch; wohl § 1 BGB, dieser Vorschrift.</P>"
    import_law("testg", small_law({"§ 1": text}), SEEN)
    norm = Norm.objects.select_related("statute").get(key="1", statute__slug="testg")
    body = norm.versions.get().body
    with django_assert_num_queries(0):
        links = deferred_crossrefs(body, context_of(norm))
    shown = {body.text[one.span.start : one.span.end]: one.opening for one in links}
    assert list(shown) == ["Absatz 1", "§ 2", "§ 1 BGB"]
    assert "cite=%C2%A7+1+Abs.+1+TestG" in shown["Absatz 1"]
    assert "cite=%C2%A7+2+TestG" in shown["§ 2"]
    nameless = deferred_crossrefs(body, replace(context_of(norm), law=None))
    assert [body.text[one.span.start : one.span.end] for one in nameless] == ["§ 1 BGB"]


@pytest.mark.parametrize(
    ("cite", "address"),
    [
        ("§ 1 Abs. 2 DrachG", "/law/drachg/1/?cite=%C2%A7+1+Abs.+2+DrachG"),
        ("§ 28 VwVfG", "https://www.gesetze-im-internet.de/vwvfg/__28.html"),
        ("§ 7 NieGehörtG", "/law/search/?q=%C2%A7+7+NieGeh%C3%B6rtG"),
        ("kein Zitat", "/law/search/?q=kein+Zitat"),
    ],
)
def test_the_page_leads_on(reader: Client, cite: str, address: str) -> None:
    import_law("drachg", DRAGONS, SEEN)
    answer = reader.get("/law/cited/", {"cite": cite})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)


def test_references_in_the_running_text_are_links(reader: Client) -> None:
    law = {"§ 1": "<P>Nach § 2 gilt das.</P>", "§ 2": "<P>Zwei.</P>"}
    import_law("testg", small_law(law), SEEN)
    answer = reader.get("/law/testg/-/text/")
    text = b"".join(answer.streaming_content).decode()
    assert 'href="/law/cited/?cite=%C2%A7+2+TestG" data-law-preview>§ 2</a>' in text
