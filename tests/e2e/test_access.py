"""The pages of access to a case and of units and roles, looked at closely in a real browser."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from casework.cases import sharing
from casework.cases.exclusion import exclude
from tests.e2e.people import look_closely, sign_in
from tests.factories import Office, make_case


def test_pages_are_accessible_with_everything_open(
    page: Page, live_server: LiveServer, office: Office
) -> None:
    case, now = make_case(office), timezone.now()
    until = timezone.localdate(now) + timedelta(days=5)
    sharing.share(
        case=case,
        to=office.other_unit,
        level="consult",
        until=until,
        why="Sondernutzung",
        question="Ist ein Gewerbe gemeldet?",
        by=office.lea,
        now=now,
    )
    norm = "§ 21 Abs. 1 Satz 1 VwVfG"
    exclude(case=case, user=office.ben, by=office.ben, now=now, reason="Nachbar.", norm=norm)
    sign_in(page, office.lea)
    _look(page, f"/cases/{case.file_number}/access/")
    sign_in(page, office.adm)
    for url in (
        "/units/",
        f"/units/{office.unit.pk}/",
        f"/units/{office.unit.pk}/roles/grant/?person={office.ben.pk}&role=lead",
        f"/units/people/{office.ben.pk}/",
    ):
        _look(page, url)


def _look(page: Page, url: str) -> None:
    page.goto(url)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    look_closely(page)
