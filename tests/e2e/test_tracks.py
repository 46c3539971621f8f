"""In a real browser: from a granted permit to its withdrawal after a hearing, and back."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from tests.e2e.people import become, look_closely
from tests.factories import Office
from tests.services.package.test_journeys import work_through
from tests.services.package.track_cases import granted_parking, install_track

OCCASION = "Die Meldebehörde teilte mit, dass die Wohnung nie bezogen wurde."


@pytest.fixture
def granted(live_server: LiveServer, office: Office) -> Case:
    install_track(office, "review")
    return granted_parking(office)


def test_from_the_decided_case_to_its_withdrawal(page: Page, office: Office, granted: Case) -> None:
    become(page, office.ada)
    page.goto(f"/cases/{granted.file_number}/")
    look_closely(page)
    page.get_by_role("link", name=re.compile("zurücknehmen, widerrufen oder berichtigen")).click()
    expect(page.get_by_role("heading", name="Bescheid überprüfen")).to_be_visible()
    page.get_by_label("Was soll geschehen?").select_option("withdraw")
    page.get_by_label("Was ist bekannt geworden?").fill(OCCASION)
    look_closely(page)
    page.get_by_role("button", name="Überprüfung eröffnen").click()

    expect(page.get_by_text("Die Überprüfung ist eröffnet")).to_be_visible()
    track = Case.objects.get(origin=granted)
    expect(page.get_by_role("heading", name="Der Bescheid, um den es geht")).to_be_visible()
    # What was entered is proposed in the first step.
    expect(page.get_by_label("Was ist bekannt geworden?")).to_have_value(OCCASION)
    expect(page.get_by_label("Rechtswidrig: zurücknehmen")).to_be_checked()
    look_closely(page)

    why = {"vertrauen_weil": "Im Antrag war eine andere Wohnung angegeben."}
    work_through(office, track, {"ruecknahme_pruefen": [why]})
    page.goto(f"/cases/{granted.file_number}/")
    expect(page.get_by_text("Zurückgenommen am")).to_be_visible()
    expect(page.get_by_text("mit Wirkung für die Zukunft zurückgenommen")).to_be_visible()
    look_closely(page)
    page.get_by_role("link", name=track.file_number).first.click()
    expect(page.get_by_text("Gehört zu")).to_be_visible()
