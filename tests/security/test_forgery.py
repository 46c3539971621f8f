"""No address takes a change from another site's form, and none leads to another site."""

import pytest
from django.test import Client, override_settings

from tests.factories import PASSWORD, Office
from tests.security.addresses import addresses

# Machines sign in to it with a token in a header, which no other site's form can send.
WITHOUT_CSRF = {"intake:submissions"}
ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example"]


def test_no_address_takes_a_post_without_its_token(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.adm)
    taken = {n for n, address in addresses().items() if client.post(address).status_code != 403}
    assert taken == WITHOUT_CSRF


def test_the_one_that_does_takes_no_session(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.adm)
    assert client.post(addresses()["intake:submissions"]).status_code == 401


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_next_is_followed_to_another_site(office: Office, client: Client, target: str) -> None:
    """Signing in, signing out and the language follow a `next` of our own."""
    for name in ("account_login", "set_language", "account_logout"):
        data = {"next": target, "language": "de", "login": "ada", "password": PASSWORD}
        response = client.post(addresses()[name], data, headers={"Referer": target})
        assert "evil" not in response.get("Location", ""), name
        assert response.status_code in (200, 204, 302), name


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_other_address_follows_a_next(office: Office, client: Client, target: str) -> None:
    client.force_login(office.ada)
    for name, address in addresses().items():
        response = client.get(address, {"next": target}, headers={"Referer": target})
        assert "evil" not in response.get("Location", "").partition("?")[0], name


@override_settings(ALLOWED_HOSTS=["sachstand.example.org"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_HOST": "sachstand.example.org"}, 200),
        ({"HTTP_HOST": "evil.example"}, 400),
        ({"HTTP_HOST": "sachstand.example.org.evil.example"}, 400),
        ({"HTTP_HOST": "sachstand.example.org", "HTTP_X_FORWARDED_HOST": "evil.example"}, 200),
    ],
)
def test_only_our_own_host_is_answered(
    client: Client, db: None, headers: dict[str, str], status: int
) -> None:
    response = client.get(addresses()["account_login"], **headers)  # type: ignore[arg-type]
    assert response.status_code == status
    assert b"evil.example" not in response.content
