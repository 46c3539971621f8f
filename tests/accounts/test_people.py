"""Administrators make, help and end accounts; nobody beyond their reach."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from casework.access import roles
from casework.access.models import User
from casework.accounts import people
from casework.accounts.models import SignInLink
from casework.cases.errors import NotAllowed
from tests.accounts.conftest import acts, add_app, enter, signed_in
from tests.factories import NOW, PASSWORD, Office

pytestmark = pytest.mark.django_db
GOOD = "vier Pferde lesen Akten"
DETAILS = {"first_name": "Nina", "last_name": "Neu", "function": "Sachbearbeitung"}


@pytest.fixture(autouse=True)
def nobody_blocked(db: None) -> None:
    cache.clear()


@pytest.fixture
def admin(office: Office) -> Client:
    return signed_in(office.adm)


def link_for(admin: Client, person: User) -> str:
    """The path of a new one-time link, from the page that shows it."""
    page = admin.post(f"/people/{person.pk}/link/").content.decode()
    found = re.search(r"http://testserver(/accounts/start/\S+?)<", page)
    assert found, page
    return found[1]


def test_new_person_sets_a_password_with_the_link_and_signs_in(
    office: Office, admin: Client
) -> None:
    made = admin.post("/people/new/", {"username": "nina", **DETAILS})
    nina = User.objects.get(username="nina")
    assert made.headers["Location"] == f"/people/{nina.pk}/"
    assert (nina.authority, nina.has_usable_password()) == (office.authority, False)
    link, client = link_for(admin, nina), Client()
    weak = client.post(link, {"password1": "nina", "password2": "nina"})
    assert weak.status_code == 422
    other = client.post(link, {"password1": GOOD, "password2": GOOD + "!"})
    assert "Die beiden Passwörter sind verschieden." in other.content.decode()
    assert client.post(link, {"password1": GOOD, "password2": GOOD}).status_code == 302
    assert client.get(link).status_code == 404  # once
    assert enter(client, nina, GOOD) == "/"
    assert acts(of=nina) == ["person.create", "person.link", "password.set", "sign-in"]


def test_only_the_newest_link_works_and_its_secret_is_not_kept(
    office: Office, admin: Client
) -> None:
    first, second = link_for(admin, office.ada), link_for(admin, office.ada)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    secret = second.rstrip("/").rsplit("/", 1)[1]
    assert SignInLink.objects.get().secret_hash != secret
    assert (
        Client().get(second.replace(str(office.ada.pk), str(office.ben.pk), 1)).status_code == 404
    )


@pytest.mark.parametrize("path", ["1/x", "99999999999999999999999/x", "1/%00", "1/ä"])
def test_made_up_link_is_no_link(office: Office, path: str) -> None:
    assert Client().get(f"/accounts/start/{path}/").status_code == 404


def test_link_ends_after_three_days_and_with_the_account(office: Office, admin: Client) -> None:
    link = link_for(admin, office.ada)
    SignInLink.objects.update(made_at=NOW, ends_at=NOW.replace(day=6))
    assert Client().get(link).status_code == 404
    link = link_for(admin, office.ada)
    User.objects.filter(pk=office.ada.pk).update(is_active=False)
    assert Client().get(link).status_code == 404


def test_link_voids_password_and_sessions(office: Office, admin: Client) -> None:
    client = signed_in(office.ada)
    link_for(admin, office.ada)
    assert client.get("/services/").status_code == 302
    assert not enter(Client(), office.ada)


def test_who_left_is_out_at_once_and_may_come_back(office: Office, admin: Client) -> None:
    client = signed_in(office.ada)
    admin.post(f"/people/{office.ada.pk}/deactivate/")
    assert client.get("/services/").status_code == 302
    assert not enter(Client(), office.ada)
    assert "Klein" in admin.get("/people/?gone").content.decode()
    admin.post(f"/people/{office.ada.pk}/activate/")
    assert not enter(Client(), office.ada)  # only with a new link
    link = link_for(admin, office.ada)
    assert Client().get(link).status_code == 200


def test_lost_factor_is_removed_and_sessions_end(office: Office, admin: Client) -> None:
    client = signed_in(office.ada)
    add_app(office.ada)
    admin.post(f"/people/{office.ada.pk}/reset-factor/")
    assert not Authenticator.objects.exists()
    assert client.get("/services/").status_code == 302
    assert acts(of=office.ada)[-1] == "person.factor-reset"


def test_block_is_lifted(office: Office, admin: Client) -> None:
    for _ in range(5):
        enter(Client(), office.ada, "wrong")
    assert "nach Fehlversuchen gesperrt" in admin.get(f"/people/{office.ada.pk}/").content.decode()
    admin.post(f"/people/{office.ada.pk}/unblock/")
    assert enter(Client(), office.ada) == "/"


def test_details_are_changed(office: Office, admin: Client) -> None:
    admin.post(f"/people/{office.ada.pk}/", {**DETAILS, "room": "12"})
    office.ada.refresh_from_db()
    assert (str(office.ada), office.ada.room) == ("Nina Neu", "12")


def test_name_of_somebody_elsewhere_is_not_told(
    office: Office, other_office: Office, admin: Client
) -> None:
    answer = admin.post("/people/new/", {"username": "ada-anderswo", **DETAILS})
    assert answer.status_code == 422
    assert "Dieser Anmeldename ist nicht möglich." in answer.content.decode()


def test_people_of_another_authority_do_not_exist(
    office: Office, other_office: Office, admin: Client
) -> None:
    assert "anderswo" not in admin.get("/people/").content.decode()
    assert admin.get(f"/people/{other_office.ada.pk}/").status_code == 404
    assert admin.post(f"/people/{other_office.ada.pk}/deactivate/").status_code == 404


@pytest.mark.parametrize("act", [people.deactivate, people.reset_factor, people.make_link])
def test_nobody_does_it_to_themselves(office: Office, act: Callable[..., Any]) -> None:
    with pytest.raises(NotAllowed, match="eigenen Konto"):
        act(person=office.adm, by=office.adm, now=NOW)


def test_administrator_of_a_part_does_not_reach_who_has_roles_elsewhere(office: Office) -> None:
    roles.grant(user=office.lea, role=roles.ADMINISTER, unit=office.unit)
    assert people.why_not(office.lea, office.ada) is None
    assert people.why_not(office.lea, office.cleo)
    assert people.why_not(office.lea, office.adm)
    with pytest.raises(NotAllowed):
        people.make_link(person=office.adm, by=office.lea, now=NOW)


def test_only_administrators_keep_accounts(office: Office) -> None:
    client = signed_in(office.lea)
    for path in ("/people/", f"/people/{office.ada.pk}/", "/people/new/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/people/{office.ada.pk}/link/").status_code == 403
    assert enter(Client(), office.ada, PASSWORD)


def test_list_costs_the_same_for_many(
    office: Office, admin: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    admin.get("/people/")
    with CaptureQueriesContext(connection) as few:
        admin.get("/people/")
    for number in range(10):
        made = User.objects.create_user(f"p{number}", authority=office.authority, last_name="P")
        roles.grant(user=made, role=roles.WORK, unit=office.unit)
    with CaptureQueriesContext(connection) as many:
        admin.get("/people/")
    assert len(many) == len(few)
