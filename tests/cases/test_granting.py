"""Roles are granted and withdrawn by administrators, never to oneself, and one always stays."""

import pytest

from casework.access import roles
from casework.access.models import Unit, User
from casework.audit.models import Entry
from casework.cases import granting, units
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def top(office: Office) -> Unit:
    return office.unit.parent or office.unit


def grant(office: Office, user: User, role: str, unit: Unit, by: User | None = None) -> None:
    granting.grant(user=user, role=role, unit=unit, by=by or office.adm, now=NOW)


def withdraw(office: Office, user: User, role: str, unit: Unit, by: User | None = None) -> None:
    granting.withdraw(user=user, role=role, unit=unit, by=by or office.adm, now=NOW)


def test_granted_and_withdrawn_with_what_changed_in_the_log(office: Office) -> None:
    grant(office, office.cleo, roles.LEAD, office.unit)
    assert office.unit.pk in roles.unit_ids(office.cleo, roles.LEAD)
    with pytest.raises(Conflict):
        grant(office, office.cleo, roles.LEAD, office.unit)
    withdraw(office, office.cleo, roles.LEAD, office.unit)
    assert not roles.unit_ids(office.cleo, roles.LEAD)
    with pytest.raises(Conflict):
        withdraw(office, office.cleo, roles.LEAD, office.unit)
    acts = Entry.objects.filter(act__startswith="role.", action=Entry.Action.ACT).order_by("id")
    assert [(one.act, one.actor, one.object_repr) for one in acts] == [
        ("role.grant", office.adm, "Cleo Fern"),
        ("role.withdraw", office.adm, "Cleo Fern"),
    ]
    assert acts[0].additional_data == {"role": "lead", "unit": office.unit.pk}


def test_nobody_grants_themselves(office: Office, top: Unit) -> None:
    for role in roles.ROLES:
        with pytest.raises(NotAllowed, match="sich selbst"):
            grant(office, office.adm, role, top)


def test_only_administrators_of_the_unit(office: Office, other_office: Office, top: Unit) -> None:
    grant(office, office.ben, roles.ADMINISTER, office.unit)
    for stranger in (office.lea, office.rolf, other_office.adm):
        with pytest.raises(NotAllowed):
            grant(office, office.cleo, roles.WORK, office.unit, by=stranger)
    grant(office, office.cleo, roles.WORK, office.unit, by=office.ben)
    for unit in (office.other_unit, top):
        with pytest.raises(NotAllowed):
            grant(office, office.cleo, roles.LEAD, unit, by=office.ben)


def test_not_for_others_authorities_those_who_left_or_closed_units(
    office: Office, other_office: Office, top: Unit
) -> None:
    office.ben.is_active = False
    office.ben.save()
    part = units.create(parent=top, name="Alt", by=office.adm, now=NOW)
    units.close(unit=part, by=office.adm, now=NOW)
    for user, unit, role in (
        (other_office.ada, office.unit, roles.WORK),
        (office.ben, office.unit, roles.LEAD),
        (office.ada, part, roles.WORK),
        (office.ada, office.unit, "god"),
    ):
        with pytest.raises(InvalidData):
            grant(office, user, role, unit)


def test_last_administrator_stays(office: Office, top: Unit) -> None:
    with pytest.raises(Conflict, match="letzte"):
        withdraw(office, office.adm, roles.ADMINISTER, top)
    grant(office, office.lea, roles.ADMINISTER, office.unit)
    with pytest.raises(Conflict, match="letzte"):  # she does not administer the top
        withdraw(office, office.adm, roles.ADMINISTER, top)
    withdraw(office, office.lea, roles.ADMINISTER, office.unit)  # the top's still does
    grant(office, office.lea, roles.ADMINISTER, top)
    withdraw(office, office.adm, roles.ADMINISTER, top)
    assert not roles.has_role(office.adm, roles.ADMINISTER)


def test_who_left_does_not_count_as_the_other_administrator(office: Office, top: Unit) -> None:
    grant(office, office.lea, roles.ADMINISTER, top)
    office.lea.is_active = False
    office.lea.save()
    with pytest.raises(Conflict):
        withdraw(office, office.adm, roles.ADMINISTER, top)
