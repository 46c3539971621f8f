"""Finding cases by words, through the index that the database keeps."""

import pytest

from casework.cases.actions import add_note
from casework.cases.models import Case, CaseText, Contact, DocumentText
from casework.cases.wording import with_words
from casework.services.models import ServiceVersion
from tests.factories import NOW, Office, make_case

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


@pytest.fixture
def remarked(case: Case, office: Office) -> Case:
    """With a note, a conversation and a document that was read."""
    add_note(case=case, text="Häuser am Kanal besichtigt", by=office.ada, now=NOW)
    Contact.objects.create(
        case=case,
        spoke_with="Frau Ölschläger",
        text="Termin vereinbart",
        at=NOW,
        written_by=office.ada,
        written_at=NOW,
    )
    document = case.documents.get()
    DocumentText.objects.create(document=document, text="Zulassungsbescheinigung Teil I")
    return case


@pytest.mark.parametrize(
    "text", ["haus", "Häus", "Kanal weiß", "Ölschläger Termine", "zulassungsbesch teil"]
)
def test_is_found_by_what_was_added(remarked: Case, text: str) -> None:
    assert list(with_words(Case.objects.all(), text)) == [remarked]


def test_what_was_added_and_goes_is_no_longer_found(remarked: Case) -> None:
    DocumentText.objects.all().delete()
    remarked.notes.all().delete()
    remarked.contacts.all().delete()
    for text in ("zulassungsbescheinigung", "kanal", "termin"):
        assert not with_words(Case.objects.all(), text)


def test_nobody_finds_a_case_by_what_is_covered(case: Case) -> None:
    ServiceVersion.objects.update(
        covered={"iban": True, "person": {"illness": True}, "home": {"people": {"born": True}}}
    )
    people = [{"name": "Anna", "born": "Vergangenheit"}, {"name": "Kai", "born": "Vorgestern"}]
    data = {
        "iban": "DE02120300000000202051",
        "person": {"illness": "Rheuma", "shoe": "Stiefel"},
        "home": {"people": people},
    }
    Case.objects.filter(pk=case.pk).update(data=data)
    for text in ("DE0212", "rheuma", "vergangenheit", "vorgestern"):
        assert not with_words(Case.objects.all(), text)
    for text in ("stiefel", "anna kai"):
        assert list(with_words(Case.objects.all(), text)) == [case]


def test_documents_too_large_to_keep_leave_the_case_findable(case: Case) -> None:
    """What the index keeps of one case is less than a megabyte; the case is saved all the same."""
    pairs = (chr(0x20000 + one % 4000) + chr(0x20000 + one // 40) for one in range(60000))
    long = " ".join(pairs)
    DocumentText.objects.create(document=case.documents.get(), text=long)
    assert list(with_words(Case.objects.all(), "weiß")) == [case]
