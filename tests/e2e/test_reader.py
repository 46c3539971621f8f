"""The reader in a real browser: accessible pages, previews of citations, buttons of the panel."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from legal.importer import import_law
from tests.e2e.people import become, look_closely, sign_in
from tests.factories import Office, make_case
from tests.law import load_law
from tests.legal.laws import DRAGONS, SEEN, small_law


@pytest.fixture
def law(live_server: LiveServer, office: Office) -> None:
    """An invented law, and one norm of another with two versions that cites it."""
    import_law("drachg", DRAGONS, SEEN)
    for day, word in enumerate(("drei", "vier")):
        text = f"<P>(1) Nach § 1a DrachG sind es {word} Tage.</P><P>(2) Absatz 1 gilt.</P>"
        import_law("testg", small_law({"§ 1": text}), SEEN + timedelta(days=day))


PAGES = (
    "/law/drachg/",
    "/law/drachg/?q=drachen",
    "/law/drachg/-/text/",
    "/law/testg/1/?cite=§ 1 Abs. 2 TestG",
    "/law/testg/1/compare/",
    "/law/search/",
    "/law/search/?q=drachen",
    "/law/search/?q=xyzzy",
)


def test_pages_are_accessible(page: Page, office: Office, law: None) -> None:
    sign_in(page, office.ada)
    for address in PAGES:
        page.goto(address)
        look_closely(page)


def test_preview_opens_and_closes_with_the_keyboard(page: Page, office: Office, law: None) -> None:
    become(page, office.ada)
    page.goto("/law/testg/1/")
    link = page.get_by_role("link", name="§ 1a DrachG")
    link.press("Enter")
    preview = page.get_by_role("dialog", name="§ 1a DrachG")
    expect(preview).to_be_focused()
    expect(preview).to_contain_text("bedarf der Erlaubnis")
    look_closely(page)
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    expect(link).to_be_focused()
    link.press("Enter")
    preview.get_by_role("link", name="Im Leser öffnen").click()
    page.wait_for_url("**/law/drachg/1a/**")


def test_citation_is_copied_and_put_into_the_reasons(
    page: Page, live_server: LiveServer, office: Office
) -> None:
    load_law()
    case: Case = make_case(office)
    sign_in(page, office.ada)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/cases/{case.file_number}/")
    page.locator("[data-copy]").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("§ 45")
    page.get_by_role("button", name="Alles geprüft").click()
    page.get_by_role("button", name="Schritt abschließen").click()
    reasons = page.get_by_label("Begründung")
    reasons.fill("Nach gilt das.")
    reasons.evaluate("field => field.setSelectionRange(5, 5)")
    button = page.locator("[data-insert]").first
    cite = button.get_attribute("data-insert")
    button.click()
    expect(reasons).to_have_value(f"Nach {cite} gilt das.")
    expect(reasons).to_be_focused()
    look_closely(page)
