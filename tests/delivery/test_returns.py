"""Returned mail: nobody was notified, the matter is open again, and the next letter goes out."""

import io
from datetime import date

import pikepdf
import pytest

from casework.cases import files
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Deadline
from casework.delivery.actions.ends import cancel, plan_again
from casework.delivery.actions.proofs import Entry, enter_proof
from casework.delivery.actions.returns import enter_return, find_returned, undo_return
from casework.delivery.models import Delivery, PostBatch
from tests.delivery.making import TODAY, make_batch, make_delivery, moment, post
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
LATER = moment(date(2026, 3, 12))
NEW = {"street": "Neue Gasse 3", "postal_code": "67999", "city": "Lindenfurt"}


@pytest.fixture
def posted(office: Office) -> Delivery:
    delivery = make_delivery(office)
    post(office, delivery)
    return delivery


def come_back(office: Office, delivery: Delivery) -> Delivery:
    return enter_return(
        delivery=delivery,
        returned_on=date(2026, 3, 11),
        reason="Empfänger unbekannt verzogen",
        by=office.ben,
        now=LATER,
    )


def test_returned_letter_notified_nobody(office: Office, posted: Delivery) -> None:
    period = posted.deadline
    assert period is not None
    come_back(office, posted)
    posted.refresh_from_db()
    assert posted.state == Delivery.State.RETURNED
    assert (posted.notified_on, posted.deadline, posted.final_on) == (None, None, None)
    assert "unbekannt verzogen" in posted.ended_because
    period.refresh_from_db()
    assert period.done_at == LATER
    assert "die Frist läuft nicht" in period.because[-1]


@pytest.mark.parametrize("status", ["open", "closed"])
def test_matter_is_open_again(office: Office, posted: Delivery, status: str) -> None:
    closed_at = NOW if status == "closed" else None
    Case.objects.filter(pk=posted.case_id).update(status=status, closed_at=closed_at)
    come_back(office, posted)
    case = Case.objects.get(pk=posted.case_id)
    assert case.attention == Case.Attention.RETURNED_MAIL
    row = case.deadlines.get(kind=Deadline.Kind.MAIL)
    assert (row.due_on, row.done_at) == (date(2026, 3, 19), None)
    assert case.parties.get().address_failed_on == date(2026, 3, 11)
    assert case.status == status


def test_new_address_brings_the_same_letter_on_its_way(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    new = plan_again(delivery=posted, channel="post", address=NEW, by=office.ada, now=LATER)
    assert (new.earlier, new.notice) == (posted, posted.notice)
    assert "Neue Gasse 3" in new.lines
    party = new.party
    assert party is not None
    party.refresh_from_db()
    assert (party.street, party.address_failed_on) == ("Neue Gasse 3", None)
    assert not Deadline.objects.filter(kind=Deadline.Kind.MAIL, done_at__isnull=True).exists()
    batch = make_batch(office, new, now=LATER)
    with files.open_stored(batch.sha256) as file:
        pages = len(pikepdf.open(io.BytesIO(file.read())).pages)
    assert pages == 6  # cover, sheet with the new address, letter, each with a blank back


def test_unchanged_address_must_have_been_checked(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    party = posted.party
    assert party is not None
    same = {"street": party.street, "postal_code": party.postal_code, "city": party.city}
    again = {"delivery": posted, "channel": "post", "by": office.ada, "now": LATER}
    with pytest.raises(InvalidData):
        plan_again(address=same, **again)
    with pytest.raises(InvalidData):
        plan_again(address={**same, "street": " "}, checked=True, **again)
    assert plan_again(address=same, checked=True, **again).lines == posted.lines


def test_sent_anew_only_once(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    plan_again(delivery=posted, channel="post", address=NEW, by=office.ada, now=LATER)
    with pytest.raises(Conflict):
        plan_again(delivery=posted, channel="post", address=NEW, by=office.ben, now=LATER)


def test_period_starts_with_the_second_letter(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    new = plan_again(delivery=posted, channel="post", address=NEW, by=office.ada, now=LATER)
    post(office, new, on=date(2026, 3, 13))
    assert new.notified_on == date(2026, 3, 17)
    running = posted.case.deadlines.filter(kind=Deadline.Kind.REMEDY, done_at__isnull=True)
    assert running.get().due_on == date(2026, 4, 17)


def test_returned_letter_is_found_by_its_number(office: Office, posted: Delivery) -> None:
    typed = f" {posted.notice.number.lower().replace('-', '- ')} "
    assert find_returned(typed, office.ada) == posted
    for number, person in ((posted.notice.number, office.cleo), ("BPA-1", office.ada)):
        with pytest.raises(InvalidData):
            find_returned(number, person)


def test_letter_comes_back_once_and_only_after_it_went(office: Office, posted: Delivery) -> None:
    planned = make_delivery(office, "planned")
    with pytest.raises(InvalidData, match="noch nicht versandt"):
        find_returned(planned.notice.number, office.ada)
    with pytest.raises(Conflict):
        come_back(office, planned)
    come_back(office, posted)
    with pytest.raises(InvalidData, match="bereits"):
        find_returned(posted.notice.number, office.ada)
    with pytest.raises(Conflict):
        come_back(office, posted)


def test_proven_service_stays_valid(office: Office) -> None:
    delivery = make_delivery(office, channel="formal")
    post(office, delivery)
    entry = Entry(kind="service_record", happened_on=TODAY, text="Niederlegung")
    enter_proof(delivery=delivery, entry=entry, by=office.ada, now=LATER)
    with pytest.raises(InvalidData, match="§ 181 ZPO"):
        find_returned(delivery.notice.number, office.ada)
    with pytest.raises(InvalidData):
        come_back(office, delivery)


def test_mistaken_return_can_be_taken_back(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    undo_return(delivery=posted, reason="Falsche Nummer", by=office.ada, now=LATER)
    posted.refresh_from_db()
    assert (posted.state, posted.notified_on) == (Delivery.State.DELIVERED, date(2026, 3, 7))
    assert posted.deadline is not None
    assert posted.deadline.due_on == date(2026, 4, 7)
    assert posted.case.parties.get().address_failed_on is None
    assert not posted.case.deadlines.filter(kind="mail", done_at__isnull=True).exists()
    assert [proof.kind for proof in posted.proofs.all()] == ["posting", "returned", "returned"]
    come_back(office, posted)  # and it can really come back later


def test_return_cannot_be_taken_back_once_sent_anew(office: Office, posted: Delivery) -> None:
    come_back(office, posted)
    plan_again(delivery=posted, channel="post", address=NEW, by=office.ada, now=LATER)
    with pytest.raises(Conflict):
        undo_return(delivery=posted, reason="x", by=office.ada, now=LATER)


def test_auditor_enters_nothing(office: Office, posted: Delivery) -> None:
    with pytest.raises(NotAllowed):
        enter_return(delivery=posted, returned_on=TODAY, reason="x", by=office.rolf, now=LATER)


def test_letter_can_be_called_off_until_it_is_printed(office: Office) -> None:
    delivery, printed = make_delivery(office, "1"), make_delivery(office, "2")
    make_batch(office, printed)
    with pytest.raises(Conflict):
        cancel(delivery=printed, reason="Fehler", by=office.ada, now=NOW)
    with pytest.raises(InvalidData):
        cancel(delivery=delivery, reason="", by=office.ada, now=NOW)
    cancel(delivery=delivery, reason="Doppelt ausgefertigt", by=office.ada, now=NOW)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.CANCELLED
    again = plan_again(delivery=delivery, channel="counter", by=office.ada, now=NOW)
    assert again.channel == "counter"
    assert PostBatch.objects.count() == 1
