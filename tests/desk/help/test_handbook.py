"""The handbook in the application: every chapter opens, and every page leads to its own."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from casework.desk.gate.table import GROUPS
from casework.desk.help import chapters
from casework.desk.help.markdown import anchor_of, read
from casework.desk.help.pages import CHAPTERS, OF_GROUP
from tests.desk.conftest import SignIn
from tests.factories import Office

LINK = re.compile(r'href="(?:/help/([a-z-]+)/)?(?:#([a-z0-9-]+))?"')


def test_every_file_stands_in_the_contents_once() -> None:
    files = {path.stem for path in chapters.FOLDER.glob("*.md")} - {"README"}
    listed = [one.slug for group in chapters.contents() for one in group.chapters]
    assert sorted(listed) == sorted(files)
    for slug, chapter in chapters.chapters().items():
        assert chapters.page_of(slug).title == chapter.title


def test_links_of_the_handbook_lead_to_a_chapter_and_a_heading_there() -> None:
    for slug in chapters.chapters():
        for to, anchor in LINK.findall(chapters.page_of(slug).html):
            page = chapters.page_of(to or slug)
            assert not anchor or f'id="{anchor}"' in page.html, (slug, to, anchor)


@pytest.mark.django_db
def test_every_chapter_opens_for_whoever_cannot_sign_in() -> None:
    client = Client()
    text = client.get(reverse("desk:help")).content.decode()
    for slug in chapters.chapters():
        url = reverse("desk:help-chapter", args=[slug])
        assert f'href="{url}"' in text
        assert client.get(url).status_code == 200
    assert client.get(reverse("desk:help-chapter", args=["none"])).status_code == 404


def test_every_chapter_that_pages_lead_to_is_there() -> None:
    assert set(OF_GROUP) == set(GROUPS)
    assert {*CHAPTERS.values(), *OF_GROUP.values()} - {""} <= set(chapters.chapters())


def test_every_line_of_the_table_is_about_a_page() -> None:
    names = {name for group in GROUPS.values() for name in group}
    for key in CHAPTERS:
        assert any(name == key or name.startswith(key.rstrip("*")) for name in names), key


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "chapter"), [("/", "inbox"), ("/deadlines/", "deadlines"), ("/nowhere/", "")]
)
def test_help_leads_to_the_chapter_of_the_page(
    office: Office, sign_in: SignIn, url: str, chapter: str
) -> None:
    text = sign_in(office.ada).get(url).content.decode()
    wanted = reverse("desk:help-chapter", args=[chapter]) if chapter else reverse("desk:help")
    assert f'href="{wanted}" rel="help"' in text


def test_html_in_a_chapter_is_text_and_scripts_are_no_links(tmp_path: Path) -> None:
    source = tmp_path / "page.md"
    source.write_text("# Titel\n\n<script>alert(1)</script>\n\n[weg](javascript:alert(1))\n")
    page = read(source)
    assert page.title == "Titel"
    assert "<script" not in page.html
    assert "href=" not in page.html


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Früher zurück", "frueher-zurueck"), ("„Nicht geladen“", "nicht-geladen")],
)
def test_anchor_of_a_heading(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor
