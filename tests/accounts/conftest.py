"""Browsers that sign in with the real form, codes of an app, and a clock that can be moved."""

from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from casework.access.models import User
from casework.audit.models import Entry
from tests.accounts.providing import oidc, oidc_process
from tests.factories import PASSWORD

__all__ = ["oidc", "oidc_process"]

SECRET = "JBSWY3DPEHPK3PXP"


def enter(client: Client, person: User, password: str = PASSWORD) -> str:
    """Send the sign-in form; where it leads to, "" for back to the form."""
    data = {"login": person.username, "password": password}
    return client.post("/accounts/login/", data).headers.get("Location", "")


def signed_in(person: User, password: str = PASSWORD) -> Client:
    """A browser in which `person` signed in with their password."""
    client = Client()
    assert enter(client, person, password)
    return client


def acts(*, of: User | None = None) -> list[str]:
    """What the log says happened, oldest first."""
    found = Entry.objects.filter(action__in=(Entry.Action.ACT,)).order_by("pk")
    if of is not None:
        found = found.filter(object_pk=str(of.pk), content_type__model="user")
    return list(found.values_list("act", flat=True))


def add_app(person: User) -> None:
    """Give `person` an authenticator app and recovery codes."""
    totp.TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)


def code(step: int = 0) -> str:
    """What the app shows now, or `step` half minutes later."""
    counters = sorted(totp.yield_hotp_counters_from_time())
    middle = counters[len(counters) // 2]
    return totp.format_hotp_value(totp.hotp_value(SECRET, middle + step))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that lets time pass for sessions, in seconds."""
    import time

    passed = [0.0]
    real = time.time
    monkeypatch.setattr("casework.accounts.middleware.time.time", lambda: real() + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait
