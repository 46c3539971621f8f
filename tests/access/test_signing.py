"""Powers to sign: where, for which outcomes, up to which value, one's own or lent."""

from decimal import Decimal

import pytest

from casework.access import roles
from casework.access.models import User
from casework.access.signing import basis_for, may_sign, signers
from casework.decisions.powers import withdraw
from tests.factories import NOW, Office
from tests.four_eyes import TODAY, away, may_sign_here

pytestmark = pytest.mark.django_db
NONE_HERE = "Sie haben in dieser Organisationseinheit keine Zeichnungsbefugnis."
OTHER_OUTCOME = "Ihre Zeichnungsbefugnis umfasst Entscheidungen mit diesem Ergebnis nicht."


def why(
    office: Office, user: User, outcome: str = "refuse", value: Decimal | None = None
) -> str | None:
    return may_sign(user, office.unit, outcome, value, TODAY)


def test_nobody_may_sign_without_a_power(office: Office) -> None:
    assert why(office, office.lea) == NONE_HERE


def test_power_holds_for_all_below_and_nowhere_else(office: Office) -> None:
    root = office.unit.parent
    may_sign_here(office, office.lea, root)
    assert why(office, office.lea) is None
    assert may_sign(office.lea, office.other_unit, "grant", None, TODAY) is None
    may_sign_here(office, office.ben, office.other_unit)
    assert why(office, office.ben) == NONE_HERE
    assert root is not None
    assert may_sign(office.ben, root, "grant", None, TODAY) is not None


def test_power_may_be_for_some_outcomes(office: Office) -> None:
    may_sign_here(office, office.lea, outcomes=["grant"])
    assert why(office, office.lea, "grant") is None
    assert why(office, office.lea) == OTHER_OUTCOME


@pytest.mark.parametrize(
    ("value", "allowed"), [(None, True), ("499.99", True), ("500", True), ("500.01", False)]
)
def test_power_may_end_at_a_value(office: Office, value: str | None, allowed: bool) -> None:
    may_sign_here(office, office.lea, up_to=Decimal(500))
    reason = why(office, office.lea, value=Decimal(value) if value else None)
    assert (reason is None) is allowed
    if not allowed:
        assert "über der Grenze" in str(reason)


def test_two_powers_are_weighed_together(office: Office) -> None:
    may_sign_here(office, office.lea, up_to=Decimal(500))
    may_sign_here(office, office.lea, office.unit.parent, outcomes=["grant"])
    assert why(office, office.lea, "grant", Decimal(900)) is None
    assert "über der Grenze" in str(why(office, office.lea, "refuse", Decimal(900)))


def test_withdrawn_power_is_none(office: Office) -> None:
    withdraw(power=may_sign_here(office, office.lea), by=office.adm, now=NOW)
    assert why(office, office.lea) is not None


def test_who_left_signs_nothing(office: Office) -> None:
    may_sign_here(office, office.lea)
    away(office.lea, office.ben)
    office.lea.is_active = False
    office.lea.save()
    assert why(office, office.lea) is not None
    assert why(office, office.ben) is not None
    assert signers(office.unit, "refuse", None, TODAY) == []


def test_deputy_uses_the_power_of_the_absent(office: Office) -> None:
    may_sign_here(office, office.lea, up_to=Decimal(500))
    assert why(office, office.ben) is not None
    away(office.lea, office.ben)
    assert why(office, office.ben) is None
    assert why(office, office.ben, value=Decimal(501)) is not None
    basis = basis_for(office.ben, office.unit, "refuse", None, TODAY)
    assert basis is not None
    assert (basis.in_place_of, basis.capacity) == (office.lea, "in Vertretung")


def test_deputy_of_a_deputy_has_nothing(office: Office) -> None:
    may_sign_here(office, office.lea)
    away(office.lea, office.ben)
    away(office.ben, office.ada)
    assert why(office, office.ada) is not None


def test_own_power_comes_before_a_lent_one(office: Office) -> None:
    may_sign_here(office, office.lea, capacity="")
    may_sign_here(office, office.ben, up_to=Decimal(100))
    away(office.lea, office.ben)
    own = basis_for(office.ben, office.unit, "refuse", Decimal(50), TODAY)
    lent = basis_for(office.ben, office.unit, "refuse", Decimal(500), TODAY)
    assert own is not None
    assert lent is not None
    assert (own.in_place_of, own.capacity) == (None, "im Auftrag")
    assert lent.in_place_of == office.lea


def test_powers_of_some_people_do_not_count(office: Office) -> None:
    may_sign_here(office, office.lea)
    away(office.lea, office.ben)
    without = {office.lea.pk}
    assert may_sign(office.ben, office.unit, "refuse", None, TODAY, without=without) is not None
    assert signers(office.unit, "refuse", None, TODAY, without=without) == []


def test_signers_by_name_those_in_their_own_right_first(office: Office) -> None:
    may_sign_here(office, office.lea)
    may_sign_here(office, office.ben, office.unit.parent)
    may_sign_here(office, office.ada, outcomes=["grant"])
    may_sign_here(office, office.rolf, office.other_unit)
    away(office.lea, office.cleo)
    found = signers(office.unit, "refuse", Decimal(1000), TODAY)
    people = [(basis.signer, basis.in_place_of) for basis in found]
    assert people == [(office.lea, None), (office.ben, None), (office.cleo, office.lea)]


def test_subtrees_hold_the_unit_itself(office: Office) -> None:
    root = office.unit.parent
    assert root is not None
    found = roles.subtrees([root.pk, office.unit.pk], office.authority.pk)
    assert found[office.unit.pk] == {office.unit.pk}
    assert found[root.pk] >= {root.pk, office.unit.pk, office.other_unit.pk}
