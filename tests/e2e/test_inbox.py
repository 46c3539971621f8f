"""The inbox by keyboard: through the list, the quick look and back, ticks, an act on many, undo."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from tests.e2e.accessibility import assert_accessible
from tests.e2e.people import look_closely, sign_in
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cases(office: Office) -> list[Case]:
    """Three free cases, the first of them overdue, the second due today."""
    found = [make_case(office, f"{n}") for n in range(3)]
    for number, case in enumerate(found):
        due = timezone.localdate() + timedelta(days=number - 1)
        Case.objects.filter(pk=case.pk).update(due_on=due)
    return found


def test_by_keyboard_to_an_act_on_many_and_back(
    page: Page, office: Office, cases: list[Case]
) -> None:
    sign_in(page, office.lea)
    look_closely(page)
    for _ in range(2):
        page.keyboard.press("j")
    expect(page.get_by_role("link", name=cases[1].file_number, exact=False).first).to_be_focused()
    page.keyboard.press("v")
    drawer = page.locator("#drawer")
    expect(drawer.locator("#look-title")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator(".rows__look a").nth(1)).to_be_focused()

    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen-number]")).to_have_text("2")
    page.locator("#chosen").get_by_text("Wiedervorlage", exact=True).click()
    assert_accessible(page)
    later = timezone.localdate() + timedelta(days=30)
    page.get_by_label("Wieder vorlegen am").fill(later.isoformat())
    page.locator("#bulk-reason").fill("Gutachten")
    page.get_by_role("button", name="Wiedervorlage setzen").click()
    expect(page.get_by_text("2 Vorgänge wurden geändert.")).to_be_visible()
    look_closely(page)
    assert Case.objects.filter(follow_up_on=later).count() == 2
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Dies wurde rückgängig gemacht.")).to_be_visible()
    assert not Case.objects.filter(follow_up_on=later).exists()


def test_overview_of_keys_filters_and_a_named_view(
    page: Page, office: Office, cases: list[Case]
) -> None:
    sign_in(page, office.ada)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_text("Weitere Filter").click()
    assert_accessible(page)
    page.locator("#filter-due").select_option("overdue")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/\?view=needs&due=overdue$"))
    page.keyboard.press("Escape")  # closes the panel the focus is in
    page.get_by_text("Ansicht merken").click()
    page.get_by_label("Name", exact=True).fill("Überfällig")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("link", name="Überfällig 1")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name=re.compile("Für mich")).click()
    expect(page.get_by_role("row")).to_have_count(4)
    page.go_back()
    expect(page.get_by_role("row")).to_have_count(2)
