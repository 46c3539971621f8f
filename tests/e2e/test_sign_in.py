"""Signing in in a real browser: a passkey, an app, a first link, and the identity provider."""

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.access import roles
from casework.access.models import User
from casework.accounts.models import ClaimRole, SignInRules
from tests.accounts.providing import Server, oidc, oidc_process
from tests.e2e.people import look_closely, type_in
from tests.factories import NOW, Office

__all__ = ["oidc", "oidc_process"]
GOOD = "vier Pferde lesen Akten"


def have_authenticator(page: Page) -> None:
    """Plug a made-up security key with a PIN into the browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_the_link_to_the_passkey(page: Page, office: Office, live_server: LiveServer) -> None:
    """An administrator makes a team lead's account; she must add a factor, and then needs no
    password any more."""
    SignInRules.objects.create(authority=office.authority, second_factor=["lead"])
    type_in(page, office.adm)
    page.get_by_role("link", name="Personen", exact=True).click()
    page.get_by_role("link", name="Neue Person").click()
    page.get_by_label("Anmeldename").fill("nina")
    page.get_by_label("Nachname").fill("Neu")
    page.get_by_role("button", name="Konto anlegen").click()
    look_closely(page)
    page.get_by_role("button", name="Link erstellen").click()
    link = page.locator(".one-time").inner_text()
    nina = User.objects.get(username="nina")
    roles.grant(user=nina, role=roles.LEAD, unit=office.unit)
    page.goto("/sign-in-rules/")
    look_closely(page)
    page.get_by_role("button", name="Abmelden").click()

    page.goto(link)
    page.get_by_label("Neues Passwort").fill(GOOD)
    page.get_by_label("Dasselbe Passwort noch einmal").fill(GOOD)
    page.get_by_role("button", name="Passwort setzen").click()
    page.fill("#id_login", "nina")
    page.fill("#id_password", GOOD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_text("Ihre Rolle verlangt einen zweiten Faktor.")).to_be_visible()
    page.get_by_role("link", name="App einrichten …").click()
    look_closely(page)
    have_authenticator(page)
    page.goto("/accounts/passkeys/add/")
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()
    page.get_by_role("link", name="Ich habe sie verwahrt").click()
    look_closely(page)
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("button", name="Abmelden").click()

    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    assert page.url == live_server.url + "/"


def test_through_the_identity_provider_and_out_again(
    page: Page, office: Office, live_server: LiveServer, oidc: Server, settings: Any
) -> None:
    oidc.groups("parken")
    oidc.take_back_to(live_server.url)
    ClaimRole.objects.create(
        authority=office.authority,
        value="parken",
        role=roles.WORK,
        unit=office.unit,
        valid_from=date(2020, 1, 1),
        entered_by=office.adm,
        entered_at=NOW,
    )
    page.goto("/")
    look_closely(page)
    page.get_by_role("button", name="Anmelden mit: Verzeichnis der Stadt").click()
    page.wait_for_url(f"{oidc.address}/**")
    page.locator("[name=login]").fill("mona")
    page.locator("[name=password]").fill("pw")
    page.locator("button[type=submit]").first.click()
    expect(page.locator(".bar__name")).to_contain_text("Mona Neu")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url(f"{live_server.url}/accounts/login/**")
    page.get_by_role("button", name="Anmelden mit: Verzeichnis der Stadt").click()
    expect(page.locator("[name=login]")).to_be_visible()  # signed out at the provider, too
    assert page.url.startswith(oidc.address)
