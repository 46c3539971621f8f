"""The list of call-backs, and what a call-back does to the inbox."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.actions import take
from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.models import Appointment, Case
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db
Queries = Callable[[Client, str], int]


def promise(
    office: Office, case: Case, days: int, begins: time | None = None, who: str = "Frau Wolf"
) -> Appointment:
    """A call-back `days` from today; days gone by are written past the rule."""
    now, day = timezone.now(), timezone.localdate() + timedelta(days=days)
    talk, agreed = Talk("Bitte", spoke_with=who), Agreed(max(day, timezone.localdate()), begins)
    add_contact(case=case, talk=talk, agreed=agreed, by=office.ada, now=now)
    Appointment.objects.filter(contact__spoke_with=who).update(due_on=day)
    Case.objects.filter(pk=case.pk).update(call_back_on=day)
    return Appointment.objects.get(contact__spoke_with=who)


def test_late_today_and_later_under_their_headings(office: Office, sign_in: SignIn) -> None:
    for number, (days, who) in enumerate(((3, "Später"), (0, "Heute"), (-2, "Überfällig"))):
        promise(office, make_case(office, str(number)), days, who=who)
    text = sign_in(office.ada).get("/call-backs/").content.decode()
    places = [text.index(f">{word}<") for word in ("Heute", "Überfällig", "Später")]
    assert places == sorted(places)
    for group in ("today", "overdue", "later"):
        assert f'id="group-{group}"' in text


def test_ones_own_and_nobodys_first_all_of_the_units_on_request(
    office: Office, sign_in: SignIn
) -> None:
    hers, free = make_case(office, "hers"), make_case(office, "free")
    take(case=hers, by=office.ben, now=timezone.now())
    promise(office, hers, 0, who="Bei Ben")
    promise(office, free, 0, who="Bei niemandem")
    client = sign_in(office.ada)
    text = client.get("/call-backs/").content.decode()
    assert "Bei niemandem" in text and "Bei Ben" not in text
    assert "Bei Ben" in client.get("/call-backs/?whose=units").content.decode()


def test_what_is_not_ones_business_is_not_there(office: Office, sign_in: SignIn) -> None:
    promise(office, make_case(office), 0)
    for whose in ("mine", "units"):
        text = sign_in(office.cleo).get(f"/call-backs/?whose={whose}").content.decode()
        assert "Frau Wolf" not in text and "Nobody waits for your call." in text


def test_costs_the_same_however_many(office: Office, sign_in: SignIn, queries: Queries) -> None:
    client = sign_in(office.ada)
    promise(office, make_case(office, "0"), 0, who="0")
    one = queries(client, "/call-backs/")
    for number in range(1, 4):
        promise(office, make_case(office, str(number)), number, who=str(number))
    assert queries(client, "/call-backs/") == one


@pytest.mark.parametrize(
    ("days", "begins", "words", "calls"),
    [
        (-1, None, "Call-back was promised for", True),
        (0, None, "Call-back promised for today<", True),
        (0, time(14), "Call-back promised for today, from 14:00", True),
        (2, None, "Call-back promised for", False),
    ],
)
def test_the_inbox_says_so_and_calls_on_the_day(
    office: Office, sign_in: SignIn, days: int, begins: time | None, words: str, calls: bool
) -> None:
    case = make_case(office)
    promise(office, case, days, begins)
    Case.objects.filter(pk=case.pk).update(waiting_for="applicant", attention="", due_on=None)
    client = sign_in(office.ada)
    needs = client.get("/").content.decode()
    assert (case.file_number in needs) is calls
    assert words in client.get("/?view=open").content.decode()
    assert (case.file_number in client.get("/?view=open&news=call_back").content.decode()) is calls
