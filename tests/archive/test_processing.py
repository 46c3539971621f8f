"""The record of processing says what the installed packages say."""

import pytest

from casework.archive.office import enter_office
from casework.archive.processing import activities, office_of
from casework.cases.errors import NotAllowed
from tests.factories import Office


def test_an_activity_for_each_service_of_the_authority_alone(
    office: Office, other_office: Office
) -> None:
    (one,) = activities(office.authority)
    assert one.service == office.service
    assert (one.years, one.reason) == (3, "Frist des Aktenplans der Stadt Lindenfurt (erfunden)")
    assert "§ 6a Abs. 5a Satz 1 StVG" in one.legal_basis
    person = one.data[0]
    assert "Familienname" in person.fields
    assert person.sensitive == ("Geburtsdatum",)
    assert "Zulassungsbescheinigung Teil I (Fahrzeugschein)" in one.documents


def test_who_answers_is_entered_by_administrators_of_the_whole(office: Office) -> None:
    given = {"officer": "Dr. D. Schutz", "contact": "", "recipients": "Rechenzentrum"}
    assert office_of(office.authority).officer == ""
    enter_office(by=office.adm, measures="", **given)
    assert office_of(office.authority).officer == "Dr. D. Schutz"
    for person in (office.lea, office.rolf, office.ada):
        with pytest.raises(NotAllowed):
            enter_office(by=person, measures="", **given)
