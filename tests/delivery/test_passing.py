"""What the calendar alone does: letters count as notified, periods end, overridden ones too."""

from datetime import date

import pytest

from casework.audit.models import Entry
from casework.cases.models import Deadline
from casework.delivery.dates import follow_period
from casework.delivery.models import Delivery
from casework.delivery.passing import let_days_pass
from casework.delivery.tasks import let_days_pass as task
from casework.delivery.tasks import plan_all, plan_recent
from casework.process.overrides import override_deadline, restore_deadline
from tests.delivery.making import make_delivery, make_notice, moment, post
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(office: Office) -> Delivery:
    delivery = make_delivery(office)
    post(office, delivery)
    return delivery


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 3, 6), "under_way"), (date(2026, 3, 7), "delivered")]
)
def test_letter_counts_as_notified_when_its_day_comes(
    posted: Delivery, day: date, state: str
) -> None:
    assert posted.state == "under_way"
    let_days_pass(moment(day))
    posted.refresh_from_db()
    assert posted.state == state
    assert let_days_pass(moment(day)) == 0
    acts = Entry.objects.filter(act="delivery.notified", action=Entry.Action.ACT)
    assert acts.count() == (state == "delivered")


@pytest.mark.parametrize(("day", "running"), [(date(2026, 4, 7), True), (date(2026, 4, 8), False)])
def test_period_ends_with_its_last_day(posted: Delivery, day: date, running: bool) -> None:
    let_days_pass(moment(day))
    row = Deadline.objects.get(kind=Deadline.Kind.REMEDY)
    assert (row.done_at is None) == running


def test_worker_runs_it_by_the_clock(posted: Delivery) -> None:
    assert task(int(moment(date(2026, 3, 7)).timestamp())) == 1


def test_worker_plans_by_the_clock(office: Office) -> None:
    make_notice(office)
    assert plan_recent(int(NOW.timestamp())) == 1
    assert plan_all(int(NOW.timestamp())) == 0


def test_finality_follows_a_day_somebody_set(office: Office, posted: Delivery) -> None:
    row = posted.deadline
    assert row is not None
    row.case = posted.case
    changed = override_deadline(
        deadline=row,
        due_on=date(2026, 4, 30),
        ground="later-receipt",
        reason="Das Gericht sieht es anders",
        by=office.ada,
        now=NOW,
    )
    follow_period(changed, NOW)
    posted.refresh_from_db()
    assert posted.final_on == date(2026, 5, 1)
    restore_deadline(deadline=changed, by=office.ada, now=NOW)
    follow_period(changed, NOW)
    posted.refresh_from_db()
    assert posted.final_on == date(2026, 4, 8)


def test_other_deadlines_are_left_alone(office: Office, posted: Delivery) -> None:
    other = posted.case.deadlines.exclude(kind=Deadline.Kind.REMEDY).first()
    assert other is not None
    follow_period(other, NOW)
    posted.refresh_from_db()
    assert posted.final_on == date(2026, 4, 8)
