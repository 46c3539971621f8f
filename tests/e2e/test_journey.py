"""The main job in a real browser: from the inbox to an issued notice, and who may not."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from casework.notices.models import Notice
from tests.e2e.people import Hands, become, look_closely, sign_in, type_in
from tests.factories import Office, make_case
from tests.law import load_law

MOST_ACTS = 8
# Whether a person types or chooses something, on whatever page of the window from now on.
COUNT_TYPING = """document.addEventListener("input", event => {
  if (event.target.type === "checkbox") return
  sessionStorage.setItem("typed", Number(sessionStorage.getItem("typed") ?? 0) + 1)
}, true)"""


@pytest.fixture
def case(live_server: LiveServer, office: Office) -> Case:
    """A complete parking application, and the law of its first steps."""
    load_law()
    return make_case(office)


def test_from_the_inbox_to_the_issued_notice(page: Page, office: Office, case: Case) -> None:
    """What a person does is counted from the inbox, in which the case stands, to the issued notice;
    whatever is typed counts too, and nothing is: every field comes from the application.
    """
    page.goto("/")
    look_closely(page)
    type_in(page, office.ada)
    look_closely(page)
    expect(page).to_have_url(re.compile(r"/$"))
    hands = Hands(page)
    page.add_init_script(COUNT_TYPING)

    hands.click(f"{case.file_number} (ungelesen)", role="link")
    expect(page.get_by_role("heading", name="Antrag prüfen")).to_be_visible()
    passage = page.locator(".law__text").first
    expect(passage).to_contain_text("im Zusammenhang mit der Kennzeichnung")
    expect(page.get_by_text("Nichtamtliche Fassung").first).to_be_visible()
    look_closely(page)
    hands.click("Alles geprüft")
    hands.click("Schritt abschließen")

    heading = page.get_by_role("heading", name="Ausweis erteilen")
    expect(heading).to_be_focused()
    expect(page).to_have_url(re.compile(f"/cases/{case.file_number}/$"))
    expect(page.get_by_role("heading", name="Rechtliche Prüfung")).to_be_visible()
    expect(page.get_by_text("Steht dem Bescheid entgegen")).to_have_count(0)
    look_closely(page)
    hands.click("Ausfertigen …")
    expect(page.get_by_role("dialog")).to_contain_text("Dieses Schreiben ausfertigen?")
    hands.click("Jetzt ausfertigen")

    expect(page.get_by_role("heading", name="Ausweis ausgeben")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    look_closely(page)
    notice = Notice.objects.get()
    letter = page.get_by_role("link", name=notice.subject)
    answer = page.request.get(str(letter.get_attribute("href")))
    assert answer.body() == bytes(notice.pdf)
    assert hands.acts <= MOST_ACTS, f"{hands.acts} acts from the inbox to the notice"
    assert hands.acts == 5
    assert page.evaluate("Number(sessionStorage.getItem('typed') ?? 0)") == 0, "fields were retyped"

    hands.click("Schritt abschließen")
    expect(page.get_by_role("heading", name="Dieser Vorgang ist abgeschlossen")).to_be_visible()
    look_closely(page)


def test_typed_text_is_saved_and_checked_while_typing(
    page: Page, office: Office, case: Case
) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("button", name="Alles geprüft").click()
    page.get_by_role("button", name="Schritt abschließen").click()
    page.get_by_label("Tenor").fill("Für das Fahrzeug […] wird ein Ausweis erteilt.")
    page.get_by_label("Begründung").focus()
    finding = page.get_by_text("Ein Textbaustein hat eine Lücke")
    expect(finding).to_be_visible()
    page.get_by_role("button", name="Ausfertigen …").click()
    summary = page.get_by_role("alert").filter(has_text="die rechtliche Prüfung steht entgegen")
    expect(summary).to_be_focused()
    look_closely(page)
    page.reload()
    expect(page.get_by_label("Tenor")).to_have_value(
        "Für das Fahrzeug […] wird ein Ausweis erteilt."
    )


def test_preview_opens_and_closes_with_the_keyboard(page: Page, office: Office, case: Case) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("button", name="Alles geprüft").press("Enter")
    expect(page.get_by_role("button", name="Schritt abschließen")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Vorschau").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Vorschau")).to_be_focused()


def test_saving_in_passing_never_conflicts_with_oneself(
    page: Page, office: Office, case: Case
) -> None:
    """Preview and issue save too; the saving while typing must know the version they made."""
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("button", name="Alles geprüft").click()
    page.get_by_role("button", name="Schritt abschließen").click()
    page.get_by_label("Begründung").fill("Eins.")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_response("**/decision/") as saved:
        page.get_by_label("Begründung").fill("Zwei.")
        page.get_by_label("Tenor").focus()
    assert saved.value.status == 200
    with page.expect_response("**/decision/") as late:
        page.get_by_label("Begründung").fill("Drei.")
        page.get_by_role("button", name="Ausfertigen …").click()
    assert late.value.status == 200
    expect(page.get_by_role("dialog")).to_contain_text("Dieses Schreiben ausfertigen?")
    assert case.decisions.get().reasons == "Drei."


def test_incomplete_application_leads_to_a_request(page: Page, office: Office, case: Case) -> None:
    case = make_case(office, "incomplete", documents=[])
    become(page, office.ada)
    page.goto(f"/cases/{case.file_number}/")
    expect(page.get_by_text("Es fehlt:")).to_be_visible()
    page.get_by_label("Nein, es fehlt etwas").check()
    page.get_by_role("button", name="Alles geprüft").click()
    page.get_by_role("button", name="Schritt abschließen").click()
    expect(page.get_by_label("Zulassungsbescheinigung Teil I")).to_be_checked()
    look_closely(page)
    page.get_by_label("Antwort bis").fill("2020-01-01")
    page.get_by_role("button", name="Ausfertigen …").click()
    expect(page.get_by_text("Das Antwortdatum darf nicht vor").first).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Ausfertigen …").click()


def test_filters_keep_the_focus_and_the_address(page: Page, office: Office, case: Case) -> None:
    other = make_case(office, "other")
    Case.objects.filter(pk=other.pk).update(applicant_name="Jörg Weiss")
    sign_in(page, office.ada)
    field = page.get_by_label("Suche: Aktenzeichen, Name, Antrag")
    field.press_sequentially("weiss")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile("q=weiss"))
    page.reload()
    expect(page.get_by_role("row")).to_have_count(2)


def test_lead_assigns(page: Page, office: Office, case: Case) -> None:
    sign_in(page, office.lea)
    page.get_by_role("link", name="Team", exact=True).click()
    look_closely(page)
    page.get_by_label(f"{case.file_number} auswählen").check()
    page.get_by_label("Angekreuzte Vorgänge zuweisen an").select_option(str(office.ben.pk))
    page.get_by_role("button", name="Zuweisen").click()
    expect(page.get_by_text("1 Vorgang ist jetzt bei Ben Groß.")).to_be_visible()
    case.refresh_from_db()
    assert case.assignee == office.ben


def test_auditor_reads_the_log_and_changes_nothing(page: Page, office: Office, case: Case) -> None:
    become(page, office.lea)
    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Ich", exact=True)).to_be_visible()

    sign_in(page, office.rolf)
    page.get_by_role("link", name="Protokoll").click()
    line = page.get_by_role("row").filter(has_text="hat den Vorgang übernommen.")
    expect(line).to_contain_text("Lea Brandt")
    line.get_by_text("Änderung").click()
    expect(line).to_contain_text("zuständig")
    look_closely(page)
    page.get_by_role("link", name=case.file_number).first.click()
    expect(page.get_by_role("heading", name="Protokoll des Vorgangs")).to_be_visible()
    look_closely(page)
    page.get_by_role("link", name="Zum Vorgang").click()
    expect(page.get_by_text("Sie dürfen diesen Vorgang lesen, aber nicht ändern.")).to_be_visible()
    expect(page.locator("main form")).to_have_count(1)  # uncovers fields, with a reason
    look_closely(page)
    page.locator("summary", has_text="Mehr").click()
    page.get_by_role("link", name="Verlauf").click()
    expect(page.get_by_text("hat den Vorgang übernommen.")).to_be_visible()
    look_closely(page)


def test_other_unit_finds_nothing(page: Page, office: Office, case: Case) -> None:
    document = case.documents.get()
    sign_in(page, office.cleo)
    expect(page.get_by_text("Im Moment wartet nichts auf Sie.")).to_be_visible()
    for path in ("", f"documents/{document.pk}/", "history/"):
        answer = page.goto(f"/cases/{case.file_number}/{path}")
        assert answer is not None
        assert answer.status == 404
    look_closely(page)


def test_administrator_pages(page: Page, office: Office, case: Case) -> None:
    sign_in(page, office.adm)
    expect(page.get_by_role("heading", name="Verwaltung")).to_be_visible()
    look_closely(page)
    page.get_by_role("link", name="Eingang").click()
    expect(page.get_by_role("heading", name="Eingang")).to_be_visible()
    look_closely(page)
    page.get_by_role("link", name="Leistungen").click()
    look_closely(page)
    page.get_by_role("link", name="Ihre Anmeldung").click()
    look_closely(page)


def test_everything_works_without_javascript(
    browser: Browser, live_server: LiveServer, office: Office, case: Case
) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale="de-DE", java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, office.ada)
    page.get_by_role("link", name=f"{case.file_number} (ungelesen)").click()
    page.get_by_role("button", name="Alles geprüft").click()
    page.get_by_role("button", name="Schritt abschließen").click()
    page.get_by_role("button", name="Ausfertigen …").click()
    expect(page.get_by_role("heading", name="Dieses Schreiben ausfertigen?")).to_be_visible()
    page.get_by_role("button", name="Jetzt ausfertigen").click()
    expect(page.get_by_role("heading", name="Ausweis ausgeben")).to_be_visible()
    context.close()
    assert Notice.objects.count() == 1
