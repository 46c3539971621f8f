"""Many cases ask for their documents: chosen, checked, looked at, sent; nothing jumps meanwhile."""

from playwright.sync_api import Page, expect
from procrastinate import testing
from procrastinate.contrib.django import procrastinate_app
from pytest_django.live_server_helper import LiveServer

from casework.notices.batches import running
from casework.notices.models import BatchIssue, Notice
from tests.e2e.people import WATCH, become, look_closely
from tests.factories import Office, make_case, work_on


def test_from_the_ticked_cases_to_their_letters(
    page: Page, office: Office, live_server: LiveServer
) -> None:
    for number in range(3):
        complete = "ja" if number == 2 else "nein"
        case = make_case(office, f"ask-{number}", documents=[])
        work_on(case, office.ada, vollstaendig=complete)
    become(page, office.ada)
    page.goto("/?view=open")
    with procrastinate_app.current_app.replace_connector(testing.InMemoryConnector()):
        page.get_by_role("button", name="Alle dieser Seite ankreuzen").click()
        page.locator("#chosen summary", has_text="Unterlagen nachfordern").click()
        look_closely(page)
        page.get_by_label("Text in allen Schreiben").fill("Bitte innerhalb der Frist.")
        page.locator("[formaction='/batches/ask/']").click()
        expect(page.get_by_role("heading", name="Wird geprüft: 0 von 3")).to_be_visible()
        page.evaluate(WATCH)
        batch = BatchIssue.objects.get()
        running.work_on(batch.pk)
        expect(page.get_by_role("heading", name="2 von 3 sind bereit")).to_be_visible()
        assert page.evaluate("window.shifts") < 0.1, "the page jumped when its part was renewed"
        look_closely(page)
        preview = page.get_by_role("link", name="Vorschau").first.get_attribute("href")
        assert page.request.get(str(preview)).body().startswith(b"%PDF")
        page.get_by_role("button", name="2 Nachforderungen ausfertigen").click()
        running.work_on(batch.pk)
        expect(page.get_by_role("heading", name="Fertig: 2 von 3")).to_be_visible()
    assert set(Notice.objects.values_list("kind", flat=True)) == {"document_request"}
