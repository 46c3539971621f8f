"""Second factors: asked for, required by the role, used once, lost and replaced."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from casework.access.models import User
from casework.accounts.models import SignInRules
from tests.accounts.conftest import SECRET, acts, add_app, code, enter, signed_in
from tests.factories import Office

pytestmark = pytest.mark.django_db
CODE = "/accounts/code/"


@pytest.fixture(autouse=True)
def nobody_blocked(db: None) -> None:
    cache.clear()


@pytest.fixture
def strict(office: Office) -> None:
    """The office wants a second factor of its leads, auditors and administrators."""
    roles = ["lead", "audit", "administer"]
    SignInRules.objects.create(authority=office.authority, second_factor=roles)


def answer(client: Client, entered: str) -> bool:
    """Whether the second step let the person in."""
    return client.post(CODE, {"code": entered}).headers.get("Location") == "/"


def test_code_of_the_app_is_asked_for(office: Office) -> None:
    add_app(office.ada)
    client = Client()
    assert enter(client, office.ada) == CODE
    assert client.get("/services/").status_code == 302
    assert not answer(client, "000000")
    assert answer(client, code())
    assert acts(of=office.ada) == ["sign-in.factor-failed", "sign-in"]


def test_code_counts_once(office: Office, clock: Callable[[float], None]) -> None:
    add_app(office.ada)
    first, second = Client(), Client()
    enter(first, office.ada)
    enter(second, office.ada)
    shown = code(1)  # of the next half minute: it stays valid longest
    assert answer(first, shown)
    clock(40)
    assert not answer(second, shown)


def test_five_wrong_codes_block(office: Office) -> None:
    add_app(office.ada)
    client = Client()
    enter(client, office.ada)
    for _ in range(5):
        assert not answer(client, "000000")
    assert not answer(client, code())


def test_recovery_code_counts_once(office: Office) -> None:
    add_app(office.ada)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (True, False):
        client = Client()
        enter(client, office.ada)
        assert answer(client, codes[0]) is expected


def test_secrets_lie_encrypted(office: Office) -> None:
    add_app(office.ada)
    assert SECRET not in str([one.data for one in Authenticator.objects.all()])


@pytest.mark.parametrize(
    ("name", "must"), [("lea", True), ("rolf", True), ("adm", True), ("ada", False)]
)
@pytest.mark.usefixtures("strict")
def test_role_may_require_one(office: Office, name: str, must: bool) -> None:
    client = signed_in(getattr(office, name))
    found = client.get("/services/")
    assert (found.status_code == 302) is must
    if must:
        assert found.headers["Location"] == "/accounts/"
        text = client.get("/accounts/").content.decode()
        assert "Ihre Rolle verlangt einen zweiten Faktor." in text


@pytest.mark.usefixtures("strict")
def test_app_is_set_up_and_opens_the_rest(
    office: Office, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = signed_in(office.lea)
    page = client.get("/accounts/app/add/")  # no second password right after the sign-in
    assert "data:image/svg+xml;base64," in page.content.decode()
    counter = next(iter(totp.yield_hotp_counters_from_time())) + 1
    shown = totp.format_hotp_value(totp.hotp_value(client.session["mfa.totp.secret"], counter))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/app/add/", {"code": shown}).status_code == 302
    codes = client.get("/accounts/codes/").content.decode()
    assert codes.count("<code>") == 10
    assert "<code>****" not in codes
    again = client.get("/accounts/codes/").content.decode()
    assert "werden nicht noch einmal gezeigt" in again
    assert client.get("/services/").status_code == 200
    assert acts(of=office.lea)[:3] == ["sign-in", "factor.add", "factor.add"]


@pytest.mark.usefixtures("strict")
def test_last_factor_stays_where_the_role_needs_it(office: Office) -> None:
    add_app(office.lea)
    client = Client()
    enter(client, office.lea)
    assert answer(client, code())
    client.post("/accounts/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_last_factor_goes_where_no_role_needs_it(office: Office) -> None:
    add_app(office.ada)
    client = Client()
    enter(client, office.ada)
    answer(client, code())
    client.post("/accounts/app/remove/")
    assert not Authenticator.objects.exists()
    assert acts(of=office.ada)[-2:] == ["factor.remove", "factor.remove"]


def test_default_outside_the_demo_requires_it_of_who_leads_audits_or_administers() -> None:
    from casework.environment import second_factor_roles

    default = ["lead", "audit", "administer"]
    assert second_factor_roles(default) == default


def test_passkey_page_offers_one_that_needs_no_password(office: Office) -> None:
    client = signed_in(office.ada)
    page = client.get("/accounts/passkeys/add/").content.decode()
    assert '"userVerification": "required"' in page
    assert User.objects.get(pk=office.ada.pk)
