"""Follow-ups: who sets them, what they want, one at a time, and what closing a case does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.audit.models import Entry
from casework.cases import absences
from casework.cases.actions import take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.follow_ups import finish, running, set_follow_up
from casework.cases.models import Case, FollowUp
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
LATER, LATEST = date(2026, 4, 1), date(2026, 5, 4)


def test_is_kept_with_its_reason_and_moves_the_case_in_the_lists(office: Office) -> None:
    case = make_case(office)
    Case.objects.filter(pk=case.pk).update(due_on=LATEST)
    set_follow_up(case=case, due_on=LATER, reason=" Rückruf ", by=office.ada, now=NOW)
    case.refresh_from_db()
    assert (case.follow_up_on, case.next_on) == (LATER, LATER)
    found = running(case)
    assert found is not None and (found.reason, found.set_by) == ("Rückruf", office.ada)
    assert Entry.objects.filter(act="follow-up.set", case_id=case.pk).exists()


def test_a_new_one_takes_the_place_of_the_old(office: Office) -> None:
    case = make_case(office)
    for day in (LATER, LATEST):
        set_follow_up(case=case, due_on=day, reason="Antwort", by=office.ada, now=NOW)
    old, new = FollowUp.objects.order_by("pk")
    assert (old.done_by, new.done_at) == (office.ada, None)
    case.refresh_from_db()
    assert case.follow_up_on == LATEST


@pytest.mark.parametrize(
    ("due_on", "reason", "field"),
    [
        (None, "Antwort", "due_on"),
        (date(2026, 3, 2), "Antwort", "due_on"),
        (LATER, "  ", "reason"),
        (LATER, "x" * 201, "reason"),
    ],
)
def test_wants_a_day_to_come_and_a_reason(
    office: Office, due_on: date | None, reason: str, field: str
) -> None:
    with pytest.raises(InvalidData) as refused:
        set_follow_up(case=make_case(office), due_on=due_on, reason=reason, by=office.ada, now=NOW)
    assert list(refused.value.errors) == [field]


def test_only_who_works_there_sets_one(office: Office) -> None:
    case = make_case(office)
    for person in (office.cleo, office.rolf):
        with pytest.raises(NotAllowed):
            set_follow_up(case=case, due_on=LATER, reason="Antwort", by=person, now=NOW)


def test_whoever_stands_in_sets_one_in_their_place(office: Office) -> None:
    case, now, today = make_case(office), timezone.now(), timezone.localdate()
    take(case=case, by=office.ada, now=NOW)
    day, ada, cleo = today + timedelta(days=2), office.ada, office.cleo
    absences.enter(absent=ada, deputy=cleo, starts_on=today, ends_on=day, by=ada, now=now)
    found = set_follow_up(case=case, due_on=day, reason="Antwort", by=cleo, now=now)
    assert found.set_by == cleo
    other = make_case(office, "other")
    with pytest.raises(NotAllowed):
        set_follow_up(case=other, due_on=day, reason="Antwort", by=cleo, now=now)


def test_done_once(office: Office) -> None:
    case = make_case(office)
    set_follow_up(case=case, due_on=LATER, reason="Antwort", by=office.ada, now=NOW)
    assert finish(case=case, by=office.ben, now=NOW).follow_up_on is None
    with pytest.raises(Conflict):
        finish(case=case, by=office.ben, now=NOW)
