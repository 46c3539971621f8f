"""Granting and withdrawing powers to sign: by administrators, never to oneself, history kept."""

from decimal import Decimal

import pytest

from casework.access.models import SigningPower
from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions.powers import grant, withdraw
from tests.factories import NOW, Office
from tests.four_eyes import may_sign_here

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", ["ada", "lea", "rolf"])
def test_only_administrators_settle_powers(office: Office, person: str) -> None:
    by, power = getattr(office, person), may_sign_here(office, office.ben)
    with pytest.raises(NotAllowed):
        grant(user=office.ben, unit=office.unit, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        withdraw(power=power, by=by, now=NOW)
    power.refresh_from_db()
    assert power.withdrawn_at is None


def test_other_authority_is_out_of_reach(office: Office, other_office: Office) -> None:
    with pytest.raises(NotAllowed):
        may_sign_here(office, office.lea, other_office.unit)
    with pytest.raises(InvalidData) as caught:
        may_sign_here(office, other_office.lea)
    assert set(caught.value.errors) == {"user"}


def test_nobody_gives_a_power_to_themselves(office: Office) -> None:
    with pytest.raises(InvalidData, match="sich selbst"):
        may_sign_here(office, office.adm)


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        ({"outcomes": ["refuse", "pardon"]}, "outcomes"),
        ({"up_to": Decimal(-1)}, "up_to"),
        ({"up_to": Decimal("NaN")}, "up_to"),
        ({"capacity": "per procura"}, "capacity"),
    ],
)
def test_limits_must_make_sense(office: Office, limits: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidData) as caught:
        may_sign_here(office, office.lea, **limits)
    assert set(caught.value.errors) == {field}


def test_new_power_replaces_the_one_before(office: Office) -> None:
    first = may_sign_here(office, office.lea, up_to=Decimal(100))
    second = may_sign_here(office, office.lea, outcomes=["refuse", "grant"])
    first.refresh_from_db()
    assert first.withdrawn_at == NOW
    assert second.outcomes == ["grant", "refuse"]
    assert list(SigningPower.objects.filter(withdrawn_at__isnull=True)) == [second]


def test_withdrawn_once(office: Office) -> None:
    power = may_sign_here(office, office.lea)
    withdraw(power=power, by=office.adm, now=NOW)
    with pytest.raises(Conflict):
        withdraw(power=power, by=office.adm, now=NOW)


def test_both_acts_are_logged(office: Office) -> None:
    withdraw(power=may_sign_here(office, office.lea), by=office.adm, now=NOW)
    acts = Entry.objects.filter(action=Entry.Action.ACT, act__startswith="power.").order_by("id")
    told = [(entry.act, entry.actor_name, entry.object_repr) for entry in acts]
    assert told == [
        ("power.grant", "Adam Meister", "Lea Brandt"),
        ("power.withdraw", "Adam Meister", "Lea Brandt"),
    ]
