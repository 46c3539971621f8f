"""The accessibility statement: open to everybody, honest without the authority's part, complete
with it; administrators enter it.
"""

import pytest
from django.test import Client

from casework.access.models import AccessibilityStatement
from casework.audit.models import Entry
from tests.desk.conftest import SignIn
from tests.factories import Office

pytestmark = pytest.mark.django_db
SETTINGS = "/accessibility/settings/"
VALUES = {
    "level": "land",
    "law": "§ 7 des erfundenen Landesgesetzes",
    "contact": "Vertrauensperson Lind",
    "email": "barriere@lindenfurt.example",
    "body": "Schlichtungsstelle des Landes",
    "body_address": "Am Ufer 2\n67999 Lindenfurt",
    "limits": "Der alte Scanner liest schlecht.",
    "checked_on": "2026-11-02",
    "checked_by": "die Behörde selbst",
}


def read(url: str = "/accessibility/") -> str:
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_the_authoritys_part_it_says_so(office: Office) -> None:
    text = read()
    assert "Stadt Lindenfurt ist bemüht" in text
    assert "hat ihren Teil dieser Erklärung noch nicht eingetragen" in text
    assert office.authority.email in text
    assert "NVDA" in text  # what nobody has tested yet


def test_administrators_enter_it_and_everybody_reads_it(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.adm).post(SETTINGS, VALUES).status_code == 302
    text = read()
    for value in ("§ 7 des erfundenen", "Vertrauensperson Lind", "Am Ufer 2<br>", "alte Scanner"):
        assert value in text
    assert "2. November 2026" in text
    assert "BGG" not in text
    assert Entry.objects.filter(act="accessibility.state", actor=office.adm).exists()


def test_federal_bodies_need_no_law_of_a_land(office: Office, sign_in: SignIn) -> None:
    federal = VALUES | {"level": "federal", "law": ""}
    assert sign_in(office.adm).post(SETTINGS, federal).status_code == 302
    assert "§ 12b BGG und § 7 BITV 2.0" in read()
    assert "Schlichtungsverfahrens nach § 16 BGG" in read()


def test_others_name_their_law(office: Office, sign_in: SignIn) -> None:
    answer = sign_in(office.adm).post(SETTINGS, VALUES | {"law": ""})
    assert answer.status_code == 422
    assert "Please name the provision of your Land." in answer.content.decode()
    assert not AccessibilityStatement.objects.exists()


def test_only_administrators_enter_it(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.lea).post(SETTINGS, VALUES).status_code == 403


def test_where_authorities_share_an_installation_nobody_learns_which(
    office: Office, other_office: Office, sign_in: SignIn
) -> None:
    assert "Lindenfurt" not in read()
    assert "mehrere Behörden" in read()
    assert "ist bemüht" in read(f"/accessibility/of/{office.authority.slug}/")
    assert "ist bemüht" in sign_in(office.ada).get("/accessibility/").content.decode()
    assert Client().get("/accessibility/of/none/").status_code == 404
