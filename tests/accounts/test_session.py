"""A session ends when idle, when old, when the password changes, and when somebody ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from casework.accounts.models import SignInRules
from casework.accounts.tasks import clear_away
from tests.accounts.conftest import acts, signed_in
from tests.factories import PASSWORD, Office

pytestmark = pytest.mark.django_db
Wait = Callable[[float], None]
MINUTE, HOUR = 60, 3600
NEW = "ein viel besseres Kennzeichen"


def is_open(client: Client) -> bool:
    return client.get("/services/").status_code == 200


def test_idle_session_ends_after_half_an_hour(office: Office, clock: Wait) -> None:
    client = signed_in(office.ada)
    clock(29 * MINUTE)
    assert is_open(client)
    clock(29 * MINUTE)
    assert is_open(client)  # the time counts from the last activity
    clock(30 * MINUTE)
    answer = client.get("/services/", follow=True)
    assert "weil hier eine Zeit lang nichts geschah" in answer.content.decode()
    assert acts(of=office.ada)[-1] == "sign-in.ended"


def test_session_ends_after_ten_hours_of_work(office: Office, clock: Wait) -> None:
    client = signed_in(office.ada)
    for _ in range(39):
        clock(15 * MINUTE)
        assert is_open(client)
    clock(15 * MINUTE)
    assert not is_open(client)


def test_authority_sets_its_own_limits(office: Office, clock: Wait) -> None:
    SignInRules.objects.create(authority=office.authority, idle_minutes=5, session_hours=1)
    client = signed_in(office.ada)
    clock(5 * MINUTE)
    assert not is_open(client)


def test_session_of_an_older_version_ends(office: Office) -> None:
    client = signed_in(office.ada)
    session = client.session
    del session["sign_in"]
    session.save()
    assert not is_open(client)


def test_activity_is_not_written_with_every_request(
    office: Office, clock: Wait, django_assert_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(office.ada)
    client.get("/accounts/password/")
    clock(50)
    before = UserSession.objects.get().last_seen_at
    client.get("/accounts/password/")
    assert UserSession.objects.get().last_seen_at == before
    clock(20)
    client.get("/accounts/password/")
    assert UserSession.objects.get().last_seen_at > before


def test_new_password_ends_the_other_sessions(office: Office) -> None:
    here, there = signed_in(office.ada), signed_in(office.ada)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/", data).headers["Location"] == "/accounts/"
    assert is_open(here)
    assert not is_open(there)
    assert "password.change" in acts(of=office.ada)
    assert UserSession.objects.count() == 1


def test_person_sees_and_ends_their_sessions(office: Office) -> None:
    here, there = signed_in(office.ada), signed_in(office.ada)
    other = signed_in(office.ben)
    key = there.session.session_key
    text = here.get("/accounts/").content.decode()
    assert text.count("diese Sitzung") == 1
    number = UserSession.objects.get(session_key=key).pk
    other.post(f"/accounts/sessions/{number}/end/")  # somebody else's is not theirs to end
    assert is_open(there)
    here.post(f"/accounts/sessions/{number}/end/")
    assert not is_open(there)
    assert is_open(here)


def test_person_ends_all_but_the_session_in_use(office: Office) -> None:
    here, there = signed_in(office.ada), signed_in(office.ada)
    here.post("/accounts/sessions/end/")
    assert (is_open(here), is_open(there)) == (True, False)


def test_sessions_that_are_over_are_cleared_away(office: Office) -> None:
    kept, over = signed_in(office.ada), signed_in(office.ada)
    now = timezone.now()
    Session.objects.filter(pk=over.session.session_key).update(expire_date=now)
    assert clear_away(now + timedelta(seconds=1)) == 2
    assert UserSession.objects.get().session_key == kept.session.session_key
    assert is_open(kept)
