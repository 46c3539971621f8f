"""Print batches: made once, printed again as they were, posted on a day somebody notes."""

import io
from datetime import date

import pikepdf
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pypdfium2 import PdfDocument

from casework.audit.models import Entry
from casework.cases import files
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.delivery import printing
from casework.delivery.actions import batches
from casework.delivery.actions.batches import dissolve, make_batches
from casework.delivery.actions.common import begin_attempt
from casework.delivery.actions.posting import correct_posting, note_posting
from casework.delivery.models import Delivery, PostBatch, Proof
from casework.delivery.tasks import print_left_batches
from tests.delivery.making import TODAY, make_batch, make_delivery, moment, post
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


def pdf_of(batch: PostBatch) -> pikepdf.Pdf:
    with files.open_stored(batch.sha256) as file:
        return pikepdf.open(io.BytesIO(file.read()))


def text_of(batch: PostBatch, page: int) -> str:
    with files.open_stored(batch.sha256) as file:
        document = PdfDocument(file.read())
    text: str = document[page].get_textpage().get_text_bounded()
    document.close()
    return text


def test_batch_holds_cover_and_letters_each_on_its_own_sheet(office: Office) -> None:
    one, two = make_delivery(office, "1"), make_delivery(office, "2", pages=2)
    batch = make_batch(office, one, two)
    assert (batch.state, batch.letters, batch.printed) == (PostBatch.State.READY, 2, 2)
    # Cover and its blank back, one page and its blank back, two pages.
    assert batch.pages == len(pdf_of(batch).pages) == 6
    cover = text_of(batch, 0)
    assert "2 Schreiben mit zusammen 3 Seiten" in cover
    assert one.notice.number in cover
    assert "Mira Brandes" in cover
    assert "Tag der Aufgabe zur Post" in cover


def test_one_sided_batch_has_no_blank_pages(office: Office) -> None:
    one, two = make_delivery(office, "1"), make_delivery(office, "2", pages=2)
    (batch,) = make_batches(chosen=[one.pk, two.pk], by=office.ada, now=NOW, two_sided=False)
    printing.print_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.pages == 4


def test_printing_again_changes_nothing(office: Office) -> None:
    batch = make_batch(office, make_delivery(office))
    printing.print_batch(batch.pk)
    again = PostBatch.objects.get(pk=batch.pk)
    assert (again.sha256, again.state) == (batch.sha256, PostBatch.State.READY)


def test_printing_that_broke_off_is_taken_up_by_the_worker(office: Office) -> None:
    delivery = make_delivery(office)
    (batch,) = make_batches(chosen=[delivery.pk], by=office.ada, now=NOW)
    assert print_left_batches(int(NOW.timestamp())) == 0  # another process may be at it
    assert print_left_batches(int(NOW.timestamp()) + 600) == 1
    batch.refresh_from_db()
    assert batch.state == PostBatch.State.READY


def test_formal_service_comes_with_its_order_sheet(office: Office) -> None:
    delivery = make_delivery(office, channel="formal")
    batch = make_batch(office, delivery)
    order = text_of(batch, 2)
    assert "Angaben für den Zustellungsauftrag" in order
    assert delivery.notice.number in order
    assert "Gerbergasse 12" in order
    assert batch.kind == PostBatch.Kind.FORMAL


def test_units_and_kinds_have_batches_of_their_own(office: Office) -> None:
    letters = [make_delivery(office, "1"), make_delivery(office, "2", channel="formal")]
    made = make_batches(chosen=[one.pk for one in letters], by=office.ada, now=NOW)
    assert {batch.kind for batch in made} == {"post", "formal"}
    assert {batch.number for batch in made} == {1, 2}


def test_letter_is_in_one_batch_only(office: Office) -> None:
    delivery = make_delivery(office)
    make_batch(office, delivery)
    with pytest.raises(Conflict, match=delivery.notice.number):
        make_batches(chosen=[delivery.pk], by=office.ben, now=NOW)
    assert PostBatch.objects.count() == 1


def test_database_allows_one_attempt_at_a_time(office: Office) -> None:
    delivery = make_delivery(office)
    make_batch(office, delivery)
    with pytest.raises(IntegrityError), transaction.atomic():
        begin_attempt(delivery, office.ada, NOW)


def test_other_units_and_auditors_print_nothing(office: Office) -> None:
    delivery = make_delivery(office)
    with pytest.raises(NotAllowed):
        make_batches(chosen=[delivery.pk], by=office.rolf, now=NOW)
    with pytest.raises(Conflict):  # for her it is not there at all
        make_batches(chosen=[delivery.pk], by=office.cleo, now=NOW)


@pytest.mark.parametrize("chosen", [0, batches.MOST_LETTERS + 1])
def test_batch_has_a_sensible_size(office: Office, chosen: int) -> None:
    with pytest.raises(InvalidData):
        make_batches(chosen=list(range(chosen)), by=office.ada, now=NOW)


def test_posting_is_noted_by_name(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    proof = delivery.proofs.get()
    assert (proof.kind, proof.happened_on, proof.entered_by) == ("posting", TODAY, office.ada)
    assert proof.text == (
        "Zur Post gegeben am 03.03.2026 mit dem Druckstapel strassenverkehr-1. Ada Klein"
    )
    assert proof.attempt == delivery.attempts.get()
    entry = Entry.objects.get(act="delivery.posted", action=Entry.Action.ACT)
    assert (entry.object_repr, entry.case_id) == (delivery.notice.number, delivery.case_id)


def test_posting_is_noted_once(office: Office) -> None:
    batch = make_batch(office, make_delivery(office))
    note_posting(batch=batch, posted_on=TODAY, by=office.ada, now=NOW)
    with pytest.raises(Conflict, match="Ada Klein"):
        note_posting(batch=batch, posted_on=TODAY, by=office.ben, now=NOW)
    assert Proof.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 3, 2)])
def test_day_of_posting_lies_between_issue_and_today(office: Office, day: date) -> None:
    batch = make_batch(office, make_delivery(office))
    with pytest.raises(InvalidData) as caught:
        note_posting(batch=batch, posted_on=day, by=office.ada, now=NOW)
    assert set(caught.value.errors) == {"posted_on"}
    batch.refresh_from_db()
    assert batch.state == PostBatch.State.READY


def test_letter_that_did_not_go_waits_for_the_next_batch(office: Office) -> None:
    gone, left = make_delivery(office, "1"), make_delivery(office, "2")
    batch = make_batch(office, gone, left)
    note_posting(batch=batch, posted_on=TODAY, by=office.ada, now=NOW, left_out=[left.pk])
    gone.refresh_from_db()
    left.refresh_from_db()
    assert (gone.sent_on, left.sent_on) == (TODAY, None)
    assert left.state == Delivery.State.PLANNED
    post(office, left, on=date(2026, 3, 4))
    assert left.sent_on == date(2026, 3, 4)
    assert [attempt.result for attempt in left.attempts.all()] == ["cancelled", "sent"]


def test_day_of_posting_can_be_corrected_and_both_stay(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    batch, now = PostBatch.objects.get(), moment(date(2026, 3, 10))
    with pytest.raises(InvalidData):
        correct_posting(batch=batch, posted_on=TODAY, reason=" ", by=office.ada, now=now)
    correct_posting(
        batch=batch, posted_on=date(2026, 3, 5), reason="Fahrer kam später", by=office.ben, now=now
    )
    delivery.refresh_from_db()
    assert delivery.notified_on == date(2026, 3, 9)
    wrong, right = delivery.proofs.all()
    assert (wrong.happened_on, right.happened_on) == (TODAY, date(2026, 3, 5))
    assert (right.corrects, right.reason) == (wrong, "Fahrer kam später")
    batch.refresh_from_db()
    assert (batch.posted_on, batch.posted_by) == (date(2026, 3, 5), office.ben)


def test_proof_is_never_changed_or_deleted(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proof.objects.update(text="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proof.objects.all().delete()


def test_batch_can_be_dissolved_until_it_is_posted(office: Office) -> None:
    delivery = make_delivery(office)
    batch = make_batch(office, delivery)
    dissolve(batch=batch, by=office.ada, now=NOW)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PLANNED
    second = make_batch(office, delivery)
    note_posting(batch=second, posted_on=TODAY, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        dissolve(batch=second, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        note_posting(batch=batch, posted_on=TODAY, by=office.ada, now=NOW)
