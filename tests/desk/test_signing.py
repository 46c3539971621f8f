"""The page of the powers to sign: for administrators, with confirmation and history."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from casework.access.models import SigningPower
from tests.desk.conftest import SignIn
from tests.factories import Office
from tests.four_eyes import away, may_sign_here

pytestmark = pytest.mark.django_db


def granting(office: Office, **changes: object) -> dict[str, object]:
    values = {"user": office.lea.pk, "unit": office.unit.pk, "outcomes": [], "up_to": ""}
    return {**values, "capacity": "im Auftrag", **changes}


@pytest.mark.parametrize("person", ["ada", "lea", "rolf"])
def test_page_is_for_administrators(office: Office, sign_in: SignIn, person: str) -> None:
    power, client = may_sign_here(office, office.ben), sign_in(getattr(office, person))
    assert client.get("/signing/").status_code == 403
    assert client.post("/signing/", granting(office)).status_code == 403
    assert client.post(f"/signing/{power.pk}/withdraw/").status_code == 403
    assert SigningPower.objects.get().withdrawn_at is None


def test_empty_page_says_what_follows(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.adm).get("/signing/").content.decode()
    assert "Nobody has a power to sign yet." in text
    assert "cannot be issued until somebody has" in text


def test_granted_power_is_listed_with_its_limits(office: Office, sign_in: SignIn) -> None:
    adm = sign_in(office.adm)
    sent = granting(office, outcomes=["refuse", "revoke"], up_to="1.250,50", capacity="")
    answer = adm.post("/signing/", sent, follow=True)
    assert "Lea Brandt may now sign in" in answer.content.decode()
    power = SigningPower.objects.get()
    assert (power.outcomes, power.up_to) == (["refuse", "revoke"], Decimal("1250.50"))
    assert (power.capacity, power.granted_by) == ("", office.adm)
    (line,) = answer.context["powers"]
    assert line.outcomes == ["refuse", "revoke"]
    assert "1,250.50" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user", "adm"),
        ("unit", ""),
        ("up_to", "viel"),
        ("up_to", "-1"),
        ("outcomes", ["pardon"]),
        ("capacity", "ppa."),
    ],
)
def test_what_does_not_fit_comes_back(
    office: Office, sign_in: SignIn, field: str, value: object
) -> None:
    value = office.adm.pk if value == "adm" else value
    answer = sign_in(office.adm).post("/signing/", granting(office, **{field: value}))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not SigningPower.objects.exists()


def test_people_and_units_of_others_cannot_be_chosen(
    office: Office, other_office: Office, sign_in: SignIn
) -> None:
    sent = granting(office, user=other_office.lea.pk, unit=other_office.unit.pk)
    answer = sign_in(office.adm).post("/signing/", sent)
    assert set(answer.context["form"].errors) == {"user", "unit"}
    theirs = may_sign_here(other_office, other_office.lea)
    assert sign_in(office.adm).post(f"/signing/{theirs.pk}/withdraw/").status_code == 404


def test_withdrawn_power_moves_into_the_history(office: Office, sign_in: SignIn) -> None:
    power, adm = may_sign_here(office, office.lea), sign_in(office.adm)
    assert "Withdraw the power" in adm.get("/signing/").content.decode()
    answer = adm.post(f"/signing/{power.pk}/withdraw/", follow=True)
    assert "Lea Brandt may no longer sign" in answer.content.decode()
    assert not answer.context["powers"]
    assert [line.power for line in answer.context["ended"]] == [power]
    again = adm.post(f"/signing/{power.pk}/withdraw/", follow=True)
    assert "already withdrawn" in again.content.decode()


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    adm = sign_in(office.adm)
    may_sign_here(office, office.lea)
    before = queries(adm, "/signing/")
    for person in (office.ada, office.ben, office.cleo):
        may_sign_here(office, person)
        may_sign_here(office, person, office.unit.parent)
    away(office.ada, office.ben)
    assert queries(adm, "/signing/") == before
