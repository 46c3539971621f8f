"""The search in the head by keyboard alone: suggestions, choosing one, closing, the whole page."""

import re

import pytest
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from tests.e2e.accessibility import assert_accessible
from tests.e2e.people import become, look_closely
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_any_page_to_a_case(page: Page, office: Office) -> None:
    cases = [make_case(office, f"{number}") for number in range(2)]
    Case.objects.update(applicant_name="Greta Lehmann")
    become(page, office.ada)
    page.goto("/services/")
    page.keyboard.press("s")
    box = page.get_by_role("combobox", name="Vorgänge, Recht und Hilfe durchsuchen")
    expect(box).to_be_focused()
    page.keyboard.type("lehm")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)

    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("lehm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "find-case-2")
    expect(page.locator("#find-case-2")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{cases[1].file_number}/"))  # the newest first

    page.keyboard.press("s")
    page.keyboard.type("lehmnan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Suche nach „lehmnan“")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(cases[0].file_number))).to_be_visible()
    look_closely(page)
