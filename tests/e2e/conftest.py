"""A real browser against the real pages: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

# A busy machine may need longer than the usual 5 seconds; speed is measured elsewhere.
expect.set_options(timeout=30_000)

FLAGS = [
    "--headless",
    "--no-sandbox",  # as root, as in a container, Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is marked `e2e`."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one file.

    Playwright keeps an event loop running in this thread. Django would take that for asynchronous
    code and refuse the database, and other tests could not start a loop of their own; therefore
    the permission and the browser end with the file.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh window on the running application, in German; fails on any script error.

    Addresses are relative to the server: `page.goto("/")`. The Content-Security-Policy stays in
    force, so that what it would block in production is blocked here.
    """
    context = browser.new_context(base_url=live_server.url, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: _note(message, errors))
    yield page
    context.close()
    assert not errors, "The browser reported: " + "; ".join(errors)


def _note(message: ConsoleMessage, errors: list[str]) -> None:
    answered = message.text.startswith("Failed to load resource: the server responded")
    # htmx reports a request that a newer one replaced; a lost one it reports as sendError too.
    replaced = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
    # A 404 or 422 may be what the test is about.
    if message.type == "error" and not answered and not replaced:
        errors.append(message.text)
