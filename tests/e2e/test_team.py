"""The team board in a browser: by keyboard to an assignment, the same by dragging, a proposal."""

import pytest
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from tests.e2e.accessibility import assert_accessible
from tests.e2e.people import become, look_closely
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_assigning_by_keys_by_dragging_and_by_proposal(page: Page, office: Office) -> None:
    for number in range(4):
        make_case(office, f"{number}")
    become(page, office.lea)
    page.goto("/team/?list=free")
    look_closely(page)
    for key in ("j", "x", "j", "x", "a"):
        page.keyboard.press(key)
    expect(page.locator("#assign-to")).to_be_focused()
    page.locator("#assign-to").select_option(str(office.ben.pk))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 Vorgänge sind jetzt bei Ben Groß.")).to_be_visible()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Dies wurde rückgängig gemacht.")).to_be_visible()
    assert not Case.objects.filter(assignee__isnull=False).exists()

    page.locator(".board__row").first.drag_to(page.locator(f"[data-person='{office.ada.pk}']"))
    expect(page.get_by_text("1 Vorgang ist jetzt bei Ada Klein.")).to_be_visible()

    page.get_by_role("button", name="Vorschlagen, wer").click()
    expect(page.get_by_role("heading", name="Vorschlag für 3 Vorgänge")).to_be_visible()
    look_closely(page)
    why = page.locator("[data-changed]").first
    expect(why).to_have_text("hat die wenigsten offenen Vorgänge (0)")
    person = page.locator("select[name^='to-']").first
    person.select_option(label="Ada Klein")
    expect(why).to_have_text("von Ihnen gewählt")
    page.get_by_role("button", name="So zuweisen").click()
    expect(page.get_by_text("3 Vorgänge wurden zugewiesen.")).to_be_visible()
    assert_accessible(page)
