"""Four eyes in a real browser: refused, asked, sent back, changed, asked again, signed, issued."""

import io
import re

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.access.models import User
from casework.decisions.models import CoSignature
from casework.notices.models import Notice
from casework.process.models import Step
from tests.e2e.people import become, look_closely, sign_in
from tests.factories import Office
from tests.four_eyes import housing_refusal, may_sign_here

WHEN = "Sie erhalten seit dem 1. Februar 2026 Bürgergeld und daher kein Wohngeld"
REASON = f"{WHEN} (§ 7 Abs. 1 Satz 1 WoGG)."


@pytest.fixture
def step(live_server: LiveServer, office: Office) -> Step:
    """Ada's refusal of a housing benefit, drafted; Lea may sign it."""
    may_sign_here(office, office.lea)
    User.objects.filter(pk=office.lea.pk).update(function="Teamleiterin")
    return housing_refusal(office).step


def give_reasons(page: Page) -> None:
    """Note a reason for every warning that asks for one."""
    while page.get_by_text("Bitte bedenken").count():
        finding = page.locator(".finding--warning").first
        finding.locator("summary").click()
        finding.get_by_role("textbox").last.fill("Die Angaben stammen aus dem Antrag.")
        waiting = page.locator(".finding--warning").count()
        finding.locator("button[name=accept]").click()
        expect(page.locator(".finding--warning")).to_have_count(waiting - 1)


def ask(page: Page, step: Step) -> None:
    """As the drafter, answer the warnings and ask Lea."""
    page.goto(f"/cases/{step.case.file_number}/")
    expect(page.get_by_role("button", name="Ausfertigen …")).to_have_count(0)
    give_reasons(page)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Wer soll mitzeichnen?").select_option(label="Lea Brandt, Teamleiterin")
    page.get_by_role("button", name="Mitzeichnung erbitten", exact=True).click()
    expect(page.get_by_text("Lea Brandt ist um Mitzeichnung gebeten.")).to_be_visible()


def open_request(page: Page, step: Step) -> None:
    """As the signer, open the draft from the inbox."""
    row = page.get_by_role("row").filter(has_text=step.case.file_number)
    expect(row).to_contain_text("Ihre Mitzeichnung ist gefragt")
    row.locator("a.rows__main").click()
    expect(page.get_by_role("heading", name=re.compile("^Mitzeichnung"))).to_be_visible()


def test_from_the_draft_to_the_signed_notice(page: Page, office: Office, step: Step) -> None:
    sign_in(page, office.ada)
    ask(page, step)
    look_closely(page)
    expect(page.get_by_label("Tenor")).to_have_count(0)

    sign_in(page, office.lea)
    open_request(page, step)
    look_closely(page)
    page.get_by_role("button", name="Zurückgeben").click()
    expect(page.get_by_text("Bitte schreiben Sie, was zu ändern ist.")).to_be_visible()
    page.get_by_label("Anmerkung").fill("Bitte nennen, seit wann Bürgergeld bezogen wird.")
    page.get_by_role("button", name="Zurückgeben").click()
    expect(page.get_by_text("Mit Ihrer Anmerkung an Ada Klein zurückgegeben.")).to_be_visible()

    sign_in(page, office.ada)
    row = page.get_by_role("row").filter(has_text=step.case.file_number)
    expect(row).to_contain_text("Zurückgegeben statt mitgezeichnet")
    row.locator("a.rows__main").click()
    expect(page.get_by_text("Bitte nennen, seit wann Bürgergeld bezogen wird.")).to_be_visible()
    look_closely(page)
    with page.expect_response("**/decision/"):
        page.get_by_role("textbox", name="Begründung").fill(REASON)
        page.get_by_role("textbox", name="Tenor").focus()
    ask(page, step)

    sign_in(page, office.lea)
    open_request(page, step)
    expect(page.get_by_text(WHEN)).to_be_visible()
    page.get_by_role("button", name="Mitzeichnen").click()
    expect(page.get_by_text("Ada Klein kann den Bescheid jetzt ausfertigen.")).to_be_visible()

    sign_in(page, office.ada)
    row = page.get_by_role("row").filter(has_text="Mitgezeichnet, kann ausgefertigt werden")
    row.locator("a.rows__main").click()
    look_closely(page)
    page.get_by_label("Zahlen und Regel in der Begründung genannt").check()
    page.get_by_role("button", name="Ausfertigen …").click()
    page.get_by_role("button", name="Jetzt ausfertigen").click()
    expect(page.get_by_role("heading", name="Vorgang abschließen")).to_be_focused()

    notice = Notice.objects.get(kind="decision")
    document = pypdfium2.PdfDocument(io.BytesIO(bytes(notice.pdf)))
    text = " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    assert WHEN in text
    assert "Im Auftrag Lea Brandt Teamleiterin" in text
    assert "Ansprechperson: Ada Klein" in text
    assert [one.state for one in CoSignature.objects.all()] == ["returned", "signed"]


def test_change_after_the_signature_is_seen_at_once(page: Page, office: Office, step: Step) -> None:
    sign_in(page, office.ada)
    ask(page, step)
    sign_in(page, office.lea)
    open_request(page, step)
    page.get_by_role("button", name="Mitzeichnen").click()
    become(page, office.ada)
    page.goto(f"/cases/{step.case.file_number}/")
    expect(page.get_by_role("button", name="Ausfertigen …")).to_be_visible()
    page.get_by_role("textbox", name="Begründung").fill(REASON)
    page.get_by_role("textbox", name="Tenor").focus()
    expect(page.get_by_role("button", name="Ausfertigen …")).to_have_count(0)
    expect(page.get_by_text("die Mitzeichnung gilt nicht mehr")).to_be_visible()
    expect(page.get_by_role("button", name="Mitzeichnung erbitten", exact=True)).to_be_visible()


def test_powers_and_absences(page: Page, office: Office, step: Step) -> None:
    sign_in(page, office.adm)
    page.get_by_role("link", name="Zeichnung", exact=True).click()
    look_closely(page)
    page.get_by_label("Person", exact=True).select_option(label="Ben Groß")
    page.get_by_label("Organisationseinheit").select_option(label="Straßenverkehrsbehörde")
    page.get_by_label("Ablehnung").check()
    page.get_by_label(re.compile("^Bis zu einem Wert")).fill("1.000")
    page.get_by_role("button", name="Befugnis erteilen").click()
    row = page.get_by_role("row").filter(has_text="Ben Groß")
    expect(row).to_contain_text("Ablehnung")
    row.get_by_text("Entziehen …").click()
    look_closely(page)
    row.get_by_role("button", name="Befugnis entziehen").click()
    expect(page.get_by_role("heading", name="Entzogen oder ersetzt")).to_be_visible()

    sign_in(page, office.lea)
    page.get_by_role("link", name="Vertretung", exact=True).click()
    page.get_by_label("Vertretung durch").select_option(label="Ben Groß")
    today = timezone.localdate().isoformat()
    page.get_by_label("Erster Tag").fill(today)
    page.get_by_label("Letzter Tag").fill(today)
    page.get_by_role("button", name="Eintragen").click()
    expect(page.get_by_text("Ben Groß vertritt Lea Brandt.")).to_be_visible()
    look_closely(page)


def test_without_javascript(
    browser: Browser, live_server: LiveServer, office: Office, step: Step
) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, office.ada)
    ask(page, step)
    sign_in(page, office.lea)
    open_request(page, step)
    page.get_by_role("button", name="Mitzeichnen").click()
    expect(page.get_by_text("Ada Klein kann den Bescheid jetzt ausfertigen.")).to_be_visible()
    context.close()
