"""An administrator changes how letters look and sees it before saving; a seal is checked."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from casework.notices.actions import issue_decision
from casework.notices.models import LetterStyle
from tests.e2e.people import become, look_closely, sign_in
from tests.factories import NOW, Office, entries, make_case, work_on
from tests.notices.seals import put_seal


def test_the_letter_changes_beside_the_form(
    page: Page, live_server: LiveServer, office: Office
) -> None:
    sign_in(page, office.adm)
    page.get_by_role("link", name="Briefvorlagen", exact=True).click()
    look_closely(page)
    page.get_by_role("link", name="Einrichten Stadt Lindenfurt", exact=True).click()
    letter = page.get_by_title("Ein Schreiben in dieser Vorlage, als Entwurf")
    before = letter.get_attribute("src")
    page.get_by_label("Grußformel").press_sequentially("Freundliche Grüße")
    expect(letter).not_to_have_attribute("src", str(before))
    assert not LetterStyle.objects.exists()
    page.get_by_label("Grußformel").fill("{{ addressee.shoe_size }}")
    expect(page.locator("#preview .problems")).to_contain_text("ist kein Platzhalter")
    look_closely(page)
    page.get_by_label("Grußformel").fill("Freundliche Grüße")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("ist gespeichert")).to_be_visible()
    assert LetterStyle.objects.get().closing == "Freundliche Grüße"
    page.get_by_role("link", name="Ändern Stadt Lindenfurt", exact=True).click()
    look_closely(page)


def test_the_seal_of_a_letter_is_checked(
    page: Page, live_server: LiveServer, office: Office, settings: Any, tmp_path: Path
) -> None:
    settings.SEALS = tmp_path
    put_seal(tmp_path, "lindenfurt")
    draft = draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)
    Decision.objects.filter(pk=draft.pk).update(signature_form="sealed")
    draft.refresh_from_db()
    notice = issue_decision(
        decision=draft, version=draft.version, by=office.ada, now=NOW, **entries(draft.step)
    )
    become(page, office.rolf)
    page.goto(f"/cases/{notice.case.file_number}/notices/{notice.pk}/check/")
    expect(page.get_by_text("Das Siegel ist unversehrt")).to_be_visible()
    look_closely(page)
