"""Who sees which case, and the reason why somebody may not act."""

import pytest

from casework.access import roles
from casework.cases import policy
from casework.cases.models import Case
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "sees"),
    [("ada", True), ("ben", True), ("lea", True), ("rolf", True), ("cleo", False), ("adm", False)],
)
def test_visible_to(office: Office, person: str, sees: bool) -> None:
    case = make_case(office)
    visible = Case.objects.visible_to(getattr(office, person))
    assert (case in visible) is sees


def test_authorities_never_see_each_other(office: Office, other_office: Office) -> None:
    make_case(office)
    for person in (other_office.ada, other_office.lea, other_office.rolf):
        assert not Case.objects.visible_to(person).exists()


def test_deactivated_person_sees_nothing(office: Office) -> None:
    make_case(office)
    office.ada.is_active = False
    assert not Case.objects.visible_to(office.ada).exists()


ACTS = {
    policy.READ: {"ada", "ben", "lea", "rolf"},
    policy.WORK: {"ada", "ben", "lea"},
    policy.TAKE: {"ada", "ben", "lea"},
    policy.ASSIGN: {"lea"},
    policy.COMMENT: {"ada", "ben", "lea"},
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", ["ada", "ben", "cleo", "lea", "rolf", "adm"])
def test_why_not(office: Office, act: str, person: str) -> None:
    reason = policy.why_not(getattr(office, person), act, make_case(office))
    assert (reason is None) is (person in ACTS[act])
    assert reason is None or reason.endswith(".")


def test_unknown_act_is_never_allowed_by_accident(office: Office) -> None:
    with pytest.raises(KeyError):
        policy.why_not(office.ada, "destroy", make_case(office))


def test_role_above_reaches_units_below_not_beside(office: Office) -> None:
    assert roles.unit_ids(office.rolf, roles.AUDIT) == {
        office.unit.parent_id,
        office.unit.pk,
        office.other_unit.pk,
    }
    assert roles.unit_ids(office.ada, roles.WORK) == {office.unit.pk}
    assert roles.unit_ids(office.ada, roles.LEAD) == frozenset()


def test_role_in_a_foreign_authority_cannot_be_granted(
    office: Office, other_office: Office
) -> None:
    with pytest.raises(ValueError, match="own authority"):
        roles.grant(user=office.ada, role=roles.WORK, unit=other_office.unit)


def test_withdrawn_role_sees_nothing_more(office: Office) -> None:
    make_case(office)
    roles.withdraw(user=office.ada, role=roles.WORK, unit=office.unit)
    assert not Case.objects.visible_to(office.ada).exists()
