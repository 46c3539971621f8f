"""Representatives are entered, entries corrected with a reason; what was before is kept."""

import pytest

from casework.audit.masking import MARK
from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.marks import enter_mark
from casework.cases.models import Case, Mark, Party
from casework.cases.parties import add_representative, correct_party
from casework.decisions.texts import values_for
from casework.notices.addresses import addressee_facts, addressee_of
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
LAWYER = {
    "family_name": "Recht",
    "given_name": "Rosa",
    "street": "Kanzleiweg 1",
    "postal_code": "67999",
    "city": "Lindenfurt",
    "country": "DE",
    "language": "de",
}


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def applicant(case: Case) -> Party:
    return case.parties.get()


def test_letters_go_to_a_representative_once_authority_is_shown(
    office: Office, case: Case, applicant: Party
) -> None:
    today = NOW.date()
    lawyer = add_representative(case=case, values=LAWYER, by=office.ada, now=NOW)
    assert addressee_of(case, today) == applicant
    correct_party(
        party=lawyer, values={"power_shown": True}, reason="Vollmacht", by=office.ada, now=NOW
    )
    assert addressee_of(case, today) == lawyer
    assert Entry.objects.get(act="party.add", action=Entry.Action.ACT).norm == "§ 14 Abs. 1 VwVfG"


def test_a_representative_needs_a_name_and_an_address(office: Office, case: Case) -> None:
    with pytest.raises(InvalidData) as refused:
        add_representative(case=case, values={"city": "Ulm"}, by=office.ada, now=NOW)
    assert set(refused.value.errors) == {"family_name", "street", "postal_code"}


def test_a_correction_keeps_what_was(office: Office, case: Case, applicant: Party) -> None:
    applicant.address_failed_on = NOW.date()
    applicant.save()
    old = applicant.street
    values = {"street": "Neue Gasse 2", "family_name": "Neumann"}
    change = correct_party(
        party=applicant, values=values, reason="Heirat, Umzug", by=office.ada, now=NOW, seen=0
    )
    applicant.refresh_from_db()
    case.refresh_from_db()
    assert (change.before["street"], change.after["street"]) == (old, "Neue Gasse 2")
    assert set(change.before) == {"street", "family_name"}
    assert applicant.address_failed_on is None
    assert case.applicant_name == f"{applicant.given_name} Neumann"
    told = Entry.objects.filter(act="party.correct").exclude(action=Entry.Action.ACT)
    assert "Neue Gasse" not in str([one.changes for one in told])
    assert MARK in str([one.changes for one in told])


def test_texts_not_yet_issued_take_it(office: Office, case: Case, applicant: Party) -> None:
    values = {"street": "Neue Gasse 2", "family_name": "Neumann"}
    correct_party(party=applicant, values=values, reason="Heirat", by=office.ada, now=NOW)
    case.refresh_from_db()
    named = values_for(case, {})["applicant"]
    assert (named["street"], named["name"]) == ("Neue Gasse 2", case.applicant_name)
    assert "Neue Gasse 2" in addressee_facts(addressee_of(case, NOW.date()))["lines"]
    assert named["birth_date"] == applicant.birth_date.isoformat()
    assert "telefax" not in named


def test_a_correction_needs_a_reason_and_a_difference(
    office: Office, case: Case, applicant: Party
) -> None:
    for values, reason in (({"city": "Ulm"}, " "), ({"city": applicant.city}, "Umzug")):
        with pytest.raises(InvalidData) as refused:
            correct_party(party=applicant, values=values, reason=reason, by=office.ada, now=NOW)
        assert set(refused.value.errors) == {"reason"}
    with pytest.raises(InvalidData):
        correct_party(party=applicant, values={"street": ""}, reason="x", by=office.ada, now=NOW)


def test_the_second_of_two_corrections_is_told(office: Office, applicant: Party) -> None:
    for city, expected in (("Ulm", None), ("Bonn", Conflict)):
        try:
            correct_party(
                party=applicant, values={"city": city}, reason="U", by=office.ada, now=NOW, seen=0
            )
        except Conflict as error:
            assert expected is type(error)
    applicant.refresh_from_db()
    assert applicant.city == "Ulm"


def test_it_carries_out_the_correction_asked_for(
    office: Office, case: Case, applicant: Party
) -> None:
    mark = enter_mark(
        case=case, kind="correction", statement="Falscher Ort", by=office.lea, now=NOW
    )
    values = {"city": "Ulm"}
    change = correct_party(
        party=applicant, values=values, reason="Ausweis", by=office.ada, now=NOW, mark=mark
    )
    mark.refresh_from_db()
    assert (mark.lifted_by, mark.lifted_reason, change.mark) == (office.ada, "Ausweis", mark)
    entry = Entry.objects.get(act="party.correct", action=Entry.Action.ACT)
    assert entry.norm == "Art. 16 DSGVO"
    with pytest.raises(Conflict):
        correct_party(
            party=applicant, values={"city": "Bonn"}, reason="A", by=office.ada, now=NOW, mark=mark
        )


def test_who_may_not_and_when_nobody_may(office: Office, case: Case, applicant: Party) -> None:
    for person in (office.rolf, office.cleo):
        with pytest.raises(NotAllowed):
            add_representative(case=case, values=LAWYER, by=person, now=NOW)
    enter_mark(
        case=case,
        kind=Mark.Kind.RESTRICTION,
        ground="b",
        statement="Nicht verwenden",
        by=office.lea,
        now=NOW,
    )
    with pytest.raises(NotAllowed, match="Art. 18"):
        correct_party(party=applicant, values={"city": "Ulm"}, reason="U", by=office.lea, now=NOW)


def test_a_closed_case_can_be_corrected(office: Office, case: Case, applicant: Party) -> None:
    Case.objects.update(status=Case.Status.CLOSED, closed_at=NOW)
    correct_party(party=applicant, values={"city": "Ulm"}, reason="U", by=office.ada, now=NOW)
    applicant.refresh_from_db()
    assert applicant.city == "Ulm"
