"""Signing in through a real identity provider, over HTTP: who comes in, as whom, with which roles.

Our side runs here; the provider is another process.
"""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from casework.access import roles
from casework.access.models import UnitPermission, User
from casework.accounts.models import ClaimRole, MappedRole
from tests.accounts.conftest import acts
from tests.accounts.providing import Server, agree, use
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/stadt/login/"
NO_ROLE = "aber Sie haben hier keine Rolle"
FAILED = "Die Anmeldung über den Identitätsanbieter hat nicht geklappt."


@pytest.fixture(autouse=True)
def parking(office: Office, oidc: Server) -> ClaimRole:
    """Who is in the group "parken" works in the parking unit; so is Mona."""
    oidc.groups("parken")
    return map_group(office, "parken", roles.WORK)


def map_group(office: Office, value: str, role: str) -> ClaimRole:
    return ClaimRole.objects.create(
        authority=office.authority,
        value=value,
        role=role,
        unit=office.unit,
        valid_from=date(2020, 1, 1),
        entered_by=office.adm,
        entered_at=NOW,
    )


def ask(client: Client, **data: str) -> str:
    """Press the button; the address at the provider."""
    return client.post(LOGIN, data).headers["Location"]


def come_in(client: Client | None = None) -> tuple[Client, Any]:
    """Sign in as Mona; the browser and the page she lands on."""
    client = client or Client()
    back = agree(ask(client))
    return client, client.get(_path(back), follow=True)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def held(user: User) -> set[str]:
    found = UnitPermission.objects.filter(user=user)
    return set(found.values_list("permission__codename", flat=True))


def test_newcomer_gets_an_account_of_her_own_with_the_role_of_her_group(office: Office) -> None:
    client, page = come_in()
    mona = User.objects.get(username="mona")
    assert page.status_code == 200
    assert page.context["frame"].person == mona
    assert (str(mona), mona.authority, held(mona)) == ("Mona Neu", office.authority, {"work"})
    assert not mona.has_usable_password()
    assert acts(of=mona) == ["person.create", "claim.apply", "sign-in"]
    assert mona.socialaccount_set.get().extra_data == {}  # type: ignore[attr-defined]


def test_nobody_is_taken_for_somebody_with_the_same_name_or_address(office: Office) -> None:
    User.objects.filter(pk=office.ada.pk).update(username="mona")
    _client, page = come_in()  # the provider gives her Ada's address, as verified
    assert page.context["frame"].person.username == "mona-2"
    assert held(office.ada) == {"work"}
    assert not office.ada.socialaccount_set.exists()  # type: ignore[attr-defined]


def test_question_carries_state_nonce_and_pkce() -> None:
    query = parse_qs(urlsplit(ask(Client())).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["nonce"][0]) > 30
    assert query["state"]
    assert query["response_type"] == ["code"]


def test_roles_follow_the_groups(office: Office, oidc: Server) -> None:
    come_in()
    mona = User.objects.get(username="mona")
    map_group(office, "leitung", roles.LEAD)
    oidc.groups("parken", "leitung", "unbekannt")
    come_in()
    assert held(mona) == {"work", "lead"}
    oidc.groups("leitung")
    come_in()
    assert held(mona) == {"lead"}
    assert acts(of=mona).count("claim.apply") == 3


def test_unchanged_groups_leave_no_line(oidc: Server) -> None:
    come_in()
    come_in()
    assert acts().count("claim.apply") == 1


def test_who_lost_every_group_loses_the_roles_and_stays_out(oidc: Server) -> None:
    come_in()
    oidc.groups()
    client, page = come_in()
    assert NO_ROLE in page.content.decode()
    assert not held(User.objects.get(username="mona"))
    assert not MappedRole.objects.exists()
    assert client.get("/services/").status_code == 302


def test_role_granted_by_hand_is_not_taken_back(office: Office, oidc: Server) -> None:
    come_in()
    mona = User.objects.get(username="mona")
    roles.grant(user=mona, role=roles.AUDIT, unit=office.unit)
    oidc.groups()
    come_in()
    assert held(mona) == {"audit"}


def test_stranger_without_role_gets_no_account(oidc: Server) -> None:
    oidc.groups("sport")
    _client, page = come_in()
    assert NO_ROLE in page.content.decode()
    assert not User.objects.filter(username="mona").exists()
    assert acts()[-1] == "sign-in.refused"


@pytest.mark.parametrize(
    ("field", "day", "comes_in"),
    [
        ("valid_from", date(2999, 1, 1), False),
        ("valid_until", date(2021, 1, 1), False),
        ("valid_until", date(2999, 1, 1), True),
    ],
)
def test_rows_hold_on_their_days_alone(
    parking: ClaimRole, field: str, day: date, comes_in: bool
) -> None:
    setattr(parking, field, day)
    parking.save()
    _client, page = come_in()
    assert (NO_ROLE not in page.content.decode()) is comes_in


def test_who_left_stays_out() -> None:
    come_in()
    User.objects.filter(username="mona").update(is_active=False)
    _client, page = come_in()
    assert NO_ROLE in page.content.decode()


def test_answer_to_somebody_elses_question_is_refused(office: Office) -> None:
    victim, attacker = Client(), Client()
    back = agree(ask(attacker))
    page = victim.get(_path(back), follow=True)
    assert FAILED in page.content.decode()
    assert victim.get("/services/").status_code == 302


def test_answer_counts_once() -> None:
    client = Client()
    back = agree(ask(client))
    client.get(_path(back))
    client.post("/accounts/logout/")
    assert FAILED in client.get(_path(back), follow=True).content.decode()


def test_nonce_of_another_question_is_refused() -> None:
    client = Client()
    address = ask(client)
    session = client.session
    states = session["socialaccount_states"]
    for state, *_rest in states.values():
        state["data"]["nonce"] = "another"
    session["socialaccount_states"] = states
    session.save()
    page = client.get(_path(agree(address)), follow=True)
    assert FAILED in page.content.decode()


def test_code_without_the_verifier_is_refused() -> None:
    client = Client()
    address = ask(client)
    session = client.session
    states = session["socialaccount_states"]
    for state, *_rest in states.values():
        state["pkce_code_verifier"] = "x" * 50
    session["socialaccount_states"] = states
    session.save()
    page = client.get(_path(agree(address)), follow=True)
    assert FAILED in page.content.decode()


def test_provider_that_is_another_one_is_refused(oidc: Server, settings: Any) -> None:
    elsewhere = oidc.address + "/.well-known/openid-configuration"  # says its name without it
    use(settings, oidc.provider(issuer=elsewhere))
    answer = Client().post(LOGIN, follow=True)
    assert "Der Identitätsanbieter antwortet nicht." in answer.content.decode()


def test_provider_that_does_not_say_how_strongly_is_not_enough(oidc: Server, settings: Any) -> None:
    use(settings, oidc.provider(acr=("2fa",)))
    assert parse_qs(urlsplit(ask(Client())).query)["acr_values"] == ["2fa"]
    _client, page = come_in()
    assert FAILED in page.content.decode()


def test_signing_out_goes_on_at_the_provider_and_comes_back(oidc: Server) -> None:
    client, _page = come_in()
    address = client.post("/accounts/logout/").headers["Location"]
    assert address.startswith(f"{oidc.address}/identity/o/logout?")
    query = parse_qs(urlsplit(address).query)
    assert query["post_logout_redirect_uri"] == ["http://testserver/accounts/login/"]
    assert client.get("/services/").status_code == 302


def test_confirming_asks_the_provider_to_ask_anew() -> None:
    client, _page = come_in()
    query = parse_qs(urlsplit(ask(client, again="1")).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])


@pytest.mark.parametrize("wished", ["https://evil.example/", "//evil.example/"])
def test_elsewhere_is_not_where_a_sign_in_leads(wished: str) -> None:
    client = Client()
    back = agree(ask(client, next=wished))
    assert client.get(_path(back)).headers["Location"] == "/"


def test_unknown_provider_is_no_page() -> None:
    assert Client().post("/accounts/oidc/other/login/").status_code == 404
    assert Client().get("/accounts/oidc/other/").status_code == 404
