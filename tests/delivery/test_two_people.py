"""Two people or processes at the same moment: one letter, one delivery, one batch."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from casework.access.models import User
from casework.cases.errors import Conflict
from casework.delivery import sending
from casework.delivery.actions.batches import make_batches
from casework.delivery.actions.objections import enter_objection
from casework.delivery.actions.posting import note_posting
from casework.delivery.actions.received import Received
from casework.delivery.actions.returns import enter_return
from casework.delivery.models import Attempt, Delivery, Objection, PostBatch, Proof
from casework.delivery.planning import plan, with_case
from tests.delivery.making import TODAY, make_batch, make_delivery, make_notice, moment, post
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(people: tuple[User, ...], act: Callable[[User], object]) -> list[str]:
    """What each of them got: "done", or "late" where somebody was quicker."""

    def run(person: User) -> str:
        try:
            act(person)
        except Conflict:
            return "late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


def test_one_delivery_for_one_letter(office: Office) -> None:
    pk = make_notice(office).pk
    people = (office.ada, office.ben, office.lea)
    assert at_once(people, lambda by: plan(notice=with_case(pk), now=NOW, by=by)) == ["done"] * 3
    assert Delivery.objects.count() == 1


def test_one_batch_for_one_letter(office: Office) -> None:
    pk = make_delivery(office).pk
    people = (office.ada, office.ben)
    found = at_once(people, lambda by: make_batches(chosen=[pk], by=by, now=NOW))
    assert found == ["done", "late"]
    assert (PostBatch.objects.count(), Attempt.objects.count()) == (1, 1)


def test_posting_is_noted_by_one_of_them(office: Office) -> None:
    batch = make_batch(office, make_delivery(office))
    people = (office.ada, office.ben)
    found = at_once(people, lambda by: note_posting(batch=batch, posted_on=TODAY, by=by, now=NOW))
    assert found == ["done", "late"]
    assert Proof.objects.count() == 1


def test_letter_comes_back_once(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    found = at_once(
        (office.ada, office.ben),
        lambda by: enter_return(
            delivery=delivery, returned_on=TODAY, reason="verzogen", by=by, now=NOW
        ),
    )
    assert found == ["done", "late"]
    assert Proof.objects.filter(kind="returned").count() == 1


def test_objection_is_entered_once(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    party = delivery.party
    assert party is not None
    received = Received(party=party, received_on=TODAY, form="written", text="Nein")
    now = moment(date(2026, 3, 9))
    found = at_once(
        (office.ada, office.ben),
        lambda by: enter_objection(notice=delivery.notice, received=received, by=by, now=now),
    )
    assert found == ["done", "late"]
    assert Objection.objects.count() == 1


def test_two_workers_take_a_letter_for_the_portal_once(office: Office) -> None:
    delivery = make_delivery(office, channel="portal")
    taken: list[bool] = []

    def take(_worker: User) -> None:
        taken.append(sending._take(delivery.pk, NOW) is not None)

    at_once((office.ada, office.ben), take)
    assert sorted(taken) == [False, True]
    assert Attempt.objects.count() == 1
