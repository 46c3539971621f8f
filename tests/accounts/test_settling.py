"""The rules of signing in and the table of claims, on their page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.accounts import settling
from casework.accounts.models import ClaimRole, SignInRules
from casework.accounts.provider.mapping import values_of, wanted
from casework.accounts.rules import needs_second_factor, rules_of
from casework.cases.errors import Conflict, NotAllowed
from tests.accounts.conftest import acts, signed_in
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
RULES = {
    "second_factor": ["audit"],
    "idle_minutes": 20,
    "session_hours": 8,
    "confirm_minutes": 240,
    "confirm_minutes_password": 30,
}


def entered(office: Office, **changes: Any) -> ClaimRole:
    given: dict[str, Any] = {
        "value": "parken",
        "role": roles.WORK,
        "unit": office.unit,
        "valid_from": NOW.date(),
        "valid_until": None,
    }
    return settling.enter_claim(**(given | changes), by=office.adm, now=NOW)


def test_rules_are_kept_for_the_authority_alone(office: Office, other_office: Office) -> None:
    client = signed_in(office.adm)
    assert client.post("/sign-in-rules/", RULES).status_code == 302
    rules = rules_of(office.authority)
    assert (rules.idle_minutes, rules.second_factor) == (20, ["audit"])
    assert rules_of(other_office.authority).idle_minutes == 30
    assert needs_second_factor(office.rolf, rules)
    assert not needs_second_factor(office.lea, rules)
    assert "rules.change" in acts()


@pytest.mark.parametrize(
    ("field", "value"), [("idle_minutes", "0"), ("idle_minutes", "999"), ("session_hours", "24")]
)
def test_rules_have_bounds(office: Office, field: str, value: str) -> None:
    answer = signed_in(office.adm).post("/sign-in-rules/", {**RULES, field: value})
    assert answer.status_code == 422
    assert not SignInRules.objects.exists()
    with pytest.raises(ValidationError):
        settling.change_rules(values={**RULES, field: int(value)}, by=office.adm, now=NOW)


def test_who_administers_a_part_does_not_settle_rules_for_all(office: Office) -> None:
    roles.grant(user=office.lea, role=roles.ADMINISTER, unit=office.unit)
    client = signed_in(office.lea)
    assert client.get("/sign-in-rules/").status_code == 200
    assert client.post("/sign-in-rules/", RULES).status_code == 403
    assert not SignInRules.objects.exists()


def test_claim_is_entered_and_ended(office: Office) -> None:
    client, today = signed_in(office.adm), timezone.localdate()
    data = {"value": "parken", "role": "work", "unit": office.unit.pk}
    client.post("/sign-in-rules/claims/", {**data, "valid_from": today - timedelta(days=9)})
    row = ClaimRole.objects.get()
    assert wanted(office.authority, ["parken"], today) == {(office.unit.pk, "work")}
    assert "parken" in client.get("/sign-in-rules/").content.decode()
    client.post(f"/sign-in-rules/claims/{row.pk}/end/")
    assert wanted(office.authority, ["parken"], today) == set()
    assert ClaimRole.objects.get().valid_until == today - timedelta(days=1)


def test_claim_wants_a_last_day_after_the_first(office: Office) -> None:
    data = {"value": "x", "role": "work", "unit": office.unit.pk}
    days = {"valid_from": "2026-03-02", "valid_until": "2026-03-01"}
    answer = signed_in(office.adm).post("/sign-in-rules/claims/", {**data, **days})
    assert answer.status_code == 422


def test_claim_gives_roles_in_administered_units_alone(
    office: Office, other_office: Office
) -> None:
    with pytest.raises(NotAllowed):
        entered(office, unit=other_office.unit)
    roles.grant(user=office.lea, role=roles.ADMINISTER, unit=office.unit)
    row = entered(office, unit=office.other_unit)
    with pytest.raises(NotAllowed):
        settling.end_claim(claim=row, last=date(2027, 1, 1), by=office.lea, now=NOW)


def test_claim_that_never_began_goes_away(office: Office) -> None:
    row = entered(office, valid_from=NOW.date() + timedelta(days=3))
    settling.end_claim(claim=row, last=NOW.date(), by=office.adm, now=NOW)
    assert not ClaimRole.objects.exists()


def test_claim_ends_once(office: Office) -> None:
    row = entered(office, valid_from=date(2020, 1, 1))
    settling.end_claim(claim=row, last=NOW.date(), by=office.adm, now=NOW)
    with pytest.raises(Conflict):
        settling.end_claim(claim=row, last=NOW.date(), by=office.adm, now=NOW)


def test_nobody_grants_themselves_a_role_by_a_claim(office: Office) -> None:
    entered(office, role=roles.LEAD)
    on = NOW.date()
    assert wanted(office.authority, ["parken"], on, person=office.adm) == set()
    assert wanted(office.authority, ["parken"], on, person=office.ada)


@pytest.mark.parametrize(
    ("claims", "name", "found"),
    [
        ({"groups": ["a", "b"]}, "groups", {"a", "b"}),
        ({"groups": "a"}, "groups", {"a"}),
        ({"groups": "a b"}, "groups", {"a b"}),
        ({"groups": ["a", 1, None, ""]}, "groups", {"a"}),
        ({"groups": {"a": 1}}, "groups", set()),
        ({}, "groups", set()),
        ({"realm": {"roles": ["a"]}}, "realm.roles", {"a"}),
        ({"realm": "x"}, "realm.roles", set()),
        ({"https://x.example/groups": ["a"]}, "https://x.example/groups", {"a"}),
    ],
)
def test_values_of_a_claim(claims: dict[str, Any], name: str, found: set[str]) -> None:
    assert values_of(claims, name) == found


def test_roles_of_another_authority_are_never_given(office: Office, other_office: Office) -> None:
    entered(office)
    assert wanted(other_office.authority, ["parken"], NOW.date()) == set()
    assert User.objects.filter(authority=other_office.authority).exists()
