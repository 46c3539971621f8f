"""The whole job without a mouse, and what a screen reader gets of its two main pages.

What is read out stands in tests/e2e/reading/; after a change that is meant, write it anew:

    READING=write .venv/bin/pytest -n0 tests/e2e/test_keyboard.py
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from casework.notices.models import Notice
from tests.factories import PASSWORD, Office, make_case
from tests.law import load_law

READING = Path(__file__).parent / "reading"
FARTHEST = 90  # steps with Tab; whoever needs more has lost patience
# What differs from day to day and from run to run.
PASSING = (
    (r"^ *- /url: .*\n", ""),
    (r"\b\d{1,2}\.(\d{1,2}\.)?( ?\w+ \d{4}|\d{4})?(?=[ :)\".,]|$)", "TAG"),
    (r"\d+ Tage? überfällig|in \d+ Tage?n?|heute fällig|morgen fällig", "FÄLLIG"),
    (r"[A-Z]{3}-\d{4}-\d{5}", "AKTENZEICHEN"),
    (r"\d\d:\d\d", "UHRZEIT"),
)
# What a script gave the focus to, as the heading of a new step, is read out and needs no frame.
VISIBLE = """() => document.activeElement.tabIndex < 0 || [null, "::after"].some((part) => {
    const style = getComputedStyle(document.activeElement, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
})"""


@pytest.fixture
def case(live_server: LiveServer, office: Office) -> Case:
    load_law()
    return make_case(office)


def test_from_sign_in_to_the_issued_notice(page: Page, office: Office, case: Case) -> None:
    page.goto("/")
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    assert reading(page) == kept("inbox", page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("?")
    overview = page.get_by_role("dialog", name="Tasten")
    expect(overview).to_be_visible()
    page.keyboard.press("Escape")
    expect(overview).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Antrag prüfen")).to_be_visible()
    assert reading(page) == kept("case", page)
    tab_to(page, page.get_by_role("button", name="Alles geprüft"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Schritt abschließen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ausweis erteilen")).to_be_focused()

    tab_to(page, page.get_by_role("button", name="Ausfertigen …"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Dieses Schreiben ausfertigen?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ausfertigen …")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, dialog.get_by_role("button", name="Jetzt ausfertigen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ausweis ausgeben")).to_be_focused()
    assert Notice.objects.count() == 1


def test_keys_of_one_letter_can_be_switched_off(page: Page, office: Office, case: Case) -> None:
    page.goto("/")
    page.fill("#id_login", "ada")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.keyboard.press("?")
    box = page.get_by_label("Tasten mit einzelnen Buchstaben ausschalten")
    tab_to(page, box)
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_hidden()
    expect(page.locator(".rows__main").first).not_to_be_focused()
    page.get_by_role("button", name="Tasten").click()
    expect(box).to_be_checked()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; each stop on the way must be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert page.evaluate(VISIBLE), f"the focus cannot be seen on {where}"
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{wanted} cannot be reached with Tab")


def reading(page: Page) -> str:
    """What a screen reader gets of the page's content, without what passes."""
    text = page.locator("main").aria_snapshot() + "\n"
    for pattern, instead in PASSING:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text


def kept(name: str, page: Page) -> str:
    """What it was when somebody last looked at it; written anew on purpose."""
    file = READING / f"{name}.txt"
    if os.environ.get("READING") == "write":
        file.write_text(reading(page), encoding="utf-8")
    return file.read_text(encoding="utf-8")
