"""Units are made, renamed, moved and closed, and who does it administers every place concerned."""

import pytest

from casework.access import roles
from casework.access.models import Unit, User
from casework.audit.models import Entry
from casework.cases import units
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def top(office: Office) -> Unit:
    return office.unit.parent or office.unit


def made(office: Office, parent: Unit, name: str = "Bußgeldstelle") -> Unit:
    return units.create(parent=parent, name=name, by=office.adm, now=NOW)


def test_made_below_another_and_reached_by_roles_above(office: Office, top: Unit) -> None:
    unit = made(office, top)
    assert (unit.parent, unit.slug, unit.authority) == (top, "bussgeldstelle", office.authority)
    assert unit.pk in roles.unit_ids(User.objects.get(pk=office.rolf.pk), roles.AUDIT)
    assert made(office, office.unit).slug == "bussgeldstelle-2"
    with pytest.raises(InvalidData):
        made(office, top, "bußgeldstelle")
    assert Entry.objects.filter(act="unit.create", action=Entry.Action.ACT).count() == 2


def test_only_who_administers_the_places(office: Office, other_office: Office, top: Unit) -> None:
    roles.grant(user=office.ben, role=roles.ADMINISTER, unit=office.unit)
    for stranger in (office.lea, office.ada, other_office.adm):
        with pytest.raises(NotAllowed):
            units.create(parent=top, name="x", by=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            units.close(unit=office.other_unit, by=stranger, now=NOW)
    part = units.create(parent=office.unit, name="x", by=office.ben, now=NOW)
    with pytest.raises(NotAllowed):
        units.move(unit=part, parent=office.other_unit, by=office.ben, now=NOW)
    with pytest.raises(NotAllowed):
        units.rename(unit=office.unit, name="y", by=other_office.adm, now=NOW)


def test_moved_but_never_below_itself(office: Office, top: Unit) -> None:
    part = made(office, office.unit)
    units.move(unit=part, parent=office.other_unit, by=office.adm, now=NOW)
    part.refresh_from_db()
    assert part.parent == office.other_unit
    for unit, parent in ((office.other_unit, part), (part, part), (top, office.unit)):
        with pytest.raises(InvalidData):
            units.move(unit=unit, parent=parent, by=office.adm, now=NOW)


def test_closed_only_when_nothing_depends_on_it(office: Office, top: Unit) -> None:
    part = made(office, office.other_unit)
    case = make_case(office)
    Case.objects.filter(pk=case.pk).update(unit=part)
    for unit, reason in (
        (top, "oberste"),
        (office.other_unit, "darunter"),
        (office.unit, "Anträge"),
        (part, "offene Vorgänge"),
    ):
        with pytest.raises(Conflict, match=reason):
            units.close(unit=unit, by=office.adm, now=NOW)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW)
    units.close(unit=part, by=office.adm, now=NOW)
    part.refresh_from_db()
    with pytest.raises(ValueError, match="closed"):
        roles.grant(user=office.ben, role=roles.WORK, unit=part)
    with pytest.raises(Conflict):
        made(office, part, "Neu")
    units.close(unit=office.other_unit, by=office.adm, now=NOW)
    with pytest.raises(Conflict):
        units.reopen(unit=part, by=office.adm, now=NOW)
    units.reopen(unit=office.other_unit, by=office.adm, now=NOW)
    units.reopen(unit=part, by=office.adm, now=NOW)
    part.refresh_from_db()
    assert part.closed_at is None
