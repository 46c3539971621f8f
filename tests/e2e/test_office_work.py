"""Work beside the process in a real browser: dates, wording, letters, many notices at once."""

import re

from playwright.sync_api import Page, expect
from procrastinate import testing
from procrastinate.contrib.django import procrastinate_app
from pytest_django.live_server_helper import LiveServer

from casework.notices.batches import running
from casework.notices.models import BatchIssue, Notice
from tests.e2e.people import become, look_closely, sign_in
from tests.factories import Office, make_case, work_on


def test_a_deadline_is_computed_while_typing(
    page: Page, office: Office, live_server: LiveServer
) -> None:
    sign_in(page, office.ada)
    page.get_by_role("link", name="Fristen", exact=True).click()
    look_closely(page)
    page.get_by_label("Tag der Aufgabe zur Post").fill("2026-03-03")
    expect(page.get_by_text("Dienstag, 7. April 2026", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("event=2026-03-03"))
    look_closely(page)
    page.get_by_label("Was soll berechnet werden?").select_option("permit")
    expect(page.get_by_label("Dauer")).to_have_value("3 Monate")
    page.get_by_role("button", name="Berechnen").click()
    expect(page.get_by_text("Mittwoch, 3. Juni 2026", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("Mittwoch, 3. Juni 2026", exact=True)).to_be_visible()
    page.get_by_label("Dauer").fill("bald")
    page.get_by_role("button", name="Berechnen").click()
    expect(page.get_by_role("alert").filter(has_text="eine Dauer ein")).to_be_visible()
    look_closely(page)


def test_another_date_is_set_on_the_case(
    page: Page, office: Office, live_server: LiveServer
) -> None:
    case = make_case(office)
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.locator(".deadline > summary").click()
    page.get_by_text("Anderes Datum festlegen …").click()
    page.get_by_role("button", name="Datum festlegen").click()
    expect(page.get_by_label("Neues Datum")).to_be_focused()
    page.get_by_label("Neues Datum").fill("2027-01-15")
    page.locator(".deadline").get_by_label("Anlass").select_option("planned")
    page.locator(".deadline").get_by_label("Grund", exact=True).fill("Das Team zieht um.")
    look_closely(page)
    page.get_by_role("button", name="Datum festlegen").click()
    expect(page.locator(".deadline > summary")).to_contain_text("von Hand festgelegt")


def test_advice_on_wording_leads_to_its_place(
    page: Page, office: Office, live_server: LiveServer
) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_label("Begründung", exact=True).fill("Das geschieht seitens der Stadt.")
    page.locator("#readability > summary").filter(has_text="Hinweis").click()
    page.locator("li", has_text="Besser: von").get_by_role("button").click()
    chosen = page.evaluate(
        "() => { const f = document.activeElement;"
        " return f.value.slice(f.selectionStart, f.selectionEnd); }"
    )
    assert chosen == "seitens"
    look_closely(page)


def test_a_letter_beside_the_process(page: Page, office: Office, live_server: LiveServer) -> None:
    case = make_case(office, documents=[])
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("link", name="Brief schreiben").click()
    look_closely(page)
    page.get_by_role("link", name="Anhörung").click()
    page.get_by_role("button", name="Ausfertigen …").click()
    expect(page.get_by_role("alert").filter(has_text="Lücke")).to_be_focused()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("[…]", "den Antrag abzulehnen"))
    look_closely(page)
    page.get_by_role("button", name="Ausfertigen …").click()
    page.get_by_role("button", name="Jetzt ausfertigen").click()
    expect(
        page.get_by_text("„Ihr Antrag: Gelegenheit zur Äußerung“ ist ausgefertigt.")
    ).to_be_visible()
    assert Notice.objects.get().kind == "hearing"


def test_many_notices_at_once(page: Page, office: Office, live_server: LiveServer) -> None:
    for number in range(3):
        work_on(make_case(office, f"many-{number}"), office.ada)
    sign_in(page, office.ada)
    with procrastinate_app.current_app.replace_connector(testing.InMemoryConnector()):
        page.locator("summary", has_text="Ausfertigen").click()
        page.get_by_role("button", name="Alle Entscheidungen dieser Liste prüfen").click()
        expect(page.get_by_role("heading", name="Wird geprüft: 0 von 3")).to_be_visible()
        batch = BatchIssue.objects.get()
        running.work_on(batch.pk)
        expect(page.get_by_role("heading", name="3 von 3 sind bereit")).to_be_visible()
        look_closely(page)
        page.get_by_role("button", name="3 Bescheide ausfertigen").click()
        expect(page.get_by_role("heading", name="Wird ausgefertigt: 0 von 3")).to_be_visible()
        running.work_on(batch.pk)
        expect(page.get_by_role("heading", name="Fertig: 3 von 3")).to_be_visible()
        look_closely(page)
    assert Notice.objects.count() == 3
