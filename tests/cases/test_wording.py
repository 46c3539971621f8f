"""Finding cases by words, through the index that the database keeps."""

import pytest

from casework.cases.models import Case, CaseText
from casework.cases.wording import with_words
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    found = make_case(office)
    found.parties.update(family_name="Groß-Müller", street="Nelkenweg 7")
    Case.objects.filter(pk=found.pk).update(
        applicant_name="Jörg Weiß", data={"reason": "Zwei Fahrzeuge", "private": "geheim"}
    )
    return found


@pytest.mark.parametrize(
    "text",
    [
        "weiß",
        "WEISS",
        "joerg weis",
        "mueller",
        "müll",
        "nelkenweg 7",
        "fahrzeug",  # the data has the plural
        "bpa-2026",
        "BPA/2026 00001",
    ],
)
def test_is_found(case: Case, text: str) -> None:
    assert list(with_words(Case.objects.all(), text)) == [case]


@pytest.mark.parametrize("text", ["weiß schwarz", "eiß", "'; drop:*", "", "&|!():*"])
def test_is_not_found(case: Case, text: str) -> None:
    assert not with_words(Case.objects.all(), text)


def test_only_among_the_cases_asked_for(case: Case, office: Office) -> None:
    assert not with_words(Case.objects.visible_to(office.cleo), "weiß")


def test_what_is_erased_is_no_longer_found(case: Case) -> None:
    case.parties.all().delete()
    Case.objects.filter(pk=case.pk).update(applicant_name="–", data={})
    assert not with_words(Case.objects.all(), "mueller")
    assert not with_words(Case.objects.all(), "geheim")
    assert CaseText.objects.filter(case=case).count() == 1
