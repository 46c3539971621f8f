"""Who is written to and who writes, as the letter has it."""

import pytest

from casework.cases.models import Case, Party
from casework.notices.addresses import addressee_facts, addressee_of, authority_facts
from casework.notices.assembly import letter_facts
from casework.notices.facts import check
from casework.notices.letters import LetterDraft
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.mark.parametrize(
    ("party", "lines", "salutation"),
    [
        (
            {"given_name": "Mira", "family_name": "Brandes", "street": "Weg 1"},
            ["Mira Brandes", "Weg 1", "67999 Lindenfurt"],
            "Guten Tag Mira Brandes,",
        ),
        (
            {"organisation": "Muster GmbH", "street": "Weg 1"},
            ["Muster GmbH", "Weg 1", "67999 Lindenfurt"],
            "Sehr geehrte Damen und Herren,",
        ),
        (
            {"family_name": "Huber", "street": "Ring 2", "country": "AT"},
            ["Huber", "Ring 2", "67999 Lindenfurt", "ÖSTERREICH"],
            "Guten Tag Huber,",
        ),
    ],
)
def test_lines_of_the_address(party: dict[str, str], lines: list[str], salutation: str) -> None:
    found = addressee_facts(Party(postal_code="67999", city="Lindenfurt", **party))
    assert found == {"lines": lines, "salutation": salutation}


def test_a_representative_with_a_power_is_written_to_and_the_applicant_is_named(
    office: Office, case: Case
) -> None:
    lawyer = Party.objects.create(
        case=case, role="representative", organisation="Kanzlei Recht", power_shown=True
    )
    assert addressee_of(case, TODAY) == lawyer
    draft = LetterDraft("acknowledgement", "Eingang", ("Ihr Antrag ist da.",), "", ())
    facts = letter_facts(case, draft, by=office.ada, on=TODAY, number=None)
    assert facts["case"]["concerns"] == case.applicant_name
    Party.objects.filter(pk=lawyer.pk).update(power_shown=False)
    facts = letter_facts(case, draft, by=office.ada, on=TODAY, number=None)
    assert facts["case"]["concerns"] is None


def test_what_an_office_leaves_out_or_writes_in_lines_still_makes_a_letter(
    office: Office, case: Case
) -> None:
    case.authority.opening_hours, case.authority.bank_name = "Mo 8–12 Uhr\nDo 14–18 Uhr\n", ""
    authority = authority_facts(case)
    assert authority["opening_hours"] == "Mo 8–12 Uhr, Do 14–18 Uhr"
    assert authority["bank"]["name"] == "Bankverbindung"
    draft = LetterDraft("acknowledgement", "Eingang", ("Ihr Antrag ist da.",), "", ())
    assert check(letter_facts(case, draft, by=office.ada, on=TODAY, number=None)) == []
