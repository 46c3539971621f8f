"""Proposals on the team board: made, changed, confirmed, undone; handing cases over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.access import roles
from casework.access.models import Substitution
from casework.cases.actions import assign, take
from casework.cases.exclusion import exclude
from casework.cases.models import BulkAct, Case
from casework.desk.team.proposal import Proposal
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.lea)


def proposal_of(client: Client, sent: dict[str, object]) -> Proposal:
    answer = client.post("/team/proposal/", sent)
    assert answer.status_code == 200
    found: Proposal = answer.context["proposal"]
    return found


def to(proposal: Proposal) -> dict[int, str]:
    lines = proposal.lines
    return {line.case.pk: line.proposed.to.name if line.proposed.to else "" for line in lines}


def away(office: Office) -> None:
    """Ada is absent today, Ben stands in for her."""
    today = timezone.localdate()
    Substitution.objects.create(
        absent=office.ada,
        deputy=office.ben,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        entered_by=office.lea,
        entered_at=NOW,
    )


def test_proposal_changes_nothing_and_is_confirmed_as_it_was_changed(
    office: Office, lea: Client
) -> None:
    first, second, third = (make_case(office, f"{n}") for n in range(3))
    found = to(proposal_of(lea, {"case": [first.pk, second.pk, third.pk]}))
    assert sorted(found.values()) == ["Ada Klein", "Ben Groß", "Ben Groß"]
    assert not Case.objects.filter(assignee__isnull=False).exists()
    sent = {
        "case": [first.pk, second.pk],
        f"to-{first.pk}": office.ada.pk,
        f"to-{second.pk}": office.ada.pk,
        f"to-{third.pk}": office.ben.pk,  # its tick was taken away
    }
    text = lea.post("/team/distribute/", sent, follow=True).content.decode()
    assert "2 cases were assigned." in text
    assert set(Case.objects.filter(assignee=office.ada)) == {first, second}
    act = BulkAct.objects.get()
    assert lea.post(f"/team/undo/{act.pk}/", follow=True).status_code == 200
    assert not Case.objects.filter(assignee__isnull=False).exists()


def test_without_a_tick_it_is_for_all_of_the_page(office: Office, lea: Client) -> None:
    first, second, _other = (make_case(office, f"{n}") for n in range(3))
    sent = {f"version-{case.pk}": case.version for case in (first, second)}
    assert set(to(proposal_of(lea, sent))) == {first.pk, second.pk}


def test_absent_and_excluded_people_are_never_proposed(office: Office, lea: Client) -> None:
    case, other = make_case(office, "1"), make_case(office, "2")
    sent = {"case": [case.pk, other.pk]}
    away(office)
    exclude(
        case=case,
        user=office.ben,
        by=office.lea,
        now=NOW,
        reason="Bruder",
        norm="§ 20 Abs. 1 Satz 1 VwVfG",
    )
    found = proposal_of(lea, sent)
    assert to(found) == {case.pk: "", other.pk: "Ben Groß"}
    assert {line.case.pk: [one.pk for one in line.options] for line in found.lines} == {
        case.pk: [],
        other.pk: [office.ben.pk],
    }


def test_turn_goes_on_where_the_last_distribution_ended(office: Office, lea: Client) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    sent = {"rule": "turn", "case": first.pk, f"to-{first.pk}": office.ben.pk}
    lea.post("/team/distribute/", sent)
    found = proposal_of(lea, {"rule": "turn", "case": second.pk})
    assert found.lines[0].proposed.why == "is next in turn after Ben Groß"
    assert to(found) == {second.pk: "Ada Klein"}


def test_two_leads_at_once_the_second_is_told_what_happened(office: Office, lea: Client) -> None:
    case, other = make_case(office, "1"), make_case(office, "2")
    sent = {"case": [case.pk, other.pk]}
    for one in (case, other):
        sent |= {f"version-{one.pk}": one.version, f"to-{one.pk}": office.ben.pk}
    assign(case=case, to=office.ada, by=office.lea, now=NOW)
    answer = lea.post("/team/distribute/", sent)
    assert answer.status_code == 409
    (kept,) = answer.context["result"].refused
    assert (kept.number, kept.reason) == (
        case.file_number,
        "The case was changed in the meantime; it is now with Ada Klein.",
    )
    assert kept.last is not None
    assert (kept.last.who, kept.last.text) == ("Lea Brandt", "assigned the case.")
    assert Case.objects.get(pk=case.pk).assignee == office.ada
    assert Case.objects.get(pk=other.pk).assignee == office.ben


def test_cases_of_other_units_are_not_there(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    roles.grant(user=office.cleo, role=roles.LEAD, unit=office.other_unit)
    cleo = sign_in(office.cleo)
    assert cleo.post("/team/proposal/", {"case": case.pk}).status_code == 422
    sent = {"case": case.pk, f"to-{case.pk}": office.cleo.pk}
    assert cleo.post("/team/distribute/", sent).status_code == 422
    assert Case.objects.get().assignee is None
    assert cleo.get(f"/team/rebalance/{office.ada.pk}/").status_code == 404


def test_somebody_of_another_unit_is_refused(office: Office, lea: Client) -> None:
    case = make_case(office)
    sent = {"case": case.pk, f"to-{case.pk}": office.cleo.pk}
    answer = lea.post("/team/distribute/", sent)
    assert answer.status_code == 409
    assert answer.context["result"].refused[0].reason == "Cleo Fern does not work in this unit."


def test_newest_cases_are_handed_over_to_the_others(office: Office, lea: Client) -> None:
    cases = [make_case(office, f"{n}") for n in range(3)]
    for n, case in enumerate(cases):
        take(case=case, by=office.ada, now=NOW)
        Case.objects.filter(pk=case.pk).update(received_on=NOW.date() + timedelta(days=n))
    context = lea.get(f"/team/rebalance/{office.ada.pk}/").context
    assert [one.person for one in context["helpers"]] == [office.ben]
    assert (context["source"].load.open, context["average"], context["proposed"]) == (3, 0, 1)
    sent = {"from": office.ada.pk, "take": "2", "among": office.ben.pk}
    found = to(proposal_of(lea, sent))
    assert found == {cases[2].pk: "Ben Groß", cases[1].pk: "Ben Groß"}


def test_query_count_does_not_grow(office: Office, lea: Client) -> None:
    free = make_case(office, "1")
    lea.post("/team/proposal/", {"case": free.pk})
    counts = []
    for cases in ([free], [free, *copies(free, 20)]):
        with CaptureQueriesContext(connection) as captured:
            lea.post("/team/proposal/", {"case": [case.pk for case in cases], "rule": "service"})
        counts.append(len(captured))
    assert counts[0] == counts[1]
