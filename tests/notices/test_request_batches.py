"""Documents asked for in many cases at once: only where a step does so, and each case once."""

from typing import Any

import pytest

from casework.cases.actions import assign, take
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case
from casework.notices.batches import requests, running
from casework.notices.batches.actions import MOST_CHARACTERS, confirm_batch, make_batch, stop_batch
from casework.notices.models import BatchIssue, BatchItem, Notice
from tests.factories import NOW, Office, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
Item, State = BatchItem.State, BatchIssue.State
TEXT = "Bitte reichen Sie nach, was unten steht."


def clock() -> Any:
    return NOW


def incomplete(office: Office, count: int) -> list[Case]:
    """Parking permits without their document, whose open step asks for it."""
    cases = [make_case(office, f"{number}", documents=[]) for number in range(count)]
    for case in cases:
        work_on(case, office.ada, vollstaendig="nein")
    return [Case.objects.get(pk=case.pk) for case in cases]


def made(office: Office, cases: list[Case], text: str = TEXT) -> BatchIssue:
    return make_batch(
        chosen=[case.pk for case in cases],
        by=office.ada,
        now=NOW,
        kind=BatchIssue.Kind.REQUESTS,
        text=text,
        seen={case.pk: case.version for case in cases},
    )


def checked(office: Office, cases: list[Case], text: str = TEXT) -> BatchIssue:
    batch = made(office, cases, text)
    assert running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert batch.state == State.READY
    return batch


def run(office: Office, batch: BatchIssue) -> None:
    confirm_batch(batch=batch, by=office.ada, now=NOW)
    assert running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()


def reasons(batch: BatchIssue) -> dict[int, str]:
    return {item.case_id: item.reason for item in batch.items.filter(state=Item.REFUSED)}


def test_every_case_asks_for_what_it_lacks_in_the_same_words(office: Office) -> None:
    batch = checked(office, incomplete(office, 2))
    assert not Notice.objects.exists()
    run(office, batch)
    assert batch.state == State.DONE
    for item in batch.items.all():
        notice = item.notice
        assert notice is not None and notice.case_id == item.case_id
        assert (notice.kind, notice.issued_by) == ("document_request", office.ada)
        assert TEXT in notice.text and "Fahrzeugschein" in notice.text
        assert open_step(item.case).kind == "wait"


def test_without_a_text_each_says_what_its_service_proposes(office: Office) -> None:
    batch = checked(office, incomplete(office, 1), text="")
    run(office, batch)
    assert TEXT not in Notice.objects.get().text


def test_where_nothing_is_asked_for_or_somebody_else_works_it_says_so(office: Office) -> None:
    ready, others = incomplete(office, 2)
    take(case=others, by=office.ben, now=NOW)
    others.refresh_from_db()
    early = make_case(office, "early")
    batch = checked(office, [ready, others, early])
    said = reasons(batch)
    assert set(said) == {others.pk, early.pk}
    assert "Ben Groß" in said[others.pk]
    assert said[early.pk] == "In diesem Vorgang werden gerade keine Unterlagen nachgefordert."


def test_what_moved_since_the_page_or_since_the_check_is_left_alone(office: Office) -> None:
    before, between, ready = incomplete(office, 3)
    batch = made(office, [before, between, ready])
    assign(case=before, to=office.ada, by=office.lea, now=NOW)
    running.work_on(batch.pk, clock=clock)
    assign(case=between, to=office.ada, by=office.lea, now=NOW)
    batch.refresh_from_db()
    run(office, batch)
    moved = "Der Vorgang wurde inzwischen geändert."
    assert reasons(batch) == {before.pk: moved, between.pk: moved}
    assert [notice.case for notice in Notice.objects.all()] == [ready]


def test_who_may_not_work_makes_none_and_others_cases_are_left_out(office: Office) -> None:
    (case,) = incomplete(office, 1)
    kind = BatchIssue.Kind.REQUESTS
    with pytest.raises(NotAllowed):
        make_batch(chosen=[case.pk], by=office.rolf, now=NOW, kind=kind)
    with pytest.raises(InvalidData):
        make_batch(chosen=[case.pk], by=office.cleo, now=NOW, kind=kind)
    with pytest.raises(InvalidData, match="5000"):
        made(office, [case], text="x" * (MOST_CHARACTERS + 1))


def test_killed_in_the_middle_it_goes_on_and_asks_nobody_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = confirm_batch(batch=checked(office, incomplete(office, 3)), by=office.ada, now=NOW)
    send = requests.issue_letter

    def dies_at_the_second(**given: Any) -> Notice:
        if Notice.objects.exists():
            send(**given)
            raise KeyboardInterrupt
        return send(**given)

    monkeypatch.setattr(requests, "issue_letter", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        running.work_on(batch.pk, clock=clock)
    assert Notice.objects.count() == 1
    monkeypatch.setattr(requests, "issue_letter", send)
    running.work_on(batch.pk, clock=clock)
    assert sorted(Notice.objects.values_list("case", flat=True)) == sorted(
        batch.items.values_list("case", flat=True)
    )


def test_stopped_before_it_is_confirmed_nothing_goes_out(office: Office) -> None:
    batch = stop_batch(batch=checked(office, incomplete(office, 1)), by=office.ada, now=NOW)
    running.work_on(batch.pk, clock=clock)
    assert not Notice.objects.exists()
