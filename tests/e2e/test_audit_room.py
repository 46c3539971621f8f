"""The audit room in a real browser: accessible and narrow enough, and a check that goes on."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from casework.access.models import User
from casework.audit.log import acting
from casework.audit.sealing import seal_all
from casework.cases.models import Case
from casework.desk.audit_room import checking
from tests.e2e.people import become, look_closely
from tests.factories import NOW, Office, make_case, work_on


@pytest.fixture
def closed(office: Office, settings: Settings, tmp_path: Path) -> Case:
    """A closed case, a sealed chain, and something unusual."""
    settings.SEAL_FOLDER = tmp_path / "seals"
    settings.AUDIT_LIMITS = {"overrides": 1}
    case = make_case(office)
    work_on(case, office.ada)
    Case.objects.update(status="closed", closed_at=NOW, outcome="grant")
    for number in range(9):
        reason = f"Grund {number}"
        with acting(by=office.lea, act="finding.override", subject=office.unit, reason=reason):
            pass
    seal_all(NOW)
    return case


def test_every_page_is_accessible(page: Page, office: Office, closed: Case) -> None:
    _enter(page, office.rolf)
    page.get_by_label("Wie viele Vorgänge").fill("1")
    page.get_by_role("button", name="Ziehen").click()
    look_closely(page)
    page.get_by_role("link", name="Ausfüllen").click()
    look_closely(page)
    page.get_by_role("group", name="angehört").get_by_label("nein").check()
    page.get_by_label("Feststellung").fill("Anhörung fehlt.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("link", name="geprüft von Rolf Sander")).to_be_visible()
    story = f"cases/{closed.file_number}/?open"
    for place in ("", "?entry=1", story, "patterns/", "samples/", "chain/"):
        page.goto(f"/audit/{place}")
        look_closely(page)


def test_a_check_goes_on_by_itself_until_it_is_done(
    page: Page, office: Office, closed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SLICE", 7)
    _enter(page, office.rolf, "chain/")
    page.get_by_role("button", name="Kette prüfen").click()
    expect(page.get_by_role("heading", name="Die Kette ist unversehrt.")).to_be_visible()
    look_closely(page)


def _enter(page: Page, person: User, place: str = "samples/") -> None:
    become(page, person)
    page.goto(f"/audit/{place}")
