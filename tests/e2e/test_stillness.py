"""Nothing jumps when a part of a page is renewed: by itself, while typing, or under the pointer.

Counted as the browser does for "layout shift": what moves within half a second of a click or key
may make room for what was asked for, everything else counts.
"""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from tests.e2e.people import WATCH, become
from tests.factories import Office, make_case, work_on
from tests.law import load_law

GOOD = 0.1  # of cumulative layout shift, as browsers count it
MOST = GOOD / 5


@pytest.fixture
def case(live_server: LiveServer, office: Office) -> Case:
    load_law()
    for number in range(8):
        make_case(office, f"other-{number}")
    return make_case(office)


def moved_by(page: Page, act: Callable[[], object]) -> float:
    """How far the page moves while `act` is done and for a second after it."""
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    act()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    return float(page.evaluate("window.shifts"))


def test_what_jumps_is_counted(page: Page, office: Office, case: Case) -> None:
    become(page, office.ada)
    page.goto("/")

    def push() -> None:
        page.evaluate("document.querySelector('main').style.marginTop = '500px'")

    assert moved_by(page, push) > MOST


def test_inbox(page: Page, office: Office, case: Case) -> None:
    become(page, office.ada)
    page.goto("/")
    field = page.get_by_label("Suche: Aktenzeichen, Name, Antrag")
    assert moved_by(page, lambda: field.press_sequentially("nord", delay=250)) < MOST
    field.fill("")
    expect(page.get_by_role("row")).to_have_count(10)
    look = page.locator(".rows__look a").first
    assert moved_by(page, look.click) < MOST

    def news() -> None:
        now = timezone.now()
        Case.objects.filter(pk=case.pk).update(attention="answer", attention_since=now)
        page.evaluate(
            "htmx.ajax('GET', document.querySelector('#news').getAttribute('hx-get'), '#news')"
        )
        expect(page.locator("#news")).not_to_be_empty()

    assert moved_by(page, news) < MOST


def test_draft_while_typing(page: Page, office: Office, case: Case) -> None:
    work_on(case, office.ada)
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    reasons = page.get_by_role("textbox", name="Begründung")

    def write() -> None:
        reasons.focus()
        reasons.press_sequentially(" Nach § 99 StVO nicht.", delay=120)
        page.get_by_role("textbox", name="Tenor").focus()
        page.wait_for_timeout(1500)

    assert moved_by(page, write) < MOST


def test_case_page_when_it_opens(page: Page, office: Office, case: Case) -> None:
    """Parts that are fetched later have their room already; the fonts of a first visit may come."""
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.evaluate(WATCH.replace("buffered: false", "buffered: true"))
    page.wait_for_timeout(1500)
    assert float(page.evaluate("window.shifts")) < GOOD
