"""The form of signing in: it tells nothing about accounts, blocks names, and notes it all."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from casework.access.models import User
from tests.accounts.conftest import acts, enter, signed_in
from tests.factories import PASSWORD, Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_blocked(db: None) -> None:
    cache.clear()


def answer(name: str, password: str) -> tuple[int, str]:
    """Status and text of the sign-in page, without what is new in every page or was typed."""
    response = Client().post("/accounts/login/", {"login": name, "password": password})
    text = response.content.decode().replace(f'value="{name}"', "")
    return response.status_code, re.sub(r'value="[^"]{20,}"', "", text)


def test_same_answer_whatever_is_wrong(office: Office) -> None:
    User.objects.filter(pk=office.ben.pk).update(is_active=False)
    for _ in range(5):
        answer("cleo", "wrong")
    answers = {
        answer("nobody", "wrong"),
        answer("ada", "wrong"),
        answer("ben", PASSWORD),  # deactivated
        answer("cleo", PASSWORD),  # blocked
    }
    assert len(answers) == 1
    assert "Die Anmeldung hat nicht geklappt." in answers.pop()[1]


@pytest.mark.parametrize("name", ["nobody", "ada", "ben", "cleo", "lea"])
def test_same_work_whatever_is_wrong(
    office: Office, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    User.objects.filter(pk=office.ben.pk).update(is_active=False)
    office.lea.set_unusable_password()  # like who signs in through the identity provider
    office.lea.save()
    for _ in range(5):
        answer("cleo", "wrong")
    worked: list[str] = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    from django.contrib.auth.hashers import MD5PasswordHasher

    real = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        worked.append(hasher)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    answer(name, "wrong again")
    assert len(worked) == 1


def test_five_failures_block_a_name_until_the_block_is_lifted(office: Office) -> None:
    client = Client()
    for _ in range(5):
        assert not enter(client, office.ada, "wrong")
    assert not enter(client, office.ada)
    assert enter(client, office.ben)
    assert acts(of=office.ada) == ["sign-in.failed"] * 5 + ["sign-in.blocked"]


def test_four_failures_do_not(office: Office) -> None:
    client = Client()
    for _ in range(4):
        enter(client, office.ada, "wrong")
    assert enter(client, office.ada) == "/"


def test_signing_in_and_out_is_in_the_log(office: Office) -> None:
    client = signed_in(office.ada)
    client.post("/accounts/logout/")
    assert acts(of=office.ada) == ["sign-in", "sign-out"]


def test_names_nobody_has_are_not_in_the_log(office: Office) -> None:
    before = len(acts())
    answer("my-password-in-the-wrong-field", "x")
    assert len(acts()) == before


def test_demo_password_opens_nothing_outside_the_demo(office: Office, settings: Any) -> None:
    office.ada.set_password(settings.DEMO_PASSWORD)
    office.ada.save()
    assert not enter(Client(), office.ada, settings.DEMO_PASSWORD)
    settings.DEMO = True
    assert enter(Client(), office.ada, settings.DEMO_PASSWORD) == "/"


def test_session_of_the_demo_ends_without_it(office: Office, settings: Any) -> None:
    settings.DEMO = True
    client = signed_in(office.ada)
    assert client.get("/services/").status_code == 200
    settings.DEMO = False
    assert client.get("/services/").status_code == 302


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "inactive/", "3rdparty/"]
)
def test_there_is_no_page_to_register_or_reset(office: Office, path: str) -> None:
    assert signed_in(office.ada).get(f"/accounts/{path}").status_code == 404


def test_elsewhere_is_not_where_a_sign_in_leads(office: Office) -> None:
    data = {"login": "ada", "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/accounts/login/", data).headers["Location"] == "/"
