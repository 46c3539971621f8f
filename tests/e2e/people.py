"""How the browser tests see the pages: signing in, counting what a person does, looking closely."""

from dataclasses import dataclass

from playwright.sync_api import Page

from casework.access.models import User
from tests.e2e.accessibility import assert_accessible
from tests.factories import PASSWORD

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 320, "height": 640}


def sign_in(page: Page, person: User) -> None:
    """Sign in with the form, as `person`."""
    page.goto("/accounts/login/")
    page.fill("#id_login", person.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def sign_out(page: Page) -> None:
    """Sign out with the button in the header."""
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/accounts/login/")


def look_closely(page: Page) -> None:
    """Fail unless the page is accessible in light and dark, wide and at 320 px without scrolling
    sideways."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            assert_accessible(page)
            hidden = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert hidden <= 0, f"{page.url} is {hidden} px too wide at {size['width']} px"
    page.emulate_media(color_scheme="light")


@dataclass
class Hands:
    """Clicks and types like a person, and counts it."""

    page: Page
    acts: int = 0

    def click(self, name: str, role: str = "button") -> None:
        """Click the one element of this role with this name."""
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        self.acts += 1
