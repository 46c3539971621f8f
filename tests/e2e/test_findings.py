"""Legal checks in a real browser: reasons by click, a lead who overrides; also without script."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from casework.decisions.models import Decision, FindingAnswer
from casework.notices.models import Notice
from tests.e2e.people import become, look_closely
from tests.factories import Office, make_case, work_on
from tests.law import load_law

DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}


@pytest.fixture
def case(live_server: LiveServer, office: Office) -> Case:
    """A refusal without hearing, ready to be decided."""
    load_law()
    case = make_case(office)
    work_on(case, office.ada, **DENY)
    return case


def test_reasons_are_chosen_by_click_before_the_notice_goes_out(
    page: Page, office: Office, case: Case
) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("textbox", name="Begründung").fill("Es fehlt § 45 StVO; siehe § 12 PolG.")
    page.get_by_role("textbox", name="Tenor").focus()
    expect(page.get_by_text("Prüfungen, 2 Fragen offen")).to_be_visible()
    look_closely(page)
    unchecked = page.locator("#finding-norm-unchecked")
    unchecked.get_by_text("Grund angeben").click()
    unchecked.get_by_label("Im amtlichen Text nachgeschlagen").check()
    unchecked.get_by_role("button", name="Grund vermerken").click()
    expect(page.get_by_text("1 Befund mit Grund")).to_be_visible()
    page.get_by_label("Begründung geht auf alles ein").check()
    page.get_by_role("button", name="Ausfertigen …").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio")).to_have_count(3)
    page.evaluate("document.querySelector('iframe').remove()")  # the browser's own reader of PDFs
    look_closely(page)
    dialog.get_by_label("Abgelehnt wird etwas noch nicht Gewährtes").check()
    dialog.get_by_role("button", name="Jetzt ausfertigen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="Ausweis ausgeben")).to_be_focused()
    answers = Notice.objects.get().decision.finding_answers.values_list("code", flat=True)
    assert sorted(answers) == ["hearing-refusal", "norm-unchecked"]


def test_lead_reads_the_draft_and_lets_it_pass(page: Page, office: Office, case: Case) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    text = "Es fehlt § 45 StVO; § 24 Abs. 1 SGB X gilt nicht."
    page.get_by_role("textbox", name="Begründung").fill(text)
    page.get_by_role("textbox", name="Tenor").focus()
    expect(page.get_by_text("Hier lässt das Gesetz Spielraum")).to_be_visible()
    become(page, office.lea)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_text("Entwurf lesen").click()
    expect(page.locator(".drafted")).to_contain_text("Es fehlt § 45 StVO")
    page.get_by_text("Als Teamleitung zulassen").click()
    page.get_by_role("button", name="Bescheid trotzdem zulassen").click()
    expect(page.get_by_role("textbox", name="Grund")).to_have_attribute("aria-invalid", "true")
    look_closely(page)
    page.get_by_role("textbox", name="Grund").fill("Das Zitat verneint nur seine Geltung.")
    page.get_by_role("button", name="Bescheid trotzdem zulassen").click()
    page.get_by_text("1 Befund mit Grund").click()
    expect(page.get_by_text("Durch die Teamleitung zugelassen")).to_be_visible()
    look_closely(page)
    assert FindingAnswer.objects.get().kind == "overridden"


def test_without_script_a_reason_is_noted_and_nothing_typed_is_lost(
    browser: Browser, live_server: LiveServer, office: Office, case: Case
) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", java_script_enabled=False
    )
    page = context.new_page()
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("textbox", name="Begründung").fill("Es fehlt § 45 StVO, weil es so ist.")
    finding = page.locator("#finding-hearing-refusal")
    finding.get_by_text("Grund angeben").click()
    finding.get_by_label("Anderer Grund").fill("Wurde am Telefon besprochen.")
    finding.get_by_role("button", name="Grund vermerken").click()
    expect(page.get_by_text("1 Befund mit Grund")).to_be_visible()
    context.close()
    draft = Decision.objects.get()
    assert draft.reasons == "Es fehlt § 45 StVO, weil es so ist."
    assert draft.finding_answers.get().reason == "Wurde am Telefon besprochen."
