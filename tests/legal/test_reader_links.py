"""Citations in texts as links to the norms they name."""

from typing import Any

import pytest
from django.template import Context, Template

from legal.importer import import_law
from legal.models import Norm
from legal.reader.crossrefs import crossrefs
from legal.reader.linking import linked
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def dragons() -> None:
    import_law("drachg", DRAGONS, SEEN)


def render(source: str, **values: Any) -> str:
    return Template("{% load law_links %}" + source).render(Context(values))


@pytest.mark.usefixtures("dragons")
def test_a_citation_is_a_link_with_its_preview() -> None:
    shown = linked("Siehe § 1 Abs. 2 DrachG.")
    cite = "cite=%C2%A7+1+Abs.+2+DrachG"
    assert shown == (
        f'Siehe <a class="law-link" href="/law/drachg/1/?{cite}" '
        f'data-law-preview="/law/preview/?{cite}">§ 1 Abs. 2 DrachG</a>.'
    )


@pytest.mark.usefixtures("dragons")
def test_text_is_escaped_and_html_is_kept() -> None:
    shown = render("{{ text|law_links }}", text="<b>§ 1 DrachG & § 1a DrachG")
    assert shown.startswith("&lt;b&gt;<a ")
    assert "</a> &amp; <a " in shown
    kept = '<p title="a > § 1 DrachG">A &amp; B</p><!-- § 1 DrachG -->'
    assert linked(kept) == kept


@pytest.mark.usefixtures("dragons")
@pytest.mark.parametrize("tag", ["a", "button", "textarea", "summary"])
def test_no_link_inside_what_is_clicked_already(tag: str) -> None:
    html = f"<{tag}><b>§ 1 DrachG</b></{tag}>"
    assert linked(html) == html
    assert 'class="law-link"' in linked(html + "§ 1 DrachG")


@pytest.mark.usefixtures("dragons")
@pytest.mark.parametrize("rest", ["…", " …", "..."])
def test_no_link_on_what_is_cut_off(rest: str) -> None:
    """A shortened "§ 1 DrachG II" is not § 1 of the DrachG."""
    text = f"§ 1a DrachG, und § 1 DrachG{rest}"
    assert linked(text).count("law-link") == 1
    assert linked(text).endswith(f"§ 1 DrachG{rest}")


def test_a_law_that_is_not_loaded_leads_to_its_official_page() -> None:
    shown = linked("§ 28 VwVfG")
    assert 'href="https://www.gesetze-im-internet.de/vwvfg/__28.html"' in shown
    assert "data-law-preview" not in shown


@pytest.mark.usefixtures("dragons")
@pytest.mark.parametrize("text", ["§ 5", "§ 99 DrachG", "§ 1 NieGehörtG", "Absatz 2", ""])
def test_what_leads_nowhere_is_left_as_it_is(text: str) -> None:
    assert 'href="/law/' not in linked(text)


@pytest.mark.usefixtures("dragons")
def test_many_texts_need_one_query(django_assert_num_queries: Any) -> None:
    texts = ["§ 1 DrachG", "§ 1a DrachG", "§ 28 VwVfG", "ohne", "§ 2 DrachG"] * 5
    block = (
        "{% lawlinks keeper %}{% for text in texts %}<p>{{ text }}</p>{% endfor %}{% endlawlinks %}"
    )
    with django_assert_num_queries(1):
        shown = render(block, texts=texts, keeper=None)
    assert shown.count('href="/law/drachg/') == 15
    with django_assert_num_queries(0):
        render(block, texts=["nichts zitiert"])


def test_references_inside_a_norm_know_where_they_stand() -> None:
    law = {
        "§ 1": "<P>(1) Eins.</P><P>(2) Absatz 1 gilt, § 2 wohl; Satz 1 auch, dieser Vorschrift</P>",
        "§ 2": "<P>Zwei.</P>",
    }
    import_law("testg", small_law(law), SEEN)
    norm = Norm.objects.select_related("statute").get(key="1", statute__slug="testg")
    version = norm.versions.get()
    links = {
        version.text[link.span.start : link.span.end]: link.opening
        for link in crossrefs(norm, version.body)
    }
    assert 'href="/law/testg/1/?cite=%C2%A7+1+Abs.+1+TestG"' in links["Absatz 1"]
    assert "%C2%A7+1+Abs.+2+Satz+1+TestG" in links["Satz 1"]
    assert 'href="/law/testg/2/?cite=' in links["§ 2"]
    assert "dieser Vorschrift" not in links
