"""The law beside a step: the cited passage, our own guidance, and where the text comes from."""

from datetime import date

import pytest

from casework.desk.law_panel import law_panel
from casework.services.package import LawBinding
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case
from tests.law import load_law

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
CITE = "§ 45 Abs. 1b Satz 1 Nr. 2a StVO"


def test_passage_is_marked_inside_its_norm(office: Office, sign_in: SignIn) -> None:
    load_law()
    case = make_case(office)
    text = sign_in(office.ada).get(f"/cases/{case.file_number}/").content.decode()
    panel = text.partition('<aside class="case__law"')[2].partition("</aside>")[0]
    excerpt = panel.partition('<blockquote class="law__text"')[2].partition("</blockquote>")[0]
    assert "im Zusammenhang mit der Kennzeichnung" in excerpt
    assert "zu anderem" not in excerpt
    whole = panel.partition('<div class="law__norm"')[2]
    assert "zu anderem" in whole
    assert "<mark>" in whole
    assert "Unofficial version" in panel
    assert "Nur für Bewohner" in panel


def test_entries_keep_the_order_of_the_package() -> None:
    load_law()
    entries = law_panel([LawBinding("§ 1 BGB", "b"), LawBinding(CITE, "a")], DAY)
    assert [(entry.cite, entry.passage is not None) for entry in entries] == [
        ("§ 1 BGB", False),
        (CITE, True),
    ]
    assert entries[0].official_url.startswith("https://www.gesetze-im-internet.de/bgb/")


def test_stand_is_said_once_where_a_statute_ends() -> None:
    load_law()
    cites = (CITE, "§ 45 Abs. 1b StVO", "§ 1 BGB")
    entries = law_panel([LawBinding(cite, "") for cite in cites], DAY)
    assert [entry.ends_statute for entry in entries] == [False, True, False]


def test_law_of_the_town_has_no_official_page() -> None:
    (entry,) = law_panel([LawBinding("§ 2 Abs. 1 BPA-GebO", "x")], DAY)
    assert (entry.passage, entry.official_url) == (None, "")
