"""The case page by single keys: through the list one came from, to a note, to a request."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import become
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_by_single_keys_and_without_them(page: Page, office: Office) -> None:
    for reference in ("1", "2"):
        make_case(office, reference)
    become(page, office.ada)
    page.goto("/?q=BPA")
    paths = page.eval_on_selector_all("#rows a.rows__main", "all => all.map(one => one.pathname)")
    page.keyboard.press("j")
    expect(page.locator("#rows a.rows__main").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{paths[0]}")
    expect(page.get_by_role("link", name="Nächster Vorgang")).to_be_visible()
    page.keyboard.press("j")
    page.wait_for_url(f"**{paths[1]}")
    expect(page.get_by_role("link", name="Voriger Vorgang")).to_be_visible()
    page.keyboard.press("k")
    page.wait_for_url(f"**{paths[0]}")
    page.keyboard.press("e")
    expect(page.locator("#step-form input[name=check]").first).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.press("r")  # typed, within a field
    expect(page.locator("#note")).to_have_value("r")
    page.locator("h1").click()
    page.keyboard.press("r")
    page.wait_for_url("**/letters/new/document_request/")
    page.goto(paths[0])
    page.keyboard.press("?")
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.get_by_role("link", name="Zurück zur Liste").click()
    page.wait_for_url("**/?q=BPA")
    page.keyboard.press("j")
    expect(page.locator("#rows a.rows__main").first).not_to_be_focused()
