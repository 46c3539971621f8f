"""The pages of units and roles: the tree, who can do what, and granting after a confirmation."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.access import roles
from casework.access.models import Unit, User
from casework.cases import units
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def adm(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.adm)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_tree_names_only_the_own_authority(
    office: Office, other_office: Office, adm: Client, sign_in: SignIn
) -> None:
    nodes = adm.get("/units/").context["nodes"]
    assert [(str(node.unit), node.depth) for node in nodes] == [
        ("Stadtverwaltung", 0),
        ("Gewerbeamt", 1),
        ("Straßenverkehrsbehörde", 1),
    ]
    assert [node.people for node in nodes] == [2, 1, 3]
    assert {node.unit.authority_id for node in nodes} == {office.authority.pk}
    for url in (f"/units/{other_office.unit.pk}/", f"/units/people/{other_office.ada.pk}/"):
        assert adm.get(url).status_code == 404
    for person in (office.ada, office.lea, office.rolf):
        assert sign_in(person).get("/units/").status_code == 403


def test_part_of_the_tree_for_who_administers_a_part(office: Office, sign_in: SignIn) -> None:
    roles.grant(user=office.ben, role=roles.ADMINISTER, unit=office.unit)
    ben = sign_in(office.ben)
    nodes = ben.get("/units/").context["nodes"]
    assert [node.reachable for node in nodes] == [False, False, True]
    assert ben.get(f"/units/{office.unit.pk}/").status_code == 200
    assert ben.get(f"/units/{office.other_unit.pk}/").status_code == 404
    asked = f"/units/{office.other_unit.pk}/roles/grant/?person={office.ada.pk}&role=lead"
    assert ben.post(asked).status_code == 404


def test_created_renamed_moved_and_closed(office: Office, adm: Client) -> None:
    url = f"/units/{office.other_unit.pk}/"
    answer = adm.post(f"{url}create/", {"name": "Gaststätten"}, follow=True)
    assert "The unit Gaststätten is created." in answer.content.decode()
    part = Unit.objects.get(name="Gaststätten")
    own = f"/units/{part.pk}/"
    assert adm.post(f"{own}rename/", {"name": ""}).status_code == 422
    adm.post(f"{own}rename/", {"name": "Gaststätten und Märkte"})
    adm.post(f"{own}move/", {"parent": office.unit.pk})
    part.refresh_from_db()
    assert (part.name, part.parent) == ("Gaststätten und Märkte", office.unit)
    assert adm.post(f"/units/{office.unit.pk}/close/").status_code == 409
    adm.post(f"{own}close/")
    assert "Open the unit again" in adm.get(own).content.decode()
    adm.post(f"{own}close/", {"reopen": "1"})
    part.refresh_from_db()
    assert part.closed_at is None


def test_role_is_granted_and_withdrawn_after_saying_what_follows(
    office: Office, adm: Client
) -> None:
    url = f"/units/{office.unit.pk}/"
    asked = f"{url}roles/grant/?person={office.cleo.pk}&role=lead"
    told = adm.get(asked).content.decode()
    assert "sees all cases, assigns them" in told
    assert not roles.has_role(fresh(office.cleo), roles.LEAD)
    answer = adm.post(asked, {"reason": "Nachfolge"}, follow=True)
    assert "Cleo Fern now has the role Team lead" in answer.content.decode()
    assert roles.has_role(fresh(office.cleo), roles.LEAD)
    assert adm.post(asked).status_code == 409
    adm.post(f"{url}roles/withdraw/?person={office.cleo.pk}&role=lead")
    assert not roles.has_role(fresh(office.cleo), roles.LEAD)


def test_not_to_oneself_and_the_last_one_stays(office: Office, adm: Client) -> None:
    top = office.unit.parent_id
    asked = f"/units/{top}/roles/grant/?person={office.adm.pk}&role=lead"
    assert adm.post(asked).status_code == 422
    assert not roles.has_role(fresh(office.adm), roles.LEAD)
    last = f"/units/{top}/roles/withdraw/?person={office.adm.pk}&role=administer"
    answer = adm.post(last)
    assert answer.status_code == 409
    assert "The last administrator stays" in answer.content.decode()


@pytest.mark.parametrize("query", ["person=0&role=lead", "person=x", "role=god", ""])
def test_made_up_addresses(office: Office, adm: Client, query: str) -> None:
    url = f"/units/{office.unit.pk}/roles/"
    assert adm.get(f"{url}withdraw/?{query}").status_code == 404
    assert adm.get(f"{url}grant/?{query}").status_code == 422
    assert adm.get(f"{url}steal/?{query}").status_code == 404


def test_what_one_person_can_do(office: Office, adm: Client) -> None:
    told = adm.get(f"/units/people/{office.rolf.pk}/").content.decode()
    assert "Auditor" in told
    assert "and 2 units below" in told
    assert "This person has no role." not in told


def test_query_count_does_not_grow(
    office: Office, adm: Client, queries: Callable[[Client, str], int]
) -> None:
    units.create(parent=office.unit, name="first", by=office.adm, now=NOW)
    pages = ("/units/", f"/units/{office.unit.pk}/", f"/units/people/{office.ada.pk}/")
    before = [queries(adm, page) for page in pages]
    for number in range(4):
        part = units.create(parent=office.unit, name=f"{number}", by=office.adm, now=NOW)
        roles.grant(user=office.ada, role=roles.WORK, unit=part)
        roles.grant(user=(office.ben, office.cleo)[number % 2], role=roles.AUDIT, unit=part)
    assert [queries(adm, page) for page in pages] == before
