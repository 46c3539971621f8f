"""Issuing asks for a sign-in of the last hours, other people's accounts for one just now."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from casework.accounts.models import SignInRules
from casework.cases.models import Case
from casework.notices.models import Notice
from tests.accounts.conftest import add_app, code, enter, signed_in
from tests.factories import PASSWORD, Office, make_case, work_on

pytestmark = pytest.mark.django_db
Wait = Callable[[float], None]
MINUTE, HOUR = 60, 3600
AGAIN = "/accounts/again/"


@pytest.fixture(autouse=True)
def steps_of_time(db: None, monkeypatch: pytest.MonkeyPatch, clock: Wait) -> None:
    cache.clear()


def work(client: Client, clock: Wait, hours: float) -> None:
    """Be at the desk for so long, so that the session stays open."""
    for _ in range(int(hours * 4)):
        clock(15 * MINUTE)
        client.get("/accounts/password/")


def letter(office: Office) -> str:
    """Where a letter that asks for a missing document is issued."""
    case = make_case(office, reference=f"letter-{Case.objects.count()}", documents=[])
    step = work_on(case, office.ada, vollstaendig="nein")
    return f"/cases/{case.file_number}/steps/{step.pk}/issue/"


def issue(client: Client, office: Office) -> str:
    """Ask to issue a letter; "" where the page asks whether to, else where it leads first."""
    path = letter(office)
    page = path.partition("steps/")[0]
    data = {"items": ["fahrzeugschein"], "text": "Bitte bald.", "response_due": "2999-01-01"}
    answer = client.post(path, data, HTTP_REFERER=f"http://testserver{page}")
    assert answer.status_code in (200, 302)
    return answer.headers.get("Location", "")


def test_password_is_enough_for_two_hours(office: Office, clock: Wait) -> None:
    client = signed_in(office.ada)
    work(client, clock, 1.75)
    assert AGAIN not in issue(client, office)
    work(client, clock, 0.25)
    asked = issue(client, office)
    assert asked.startswith(f"{AGAIN}?next=%2Fcases%2F")
    assert not Notice.objects.filter(kind="decision").exists()
    before = client.session.session_key
    back = client.post(asked, {"password": PASSWORD, "next": "/cases/"})
    assert client.session.session_key != before
    assert UserSession.objects.get().session_key == client.session.session_key
    assert back.headers["Location"] == "/cases/"
    assert AGAIN not in issue(client, office)


def test_second_factor_is_enough_for_the_working_day(office: Office, clock: Wait) -> None:
    add_app(office.ada)
    client = Client()
    assert enter(client, office.ada) == "/accounts/code/"
    assert client.post("/accounts/code/", {"code": code()}).headers["Location"] == "/"
    work(client, clock, 7.75)
    assert AGAIN not in issue(client, office)
    work(client, clock, 0.25)
    assert AGAIN in issue(client, office)


def test_authority_sets_how_long(office: Office, clock: Wait) -> None:
    SignInRules.objects.create(authority=office.authority, confirm_minutes_password=15)
    client = signed_in(office.ada)
    clock(15 * MINUTE)
    assert AGAIN in issue(client, office)


def test_wrong_password_confirms_nothing(office: Office, clock: Wait) -> None:
    client = signed_in(office.ada)
    work(client, clock, 2)
    answer = client.post(AGAIN, {"password": "wrong"})
    assert "Das Passwort stimmt nicht." in answer.content.decode()
    assert AGAIN in issue(client, office)


def test_htmx_is_led_there_too(office: Office, clock: Wait) -> None:
    client = signed_in(office.ada)
    work(client, clock, 2)
    data = {"confirmed": "1"}
    answer = client.post(letter(office), data, headers={"hx-request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(AGAIN)


def test_accounts_of_others_need_a_proof_of_the_last_quarter(office: Office, clock: Wait) -> None:
    client = signed_in(office.adm)
    assert (
        client.post(f"/people/{office.ada.pk}/end-sessions/")
        .headers["Location"]
        .startswith("/people/")
    )
    clock(15 * MINUTE)
    assert client.get("/people/").status_code == 200
    asked = client.post(f"/people/{office.ben.pk}/deactivate/").headers["Location"]
    assert asked.startswith(AGAIN)
    office.ben.refresh_from_db()
    assert office.ben.is_active


@pytest.mark.parametrize(
    "path",
    ["batches/1/confirm/", "{case}letters/new/hearing/issue/", "{case}co-signatures/1/sign/"],
)
def test_everything_that_issues_or_signs_asks(office: Office, clock: Wait, path: str) -> None:
    client, case = signed_in(office.ada), make_case(office)
    work(client, clock, 2)
    answer = client.post("/" + path.format(case=f"cases/{case.file_number}/"))
    assert answer.headers["Location"].startswith(AGAIN)


@pytest.mark.parametrize("path", ["people/new/", "sign-in-rules/", "units/{unit}/close/"])
def test_everything_about_people_and_roles_asks(office: Office, clock: Wait, path: str) -> None:
    client = signed_in(office.adm)
    clock(15 * MINUTE)
    answer = client.post("/" + path.format(unit=office.unit.pk))
    assert answer.headers["Location"].startswith(AGAIN)
