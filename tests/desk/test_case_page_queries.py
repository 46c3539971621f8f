"""The case page costs no more than allowed, whatever the case holds and whoever looks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from casework.cases import drafts
from casework.cases.actions import add_note
from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.follow_ups import set_follow_up
from casework.cases.following import follow
from casework.cases.links import link
from casework.cases.marks import enter_mark
from casework.cases.models import Case, Deadline, Document, Mark
from casework.decisions import cosign_actions
from casework.decisions.models import Decision
from casework.lawwatch.notes import write_note
from legal.importer import import_law
from legal.models import Norm
from tests.delivery.making import make_delivery, make_notice
from tests.desk.conftest import SignIn
from tests.desk.law_changes import CHANGED, load_again
from tests.factories import NOW, Office, make_case, work_on
from tests.four_eyes import ask, away, housing_refusal, may_sign_here, sign
from tests.law import load_law
from tests.lawwatch.test_earlier import decided
from tests.legal.laws import DRAGONS, SEEN, small_law
from tests.matrix.things import access_things
from tests.services.package.track_cases import (
    granted_parking,
    install_track,
    objected,
    refused_parking,
    reviewed,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
Queries = Callable[[Client, str], int]


@pytest.fixture
def full(office: Office) -> Case:
    """A case with everything a panel can show, its record full of citations."""
    load_law()
    import_law("drachg", DRAGONS, SEEN)
    # What the checks name besides: their findings are links as well.
    norms = {f"§ {number}": "<P>(1) Ruhe.</P>" for number in range(1, 70)}
    import_law("sgb_10", small_law(norms, name="SGB X"), SEEN)
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


def beside(office: Office, case: Case) -> None:
    """All that can hang on a case whatever its state, by the hands of everybody."""
    for number in range(2):
        other = make_case(office, f"beside {number}")
        link(case=case, other=other, why="Gleiche Wohnung", by=office.ada, now=NOW)
        make_delivery(office, case=case, kind="certificate", channel="portal")
        fields = {"note": ["angefangen"]}
        drafts.keep(case=case, form="note", fields=fields, by=office.ada, now=NOW)
        Document.objects.create(
            case=case,
            title=f"Nachweis {number}",
            size=1,
            sha256=other.documents.get().sha256,
            received_at=NOW,
        )
        talk = Talk("Bitte um Rückruf.", party=case.parties.first())
        agreed = Agreed(NOW.date() + timedelta(days=3), kind="call_back")
        add_contact(case=case, talk=talk, agreed=agreed, by=office.ada, now=NOW)
    access_things(office, case)
    enter_mark(
        case=case,
        kind=Mark.Kind.CORRECTION,
        statement="Die Anschrift stimmt nicht.",
        by=office.lea,
        now=NOW,
        party=case.parties.first(),
    )
    follow(case=case, by=office.lea, now=NOW)
    away(office.ben, office.ada)


def everybody(office: Office, case: Case, sign_in: SignIn, queries: Queries) -> None:
    url = f"/cases/{case.file_number}/"
    for person in (office.ada, office.lea, office.rolf):
        assert queries(sign_in(person), url) <= MOST_QUERIES, person


def test_draft_with_everything(
    office: Office, full: Case, sign_in: SignIn, queries: Queries
) -> None:
    """A draft that was signed, sent back and waits again, with letters, talks and shares."""
    draft = housing_refusal(office)
    case = draft.case
    may_sign_here(office, office.lea)
    cosign_actions.send_back(
        co_signature=ask(draft, office.ada), comment="Seit wann?", by=office.lea, now=NOW
    )
    sign(ask(draft, office.ada), office.lea)
    draft.reasons += "\n\nNach § 2 DrachG, § 99 DrachG und § 12 AO."
    draft.version += 1
    draft.save()
    waiting = ask(draft, office.ada)
    day = NOW.date() + timedelta(days=9)
    set_follow_up(case=case, due_on=day, reason="Nachfragen", by=office.ada, now=NOW)
    beside(office, case)
    everybody(office, case, sign_in, queries)
    cosign_actions.withdraw(co_signature=waiting, by=office.ada, now=NOW)
    everybody(office, case, sign_in, queries)


def test_decided_case_with_everything(office: Office, sign_in: SignIn, queries: Queries) -> None:
    """Closed, with an objection under way, a returned letter and a review, and all the rest."""
    install_track(office, "objection")
    install_track(office, "review")
    case = refused_parking(office)
    beside(office, case)
    objected(office, case)
    everybody(office, case, sign_in, queries)


def test_track_with_everything(office: Office, sign_in: SignIn, queries: Queries) -> None:
    """The review of a decision, whose own page shows what it is about."""
    install_track(office, "review")
    track = reviewed(office, granted_parking(office), "withdraw")
    make_notice(office, case=track, kind="hearing")
    beside(office, track)
    everybody(office, track, sign_in, queries)
