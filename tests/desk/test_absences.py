"""The page of absences: one's own for everybody, those of others for who leads them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.access.models import Substitution
from casework.cases import absences
from tests.desk.conftest import SignIn
from tests.factories import Office

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def entering(office: Office, **changes: object) -> dict[str, object]:
    values = {"absent": office.ada.pk, "deputy": office.ben.pk}
    return {**values, "starts_on": day(0).isoformat(), "ends_on": day(5).isoformat(), **changes}


def entered(office: Office, first: int = 0, last: int = 5) -> Substitution:
    return absences.enter(
        absent=office.ada,
        deputy=office.ben,
        starts_on=day(first),
        ends_on=day(last),
        by=office.ada,
        now=timezone.now(),
    )


def test_everybody_enters_their_own(office: Office, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    page = ada.get("/absences/")
    assert "No absence is entered." in page.content.decode()
    assert list(page.context["form"].fields["absent"].queryset) == [office.ada]
    answer = ada.post("/absences/", entering(office), follow=True)
    assert "Ben Groß stands in for Ada Klein." in answer.content.decode()
    assert (
        "Today you stand in for: Ada Klein."
        in sign_in(office.ben).get("/absences/").content.decode()
    )


def test_lead_enters_for_the_team_and_nobody_for_others(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.lea).post("/absences/", entering(office)).status_code == 302
    refused = sign_in(office.cleo).post("/absences/", entering(office))
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"absent"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "gestern"}, "starts_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"deputy": ""}, "deputy"),
    ],
)
def test_what_does_not_fit_comes_back(
    office: Office, sign_in: SignIn, changes: dict[str, object], field: str
) -> None:
    answer = sign_in(office.ada).post("/absences/", entering(office, **changes))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Substitution.objects.exists()


def test_second_deputy_is_refused_with_a_sentence(office: Office, sign_in: SignIn) -> None:
    entered(office)
    answer = sign_in(office.ada).post("/absences/", entering(office, deputy=office.cleo.pk))
    assert answer.status_code == 422
    assert "Ben Groß already stands in for Ada Klein from" in answer.content.decode()


def test_deputy_who_is_absent_too_is_pointed_out(office: Office, sign_in: SignIn) -> None:
    entered(office)
    ada = sign_in(office.ada)
    assert "nobody stands in then" not in ada.get("/absences/").content.decode()
    absences.enter(
        absent=office.ben,
        deputy=office.cleo,
        starts_on=day(5),
        ends_on=day(9),
        by=office.ben,
        now=timezone.now(),
    )
    assert "nobody stands in then" in ada.get("/absences/").content.decode()


def test_ended_early_and_kept(office: Office, sign_in: SignIn) -> None:
    found, ada = entered(office), sign_in(office.ada)
    assert "End the substitution" in ada.get("/absences/").content.decode()
    answer = ada.post(f"/absences/{found.pk}/end/", follow=True)
    assert "Ben Groß no longer stands in for Ada Klein." in answer.content.decode()
    assert not answer.context["lines"]
    assert list(answer.context["past"]) == [found]
    again = ada.post(f"/absences/{found.pk}/end/", follow=True)
    assert "already ended" in again.content.decode()


def test_deputy_sees_it_but_does_not_end_it_and_strangers_see_nothing(
    office: Office, sign_in: SignIn
) -> None:
    found, ben, cleo = entered(office), sign_in(office.ben), sign_in(office.cleo)
    (line,) = ben.get("/absences/").context["lines"]
    assert not line.may_end
    assert ben.post(f"/absences/{found.pk}/end/").status_code == 403
    assert cleo.get("/absences/").context["lines"] == []
    assert cleo.post(f"/absences/{found.pk}/end/").status_code == 404


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    lea = sign_in(office.lea)
    entered(office)
    before = queries(lea, "/absences/")
    for number in range(4):
        entered(office, 10 + 10 * number, 15 + 10 * number)
    assert queries(lea, "/absences/") == before
