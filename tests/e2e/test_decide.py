"""A refusal that lies in the authority's discretion: composed from blocks, weighed, issued."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.decisions.models import Decision
from casework.notices.models import Notice
from casework.process.models import Step
from tests.decisions.dogs import PURPOSE, REFUSAL, dog_step
from tests.e2e.people import become, look_closely
from tests.factories import Office

DECIDE = 'outcomes = ["grant", "refuse"]\ndiscretion = "§ 2 HundStS"'
MILDER = (
    "+++\ntitle = 'Milderes Mittel'\nuse = 'consideration'\naspect = 'milder'\n"
    "norms = ['§ 2 HundStS']\n+++\nEin milderes Mittel gibt es nicht.\n"
)
UNUSED = "+++\ntitle = 'Satzung'\nuse = 'reasons'\noutcome = 'refuse'\n+++\nEs gilt § 1 HundStS.\n"


@pytest.fixture
def step(live_server: LiveServer, office: Office, tmp_path: Path) -> Step:
    texts = {"nein": REFUSAL, "zweck": PURPOSE, "milder": MILDER, "satzung": UNUSED}
    step = dog_step(office, tmp_path, decide=DECIDE, texts=texts)
    step.case.parties.update(street="Hof 1", postal_code="67999", city="Lindenfurt")
    return step


def open_page(page: Page, step: Step, office: Office) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{step.case.file_number}/")


def part(page: Page, title: str) -> None:
    """Open a part of the editor."""
    page.locator("details.part > summary", has_text=title).click()


def test_discretionary_refusal(page: Page, step: Step, office: Office) -> None:
    open_page(page, step, office)
    reasons = page.get_by_label("Begründung", exact=True)
    reasons.fill("Von Hand für die Anmeldung.")
    page.get_by_role("button", name="Ablehnen", exact=True).click()
    expect(page.get_by_text("Ersetzte Texte")).to_be_visible()
    expect(page.get_by_label("Tenor")).to_have_value("Abgelehnt.")
    expect(page.get_by_label("Zweck der Vorschrift")).to_have_value(
        "Die Steuer für Waldi soll lenken."
    )
    look_closely(page)

    reasons.fill("Der Hund ist schon angemeldet. Ende.")
    reasons.evaluate("field => field.setSelectionRange(30, 30)")
    part(page, "Textbaustein einfügen")
    page.get_by_label("Suchen").last.fill("satzung")
    expect(page.locator(".block:visible")).to_have_count(1)
    page.get_by_role("button", name="Einfügen Satzung").click()
    expect(reasons).to_have_value(
        "Der Hund ist schon angemeldet.\n\nEs gilt § 1 HundStS.\n\n Ende."
    )
    expect(reasons).to_be_focused()
    page.get_by_label("Interesse der Person").fill("Waldi bleibt bei seiner Familie.")
    look_closely(page)
    part(page, "Leichte Sprache und Übersetzung")
    page.get_by_label("In Leichter Sprache").fill("Wir melden Ihren Hund nicht noch einmal an.")
    with page.expect_response("**/decision/"):
        page.get_by_label("Tenor").focus()
    draft = Decision.objects.get()
    assert draft.plain_text == "Wir melden Ihren Hund nicht noch einmal an."
    assert [one["aspect"] for one in draft.considerations] == ["purpose", "person", "milder"]

    page.get_by_role("button", name="Zurückholen").click()
    expect(reasons).to_have_value("Von Hand für die Anmeldung.")
    page.get_by_role("button", name="Zurückholen").click()
    expect(reasons).to_have_value(draft.reasons)
    assert Decision.objects.get().considerations == draft.considerations


def test_enter_in_a_field_saves_and_chooses_no_outcome(
    page: Page, step: Step, office: Office
) -> None:
    open_page(page, step, office)
    page.get_by_role("button", name="Ablehnen", exact=True).click()
    expect(page.get_by_label("Tenor")).to_have_value("Abgelehnt.")
    part(page, "Versand, Unterschrift, Wert")
    with page.expect_response("**/decision/"):
        page.get_by_label("Wert in Euro").fill("120")
        page.get_by_label("Wert in Euro").press("Enter")
    expect(page.get_by_label("Tenor")).to_have_value("Abgelehnt.")
    expect(page.get_by_text("Wert 120,00 €")).to_be_visible()
    assert Decision.objects.get().outcome == "refuse"


def test_blocks_clauses_and_texts_without_javascript(
    browser: Browser, live_server: LiveServer, step: Step, office: Office
) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", java_script_enabled=False
    )
    page = context.new_page()
    open_page(page, step, office)
    page.get_by_label("Begründung", exact=True).fill("Grund.")
    page.get_by_role("button", name="Ablehnen", exact=True).click()
    part(page, "Textbaustein einfügen")
    page.get_by_role("button", name="Einfügen Satzung").click()
    expect(page.get_by_label("Begründung", exact=True)).to_have_value(
        "Angemeldet am 3. März 2026.\n\nEin zweiter Absatz.\n\nEs gilt § 1 HundStS.\n\n"
        "Es gilt § 1 HundStS."
    )
    part(page, "Nebenbestimmungen")
    page.get_by_label("Wortlaut").fill("Nur an der Leine.")
    page.get_by_role("button", name="Übernehmen und weitere hinzufügen").click()
    assert [clause["text"] for clause in Decision.objects.get().clauses] == ["Nur an der Leine."]
    page.get_by_role("button", name="Entfernen Nebenbestimmung 1").click()
    assert Decision.objects.get().clauses == []
    page.get_by_role("button", name="Zurückholen").click()
    expect(page.get_by_label("Begründung", exact=True)).to_have_value("Grund.")
    context.close()
    assert not Notice.objects.exists()
