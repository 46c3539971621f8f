"""The case page costs no more than allowed, whatever the case holds and whoever looks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from casework.cases.actions import add_note
from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.models import Case, Deadline, Document
from casework.decisions.models import Decision
from casework.lawwatch.notes import write_note
from legal.importer import import_law
from legal.models import Norm
from tests.desk.conftest import SignIn
from tests.desk.law_changes import CHANGED, load_again
from tests.factories import NOW, Office, make_case, work_on
from tests.law import load_law
from tests.lawwatch.test_earlier import decided
from tests.legal.laws import DRAGONS, SEEN

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
Queries = Callable[[Client, str], int]


@pytest.fixture
def full(office: Office) -> Case:
    """A case with everything a panel can show, its record full of citations."""
    load_law()
    import_law("drachg", DRAGONS, SEEN)
    earlier = decided(office, "earlier")
    for norm in Norm.objects.all():
        write_note(norm=norm, text="Wie § 1a DrachG.", review_on=None, by=office.ada, now=NOW)
    case = make_case(office, "full")
    load_again(CHANGED, 2)
    document = case.documents.get()
    for number in range(5):
        add_note(case=case, text=f"{number}: § 1 Abs. 2 DrachG", by=office.ben, now=NOW)
        talk = Talk(f"{number}: § 2 DrachG", party=case.parties.get())
        agreed = Agreed(
            NOW.date() + timedelta(days=number), kind="meeting" if number else "call_back"
        )
        add_contact(case=case, talk=talk, agreed=agreed, by=office.ben, now=NOW)
        Document.objects.create(
            case=case, title=f"{number}", size=1, sha256=document.sha256, received_at=NOW
        )
        Deadline.objects.create(
            case=case,
            kind=Deadline.Kind.RESPONSE,
            label="Antwort",
            due_on=(NOW + timedelta(days=number)).date(),
            because=["Nach § 2 DrachG."],
            step=f"{number}",
        )
    assert earlier.pk != case.pk
    return case


def test_check_step(office: Office, full: Case, sign_in: SignIn, queries: Queries) -> None:
    url = f"/cases/{full.file_number}/"
    for person in (office.ada, office.lea, office.rolf):
        assert queries(sign_in(person), url) <= MOST_QUERIES


def test_decide_step(office: Office, full: Case, sign_in: SignIn, queries: Queries) -> None:
    url = f"/cases/{full.file_number}/"
    work_on(full, office.ada)
    sign_in(office.ada).get(url)
    draft = Decision.objects.get(case=full)
    draft.reasons += "\n\nNach § 2 DrachG, § 99 DrachG, § 5 XyzG und § 12 AO."
    draft.target = Decision.objects.exclude(pk=draft.pk).get()
    draft.save()
    for person in (office.ada, office.lea, office.rolf):
        assert queries(sign_in(person), url) <= MOST_QUERIES, person
