"""Who tries doors leaves traces; where a request came from is what our own proxy says."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from casework.audit.log import acting, note_standing_in
from casework.audit.middleware import AddressMiddleware, address_of
from casework.audit.models import Entry
from tests.factories import Office, make_case


def test_a_refused_page_and_a_hidden_case_are_in_the_log(office: Office, client: Client) -> None:
    case = make_case(office)
    client.force_login(office.cleo)
    assert client.get(f"/cases/{case.file_number}/", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get("/audit/").status_code == 403
    assert client.get("/no-such-page/").status_code == 404
    client.get("/")

    hidden, refused = Entry.objects.filter(act="access.refused").order_by("pk")
    assert hidden.actor == refused.actor == office.cleo
    assert hidden.remote_addr == "10.0.0.7"
    assert hidden.additional_data["case"] == case.file_number
    assert hidden.additional_data["status"] == 404
    assert refused.additional_data["page"].startswith("desk:audit")


def test_who_is_signed_out_is_not_logged(office: Office, client: Client) -> None:
    client.get("/audit/")
    client.post("/api/submissions")
    assert not Entry.objects.filter(act="access.refused").exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "10.0.0.1"),  # nobody in between: what is written there is the sender's
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.9", "1.1.1.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (2, "1.1.1.1", None),
        (1, "", None),
        (1, "<script>", None),
    ],
)
def test_address_is_what_our_proxy_wrote(
    settings: Settings, proxies: int, forwarded: str, address: str | None
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_who_stood_in_for_whom_is_forgotten_after_the_request(office: Office) -> None:
    """Else the next request in the same thread would say it was done in somebody's place."""

    def view(request: HttpRequest) -> HttpResponse:
        note_standing_in(office.ada)
        return HttpResponse()

    AddressMiddleware(view)(RequestFactory().get("/"))
    with acting(by=office.ben, act="case.x", subject=office.unit):
        pass
    assert Entry.objects.get(act="case.x").on_behalf_of is None


def test_api_refuses_plain_http_instead_of_leading_on(client: Client, settings: Settings) -> None:
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^api/"]
    answer = client.post("/api/submissions", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 403 and "https" in answer.json()["problems"][0]
    assert client.post("/api/submissions", secure=True).status_code == 401


def test_signing_out_empties_the_browsers_cache(office: Office, client: Client) -> None:
    client.force_login(office.ada)
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/").headers
