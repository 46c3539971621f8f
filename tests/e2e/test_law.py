"""The law in a real browser: the panel with everything in it, previews, and what administrators
keep of the law."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.lawwatch.notes import write_note
from legal.importer import import_law
from legal.models import Norm
from tests.e2e.people import become, look_closely, sign_in
from tests.factories import NOW, Office, make_case
from tests.law import PARKING, load_law
from tests.lawwatch.test_earlier import decided
from tests.legal.laws import DRAGONS, SEEN, small_law

BYLAW = "§ 1 Zweck\n\nSchutz.\n\n§ 2 Gebühr\n\n(1) 60 Euro."


@pytest.fixture(autouse=True)
def law(live_server: LiveServer, office: Office) -> None:
    """The law of the parking permit, an invented law, and a norm that cites it."""
    load_law()
    import_law("drachg", DRAGONS, SEEN)
    import_law("testg", small_law({"§ 1": "<P>(1) Nach § 1a DrachG.</P>"}), SEEN)


def change_law() -> None:
    """The law of the parking permit, read again with another word in it."""
    text = PARKING.replace("für Bewohner", "für Bewohnerinnen und Bewohner")
    law = small_law({"§ 45": text}, name="StVO", build="20270101000000")
    import_law("stvo_2013", law, NOW + timedelta(days=30))


def note(office: Office, text: str) -> Norm:
    """A note on § 45 StVO that should be looked at again."""
    norm = Norm.objects.get(statute__slug="stvo_2013", key="45")
    write_note(norm=norm, text=text, review_on=NOW.date(), by=office.ben, now=NOW)
    return norm


PAGES = (
    "/law-review/",
    "/bylaws/",
    "/bylaws/new/",
    "/norms/stvo_2013/45/dates/",
    "/norms/stvo_2013/45/notes/",
    "/law/stvo_2013/45/compare/",
)


def test_pages_are_accessible(page: Page, office: Office) -> None:
    change_law()
    note(office, "Siehe § 1a DrachG.")
    sign_in(page, office.adm)
    for address in PAGES:
        page.goto(address)
        look_closely(page)


def test_nothing_to_review(page: Page, office: Office) -> None:
    become(page, office.adm)
    page.goto("/law-review/")
    look_closely(page)


def test_changes_are_reviewed(page: Page, office: Office) -> None:
    change_law()
    sign_in(page, office.adm)
    page.get_by_role("link", name="Recht", exact=True).click()
    norm = page.get_by_role("region", name="§ 45 StVO")
    expect(norm.locator("ins")).to_contain_text("Bewohnerinnen und")
    norm.get_by_role("button", name="Angepasst").click()
    expect(page.get_by_text("Bitte schreiben Sie, was wo angepasst wurde.")).to_be_visible()
    look_closely(page)
    norm.get_by_label("Notiz").fill("Hinweis im Schritt geändert")
    norm.get_by_role("button", name="Angepasst").click()
    expect(page.get_by_text("Hinweis im Schritt geändert").first).to_be_visible()
    expect(page.get_by_role("region", name="§ 45 StVO")).to_have_count(0)


def test_a_by_law_is_entered_looked_at_and_saved(page: Page, office: Office) -> None:
    become(page, office.adm)
    page.goto("/bylaws/new/")
    page.get_by_label("Text", exact=True).fill(BYLAW)
    page.get_by_role("button", name="Vorschau").click()
    look_closely(page)  # with all that is missing
    page.get_by_label("Abkürzung").fill("TeichS")
    page.get_by_label("Voller Titel").fill("Satzung über Teiche")
    page.get_by_label("In Kraft ab").fill("2024-01-01")
    page.get_by_label("Fundstelle").fill("Amtsblatt Nr. 1")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_text("2 Vorschriften")).to_be_visible()
    look_closely(page)
    page.get_by_role("button", name="So speichern").click()
    page.get_by_role("link", name="TeichS", exact=True).click()
    expect(page.get_by_role("link", name="§ 2 Gebühr")).to_be_visible()


def test_the_panel_with_everything_in_it(page: Page, office: Office) -> None:
    decided(office, "earlier")
    case = make_case(office, "now")
    change_law()
    note(office, "Mietvertrag genügt.")
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    panel = page.get_by_role("complementary", name="Recht zu diesem Schritt")
    expect(panel.get_by_text("seit Eingang des Antrags")).to_be_visible()
    panel.locator("summary", has_text="Notizen").click()
    expect(panel.get_by_text("Mietvertrag genügt.")).to_be_visible()
    panel.locator("summary", has_text="Frühere Entscheidungen").click()
    expect(panel.get_by_text("1 × Stattgabe")).to_be_visible()
    panel.get_by_text("Ganze Vorschrift").first.click()
    expect(panel.locator("mark").first).to_be_visible()
    look_closely(page)
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="vergleichen").click()
    expect(opened.value.locator("ins")).to_contain_text("Bewohnerinnen und")


def test_preview_of_what_is_not_loaded_says_so(page: Page, office: Office) -> None:
    case = make_case(office)
    note(office, "Siehe § 17 BMG.")
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.locator("summary", has_text="Notizen").click()
    page.get_by_role("link", name="§ 17 BMG").click()
    preview = page.get_by_role("dialog", name="§ 17 BMG")
    expect(preview).to_contain_text("nicht geladen")
    expect(preview.get_by_role("link", name="Amtliche Seite")).to_be_visible()


def test_preview_comes_and_goes_with_the_pointer(page: Page, office: Office) -> None:
    become(page, office.ada)
    page.goto("/law/testg/1/")
    link = page.get_by_role("link", name="§ 1a DrachG")
    preview = page.get_by_role("dialog", name="§ 1a DrachG")
    link.hover()
    expect(preview).to_contain_text("bedarf der Erlaubnis")
    expect(preview).not_to_be_focused()
    preview.hover()  # it stays while the pointer is in it
    page.wait_for_timeout(600)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    link.hover()
    expect(preview).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(preview).to_have_count(0)


def test_preview_comes_and_goes_with_the_keyboard(page: Page, office: Office) -> None:
    become(page, office.ada)
    page.goto("/law/testg/1/")
    link = page.get_by_role("link", name="§ 1a DrachG")
    preview = page.get_by_role("dialog", name="§ 1a DrachG")
    page.get_by_role("link", name="Amtliche Seite").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(preview).to_be_visible()
    expect(link).to_be_focused()
    look_closely(page)
    page.keyboard.press("Enter")
    expect(preview).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.wait_for_timeout(600)
    expect(preview).to_have_count(0)  # the focus that came back does not open it again
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(preview).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(preview).to_have_count(0)
