"""Nothing typed is lost: the connection goes, the session ends, and everything is there again."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case, Draft, Note
from tests.e2e.people import sign_in
from tests.factories import PASSWORD, Office, make_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def test_offline_and_signed_out_meanwhile(
    browser: Browser, live_server: LiveServer, office: Office, case: Case
) -> None:
    """A context of its own: the browser reports every request that fails, as it must here."""
    context = browser.new_context(base_url=live_server.url, locale="de-DE")
    page = context.new_page()
    sign_in(page, office.ada)
    here = f"/cases/{case.file_number}/"
    page.goto(here)
    note, notes = page.locator("#note"), page.locator("form", has=page.locator("#note"))
    note.fill("Anruf:")
    expect(notes.get_by_text("Gespeichert um")).to_be_visible()
    top = note.bounding_box()

    context.set_offline(True)
    note.fill("Anruf: Umzug")
    expect(notes.get_by_text("Keine Verbindung.")).to_be_visible()
    assert note.bounding_box() == top, "nothing moves"
    context.set_offline(False)
    expect(notes.get_by_text("Keine Verbindung.")).to_be_hidden()
    expect(notes.get_by_text("Gespeichert um")).to_be_visible()
    assert Draft.objects.get().fields == {"note": ["Anruf: Umzug"]}

    # What the page does by itself says so; what the person does leads to the sign-in and back.
    context.clear_cookies(name="sessionid")
    note.fill("Anruf: Umzug im Mai")
    expect(notes.get_by_text("Sie sind nicht mehr angemeldet.")).to_be_visible()
    page.get_by_role("button", name="Notiz hinzufügen").click()
    page.fill("#id_login", office.ada.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**{here}")
    expect(note).to_have_value("Anruf: Umzug im Mai")
    page.get_by_role("button", name="Notiz hinzufügen").click()
    expect(page.get_by_role("article").get_by_text("Umzug im Mai")).to_be_visible()
    expect(note).to_have_value("")
    assert Note.objects.count() == 1
    assert not Draft.objects.exists()
    context.close()
