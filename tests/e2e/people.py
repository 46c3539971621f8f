"""How the browser tests see the pages: signing in, counting what a person does, looking closely."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from casework.access.models import User
from casework.accounts.session import RECORDS
from tests.e2e.accessibility import WIDE, all_barriers
from tests.factories import PASSWORD

# What moves by itself; within half a second of a click a page may make room for what was asked.
WATCH = """() => {
  window.shifts = 0
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value
  }).observe({ type: "layout-shift", buffered: false })
}"""


def sign_in(page: Page, person: User) -> None:
    """The browser is that of `person` from now on, and shows where they begin."""
    become(page, person)
    page.goto("/")


def become(page: Page, person: User) -> None:
    """The browser is that of `person` from now on, whoever it was before."""
    value = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


def signed_in(person: User) -> Client:
    """A client of `person`, who has just typed the password."""
    client = Client()
    client.force_login(person)
    session = client.session
    session[RECORDS] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def type_in(page: Page, person: User) -> None:
    """Sign in with the form, as `person`."""
    page.goto("/accounts/login/")
    page.fill("#id_login", person.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def look_closely(page: Page) -> None:
    """Fail unless the page is accessible in light and dark, wide and at 320 px without scrolling
    sideways."""
    found = all_barriers(page)
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(found)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


@dataclass
class Hands:
    """Clicks and types like a person, and counts it."""

    page: Page
    acts: int = 0

    def click(self, name: str, role: str = "button") -> None:
        """Click the one element of this role with this name."""
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        self.acts += 1
