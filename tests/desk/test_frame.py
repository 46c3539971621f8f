"""What surrounds every page: who one is, where one can go, and plain words when it fails."""

import pytest
from django.test import Client

from tests.desk.conftest import SignIn
from tests.factories import PASSWORD, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "role", "places"),
    [
        (
            "ada",
            "Caseworker",
            ["/", "/post/", "/deadlines/", "/law/search/", "/services/", "/absences/"],
        ),
        (
            "lea",
            "Team lead",
            [
                *("/", "/post/", "/team/", "/figures/", "/deadlines/", "/law/search/"),
                *("/services/", "/absences/", "/office/"),
            ],
        ),
        (
            "rolf",
            "Auditor",
            ["/", "/figures/", "/audit/", "/law/search/", "/services/", "/absences/"],
        ),
        (
            "adm",
            "Administrator",
            ["/deadlines/", "/law/search/", "/services/", "/absences/", "/office/"],
        ),
    ],
)
def test_header_names_person_role_and_places(
    office: Office, sign_in: SignIn, person: str, role: str, places: list[str]
) -> None:
    user = getattr(office, person)
    answer = sign_in(user).get("/services/")
    frame = answer.context["frame"]
    assert (frame.authority, frame.role) == ("Stadt Lindenfurt", role)
    assert [place.url for place in frame.places] == places
    assert str(user) in answer.content.decode()


def test_sign_in_with_the_form(office: Office) -> None:
    client = Client()
    assert "Anmelden" in client.get("/accounts/login/").content.decode()
    wrong = client.post("/accounts/login/", {"login": "ada", "password": "wrong"})
    assert "Bitte prüfen Sie Ihre Eingaben" in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert right.headers["Location"] == "/"


def test_language_can_be_chosen(office: Office) -> None:
    client = Client()
    client.force_login(office.ada)
    assert "Arbeitskorb" in client.get("/").content.decode()
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert "Inbox" in client.get("/").content.decode()


def test_unknown_address_says_what_to_do(office: Office, sign_in: SignIn) -> None:
    answer = sign_in(office.ada).get("/cases/none/")
    assert answer.status_code == 404
    assert "Back to the inbox" in answer.content.decode()


def test_expired_token_says_that_nothing_changed(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.ada)
    case = make_case(office)
    answer = client.post(f"/cases/{case.file_number}/take/")
    assert answer.status_code == 403
    assert "Es wurde nichts geändert." in answer.content.decode()


def test_crash_page_needs_neither_person_nor_database(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("casework.desk.inbox.queue.page_of", broken)
    client = sign_in(office.ada)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/services/", "/accounts/login/", "/none/"])
def test_pages_allow_no_inline_script_or_style(office: Office, sign_in: SignIn, path: str) -> None:
    answer = sign_in(office.ada).get(path, follow=True)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    text = answer.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text


def test_services_show_their_law(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.ada).get("/services/").content.decode()
    assert "Bewohnerparkausweis" in text
    assert "StVO" in text
    assert "not loaded" in text
