"""The team board: load and unassigned cases for leads, and assigning several at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.actions import take
from casework.cases.models import Case
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def test_board_is_for_leads(office: Office, sign_in: SignIn) -> None:
    for person in (office.ada, office.rolf, office.adm):
        answer = sign_in(person).get("/team/")
        assert answer.status_code == 403
        assert "This is for team leads." in answer.content.decode()


def test_load_of_each_caseworker(office: Office, sign_in: SignIn) -> None:
    overdue, waiting, closed, long_closed, _free = (make_case(office, f"{n}") for n in range(5))
    for case in (overdue, waiting, closed, long_closed):
        take(case=case, by=office.ada, now=NOW)
    now, today = timezone.now(), timezone.localdate()
    Case.objects.update(due_on=today)
    Case.objects.filter(pk=overdue.pk).update(due_on=today - timedelta(days=1))
    Case.objects.filter(pk=waiting.pk).update(waiting_for="applicant")
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_at=now)
    Case.objects.filter(pk=long_closed.pk).update(
        status="closed", closed_at=now - timedelta(days=31)
    )
    context = sign_in(office.lea).get("/team/?list=free").context
    loads = {line.person: line for line in context["loads"]}
    ada = loads[office.ada]
    assert (ada.load.open, ada.load.overdue, ada.load.waiting, ada.closed) == (2, 1, 1, 1)
    assert ada.services == [(office.service.name, 2)]
    assert loads[office.ben].load.open == 0
    assert office.cleo not in loads
    assert len(context["rows"]) == 1


def test_several_are_assigned_at_once(office: Office, sign_in: SignIn) -> None:
    cases = [make_case(office, f"{n}") for n in range(3)]
    sent = {"case": [case.pk for case in cases[:2]], "to": office.ben.pk}
    answer = sign_in(office.lea).post("/team/assign/", sent, follow=True)
    assert "2 cases are now with Ben Groß." in answer.content.decode()
    assert Case.objects.filter(assignee=office.ben).count() == 2


def test_case_taken_meanwhile_is_named_and_the_others_assigned(
    office: Office, sign_in: SignIn
) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    versions = {f"version-{case.pk}": case.version for case in (first, second)}
    take(case=first, by=office.ada, now=NOW)
    sent = {"case": [first.pk, second.pk], "to": office.ben.pk, **versions}
    answer = sign_in(office.lea).post("/team/assign/", sent)
    assert answer.status_code == 409
    (kept,) = answer.context["result"].refused
    assert kept.number == first.file_number
    assert kept.reason == "The case was changed in the meantime; it is now with Ada Klein."
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.assignee, second.assignee) == (office.ada, office.ben)


@pytest.mark.parametrize("sent", [{}, {"case": ["1"]}, {"to": "1"}, {"case": "x", "to": "y"}])
def test_nothing_chosen_is_said(office: Office, sign_in: SignIn, sent: dict[str, object]) -> None:
    text = sign_in(office.lea).post("/team/assign/", sent, follow=True).content.decode()
    assert "Please tick at least one case and choose a person." in text


def test_person_of_another_unit_cannot_be_chosen(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    sent = {"case": [case.pk], "to": office.cleo.pk}
    sign_in(office.lea).post("/team/assign/", sent)
    assert Case.objects.get().assignee is None


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    lea = sign_in(office.lea)
    take(case=make_case(office, "0"), by=office.ada, now=NOW)
    free = make_case(office, "1")
    with_few = queries(lea, "/team/")
    for case in copies(free, 20)[::2]:
        take(case=case, by=office.ben, now=NOW)
    assert queries(lea, "/team/") == with_few
