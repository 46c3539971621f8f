"""The pages of statutes and norms."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from legal.importer import import_law
from legal.models import NormVersion
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    import_law("drachg", DRAGONS, SEEN)
    client.force_login(get_user_model().objects.create(username="ada"))
    return client


def page(client: Client, name: str, *args: str, **query: Any) -> str:
    headers = query.pop("headers", {})
    answer = client.get(reverse(f"legal:{name}", args=args), query, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    import_law("drachg", DRAGONS, SEEN)
    for address in (reverse("legal:statute", args=["drachg"]), "/law/drachg/1/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_outline_of_a_statute(reader: Client) -> None:
    shown = page(reader, "statute", "drachg")
    assert "Drachengesetz (DrachG)" in shown
    assert '<h2 class="law-outline__unit">Teil 2 Fütterung</h2>' in shown
    assert '<h3 class="law-outline__unit">Abschnitt 1 Futter</h3>' in shown
    assert '<a class="kern-link" href="/law/drachg/1a/">§ 1a Erlaubnis</a>' in shown
    assert "Stand: zuletzt geändert durch Art. 7 G" in shown


def test_a_norm_with_its_neighbours_and_source(reader: Client) -> None:
    shown = page(reader, "norm", "drachg", "1a")
    assert "§ 1a Erlaubnis" in shown
    assert "<p>Wer einen Drachen hält, bedarf der Erlaubnis.</p>" in shown
    assert 'rel="prev" href="/law/drachg/1/"' in shown
    assert 'rel="next" href="/law/drachg/2/"' in shown
    assert "https://www.gesetze-im-internet.de/drachg/__1a.html" in shown


def test_the_cited_part_is_marked(reader: Client) -> None:
    assert "<mark>" not in page(reader, "norm", "drachg", "1")
    shown = page(reader, "norm", "drachg", "1", cite="§ 1 Abs. 2 Nr. 1 DrachG")
    assert "<mark>Papierdrachen,</mark>" in shown
    assert "<mark>" not in page(reader, "norm", "drachg", "1", cite="§ 7 Abs. 2 DrachG")


def test_a_broken_citation_is_told_and_escaped(reader: Client) -> None:
    assert "law-warning" in page(reader, "norm", "drachg", "1", cite="§ 1 Abs. 9 DrachG")
    assert "<script>" not in page(reader, "norm", "drachg", "1", cite="<script>")


def test_htmx_gets_the_norm_alone(reader: Client) -> None:
    shown = page(reader, "norm", "drachg", "1", headers={"HX-Request": "true"})
    assert shown.startswith('<article id="norm"')
    assert "<html" not in shown


def test_an_earlier_version_says_so(reader: Client) -> None:
    import_law("testg", small_law({"§ 1": "<P>Alt.</P>"}), SEEN)
    import_law("testg", small_law({"§ 1": "<P>Neu.</P>"}), SEEN + timedelta(days=1))
    old = NormVersion.objects.get(text="Alt.")
    shown = page(reader, "norm", "testg", "1", version=old.pk)
    assert "<p>Alt.</p>" in shown
    assert "law-warning" in shown
    assert "law-warning" not in page(reader, "norm", "testg", "1")


def test_a_norm_that_vanished_is_still_shown(reader: Client) -> None:
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>", "§ 2": "<P>Zwei.</P>"}), SEEN)
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>"}), SEEN + timedelta(days=1))
    shown = page(reader, "norm", "testg", "2")
    assert "<p>Zwei.</p>" in shown
    assert "law-warning" in shown
    assert "/law/testg/2/" not in page(reader, "statute", "testg")


@pytest.mark.parametrize(
    "address",
    ["/law/nichtg/", "/law/drachg/99/", "/law/drachg/1/?version=1", "/law/drachg/1/?version=x"],
)
def test_what_is_not_there_is_not_found(reader: Client, address: str) -> None:
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>"}), SEEN)
    other = NormVersion.objects.filter(norm__statute__slug="testg").first()
    assert other is not None
    assert reader.get(address.replace("=1", f"={other.pk}")).status_code == 404


def test_pages_need_few_queries(reader: Client, django_assert_max_num_queries: Any) -> None:
    for name, args in (("statute", ["drachg"]), ("norm", ["drachg", "1"])):
        with django_assert_max_num_queries(12):
            page(reader, name, *args)
