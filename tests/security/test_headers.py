"""Every answer of every address carries the headers that keep browsers from doing harm with it."""

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from casework.desk.headers import HeadersMiddleware
from tests.factories import Office
from tests.security.addresses import addresses

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _policy(response: HttpResponseBase) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def _check(response: HttpResponseBase, name: str) -> None:
    for header, value in EXPECTED.items():
        assert response.get(header) == value, f"{name}: {header}"
    assert "camera=()" in response["Permissions-Policy"], name
    assert "no-store" in response["Cache-Control"], name
    policy = _policy(response)
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'", name
    assert policy["frame-ancestors"] == "'none'", name
    assert policy["script-src"] == policy["style-src"] == "'self'", name
    assert "unsafe" not in response["Content-Security-Policy"], name
    assert not any(header.startswith("Access-Control-") for header in response.headers), name


def test_signed_out_every_address_has_them(client: Client, db: None) -> None:
    for name, address in addresses().items():
        _check(client.get(address), name)


@pytest.mark.parametrize("person", ["ada", "lea", "rolf", "adm"])
def test_signed_in_every_page_without_a_number_has_them(
    client: Client, office: Office, person: str
) -> None:
    """Pages of a case are 404 or 403 here; they come through the same middleware."""
    client.force_login(getattr(office, person))
    for name, address in addresses().items():
        response = client.get(address)
        if not response.get("Content-Disposition"):  # files: test_downloads.py
            _check(response, name)


def test_what_an_answer_says_itself_stays() -> None:
    response = HttpResponse(headers={"Cache-Control": "max-age=60"})
    answered = HeadersMiddleware(lambda request: response)(RequestFactory().get("/"))
    assert answered["Cache-Control"] == "max-age=60"
