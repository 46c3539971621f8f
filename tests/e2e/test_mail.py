"""The mail in a real browser: printed, posted, come back, sent anew, objected to."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from casework.delivery.models import Delivery, PostBatch
from tests.delivery.making import make_delivery
from tests.delivery.objection_package import install_objections
from tests.e2e.people import look_closely, sign_in
from tests.factories import Office


@pytest.fixture
def letters(live_server: LiveServer, office: Office) -> list[Delivery]:
    """Two notices and a hearing issued a week ago, waiting to be posted."""
    issued = timezone.now() - timedelta(days=7)
    kinds = ("decision", "decision", "hearing")
    return [make_delivery(office, f"{n}", kind=kind, issued=issued) for n, kind in enumerate(kinds)]


def day(days_ago: int) -> str:
    return (timezone.localdate() - timedelta(days=days_ago)).isoformat()


def test_from_the_out_tray_to_the_objection(
    page: Page, office: Office, letters: list[Delivery], tmp_path: Path
) -> None:
    install_objections(office, tmp_path)
    first, case = letters[0], letters[0].case
    sign_in(page, office.ada)
    page.get_by_role("link", name="Post", exact=True).click()
    expect(page.get_by_role("heading", name="Postausgang")).to_be_visible()
    look_closely(page)
    page.get_by_label(f"{letters[2].notice.number} auswählen").uncheck()
    page.get_by_role("button", name="Druckstapel erzeugen").click()

    expect(page.get_by_role("heading", name="Druckstapel strassenverkehr-1")).to_be_visible()
    look_closely(page)
    link = page.get_by_role("link", name="PDF öffnen und drucken")
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.body().startswith(b"%PDF")
    page.get_by_label("Zur Post gegeben am").fill(day(6))
    page.get_by_role("button", name="Tag der Aufgabe vermerken").click()
    expect(page.get_by_text("Zur Post gegeben am").first).to_be_visible()
    assert PostBatch.objects.get().posted_on == date.fromisoformat(day(6))
    look_closely(page)

    page.goto(f"/cases/{case.file_number}/")
    expect(page.get_by_text("als bekannt gegeben.").first).to_be_visible()
    look_closely(page)
    page.get_by_role("link", name=re.compile("mit der Post")).click()
    expect(page.get_by_role("heading", name=f"Versand {first.notice.number}")).to_be_visible()
    look_closely(page)

    page.goto("/post/")
    page.get_by_role("link", name="Rückläufer erfassen").click()
    page.get_by_label("Nummer des Schreibens").fill(letters[1].notice.number)
    page.locator("#content").get_by_role("button", name="Suchen").click()
    look_closely(page)
    page.get_by_label("Vermerk der Post").fill("unbekannt verzogen")
    page.get_by_role("button", name="Rückläufer erfassen").click()
    expect(page.get_by_text("als zurückgekommen erfasst")).to_be_visible()

    page.goto("/post/?view=trouble")
    look_closely(page)
    page.get_by_role("link", name=re.compile("Anschrift klären")).click()
    page.get_by_label("Straße und Hausnummer").fill("Neue Gasse 3")
    look_closely(page)
    page.get_by_role("button", name="Erneuten Versand vormerken").click()
    expect(page.get_by_text("Neue Gasse 3").first).to_be_visible()

    page.goto(f"/cases/{case.file_number}/")
    page.get_by_role("link", name=re.compile("Widerspruch erfassen")).click()
    page.get_by_label("Eingegangen am").fill(day(0))
    page.get_by_label("Inhalt").fill("Ich widerspreche.")
    page.get_by_role("button", name="Nur die Frist prüfen").click()
    expect(page.get_by_role("status").get_by_text("fristgerecht", exact=True)).to_be_visible()
    look_closely(page)
    page.get_by_role("button", name="Widerspruch erfassen").click()
    track = Case.objects.get(origin=case)
    expect(page.get_by_text(track.file_number).first).to_be_visible()
    look_closely(page)


def test_empty_out_tray(page: Page, office: Office, live_server: LiveServer) -> None:
    sign_in(page, office.lea)
    for view in ("print", "batches", "proofs", "counter", "portal", "trouble"):
        page.goto(f"/post/?view={view}")
        expect(page.locator("main .empty")).to_be_visible()
        look_closely(page)
