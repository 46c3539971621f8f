"""Batch issue: checked, confirmed once, issued one by one, whatever happens in between."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from casework.access import roles
from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions.actions import draft_for, save_draft
from casework.decisions.models import Decision
from casework.notices.batches import running
from casework.notices.batches.actions import (
    MOST_CASES,
    confirm_batch,
    make_batch,
    stop_batch,
    visible_batches,
)
from casework.notices.batches.rendered import helpful, prepared
from casework.notices.models import BatchIssue, BatchItem, Notice
from tests.factories import NOW, Office, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
Item, State = BatchItem.State, BatchIssue.State


def clock() -> Any:
    return NOW


def ready_cases(office: Office, count: int) -> list[Case]:
    """Parking permits whose open step is the decision, with nothing against it."""
    cases = [make_case(office, f"ready-{number}") for number in range(count)]
    for case in cases:
        work_on(case, office.ada)
    return cases


def made(office: Office, cases: list[Case]) -> BatchIssue:
    return make_batch(chosen=[case.pk for case in cases], by=office.ada, now=NOW)


def checked(office: Office, cases: list[Case]) -> BatchIssue:
    batch = made(office, cases)
    assert running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert batch.state == State.READY
    return batch


def confirmed(office: Office, cases: list[Case]) -> BatchIssue:
    return confirm_batch(batch=checked(office, cases), by=office.ada, now=NOW)


def states(batch: BatchIssue) -> list[str]:
    return list(batch.items.values_list("state", flat=True))


def test_from_choice_to_issued_notices(office: Office) -> None:
    cases = ready_cases(office, 3)
    batch = checked(office, cases)
    assert states(batch) == [Item.READY] * 3
    assert not Notice.objects.exists()
    confirm_batch(batch=batch, by=office.ada, now=NOW)
    assert running.work_on(batch.pk, clock=clock, processes=0)
    batch.refresh_from_db()
    assert (batch.state, batch.ended_at, states(batch)) == (State.DONE, NOW, [Item.ISSUED] * 3)
    for item in batch.items.select_related("notice", "case"):
        assert item.notice is not None
        assert (item.notice.case, item.notice.issued_by) == (item.case, office.ada)
        assert open_step(item.case).task == "vorgang_abschliessen"


def test_who_did_what_is_in_the_log(office: Office) -> None:
    batch = confirmed(office, ready_cases(office, 1))
    running.work_on(batch.pk, clock=clock)
    acts = Entry.objects.filter(action=Entry.Action.ACT).order_by("id")
    told = [(entry.act, entry.actor) for entry in acts if "batch" in entry.act]
    assert told == [
        ("batch.make", office.ada),
        ("batch.ready", None),
        ("batch.confirm", office.ada),
        ("batch.done", None),
    ]
    assert acts.get(act="notice.issue").actor == office.ada


def test_what_is_not_ready_says_why(office: Office) -> None:
    ready, early, unlawful, others, finished = ready_cases(office, 5)
    Case.objects.filter(pk=others.pk).update(assignee=office.ben)
    early_step = make_case(office, "early")
    draft = draft_for(step=open_step(unlawful), by=office.ada, now=NOW)
    save_draft(decision=draft, version=1, by=office.ada, now=NOW, operative_part="Für […].")
    Case.objects.filter(pk=finished.pk).update(status="closed", closed_at=NOW)
    batch = checked(office, [ready, early_step, unlawful, others, finished])
    reasons = {item.case_id: item.reason for item in batch.items.filter(state=Item.REFUSED)}
    assert set(reasons) == {early_step.pk, unlawful.pk, others.pk, finished.pk}
    assert reasons[early_step.pk] == "In diesem Vorgang ist gerade nichts zu entscheiden."
    assert "VwVfG" in reasons[unlawful.pk]
    assert "Ben Groß" in reasons[others.pk]
    assert reasons[finished.pk] == "Der Vorgang ist abgeschlossen."
    assert early.pk not in reasons


def test_only_visible_cases_and_only_the_chosen(office: Office, other_office: Office) -> None:
    (own, left) = ready_cases(office, 2)
    foreign = make_case(other_office)
    batch = make_batch(chosen=[own.pk, foreign.pk, 10**9], by=office.ada, now=NOW)
    assert [item.case for item in batch.items.all()] == [own]
    assert left.pk not in batch.items.values_list("case", flat=True)


def test_a_batch_needs_cases_and_has_a_size(office: Office) -> None:
    with pytest.raises(InvalidData):
        make_batch(chosen=[], by=office.ada, now=NOW)
    with pytest.raises(NotAllowed):
        make_batch(chosen=[make_case(office).pk], by=office.rolf, now=NOW)
    assert MOST_CASES >= 300


def test_a_draft_changed_after_the_check_is_not_issued_unseen(office: Office) -> None:
    first, second = ready_cases(office, 2)
    batch = confirmed(office, [first, second])
    draft = Decision.objects.get(case=first)
    save_draft(decision=draft, version=draft.version, by=office.ada, now=NOW, reasons="Anders.")
    running.work_on(batch.pk, clock=clock)
    changed = batch.items.get(case=first)
    assert (changed.state, "Ada Klein" in changed.reason) == (Item.REFUSED, True)
    assert batch.items.get(case=second).state == Item.ISSUED
    assert Notice.objects.count() == 1


def test_policy_is_asked_again_when_it_is_issued(office: Office) -> None:
    batch = confirmed(office, ready_cases(office, 1))
    roles.withdraw(user=office.ada, role=roles.WORK, unit=office.unit)
    running.work_on(batch.pk, clock=clock)
    assert states(batch) == [Item.REFUSED]
    assert not Notice.objects.exists()


def test_a_case_that_breaks_does_not_hold_up_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cases = ready_cases(office, 3)
    batch = confirmed(office, cases)
    monkeypatch.setattr(running, "issue_decision", failing(running.issue_decision, ValueError, 2))
    running.work_on(batch.pk, clock=clock)
    assert states(batch) == [Item.ISSUED, Item.REFUSED, Item.ISSUED]
    assert "technischer Fehler" in batch.items.get(state=Item.REFUSED).reason
    assert cases[1].applicant_name not in caplog.text


def failing(
    real: Callable[..., Notice], error: type[BaseException], at: int
) -> Callable[..., Notice]:
    """`real`, but its call number `at` fails after all its work is done."""
    calls = []

    def act(*args: Any, **given: Any) -> Notice:
        calls.append(1)
        notice = real(*args, **given)
        if len(calls) == at:
            raise error
        return notice

    return act


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_crash_between_two_repeats_and_loses_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    batch = confirmed(office, ready_cases(office, 3))
    with monkeypatch.context() as patch:
        patch.setattr(running, "issue_decision", failing(running.issue_decision, SystemExit, at))
        with pytest.raises(SystemExit):  # as when the process is ended in the middle of a letter
            running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert batch.state == State.RUNNING
    assert states(batch) == [Item.ISSUED] * (at - 1) + [Item.WAITING] * (4 - at)
    assert Notice.objects.count() == at - 1
    assert running.left_alone() == [batch.pk]
    running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (State.DONE, [Item.ISSUED] * 3)
    assert Notice.objects.count() == 3
    assert running.left_alone() == []


def test_a_crash_while_checking_is_gone_on_with(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = made(office, ready_cases(office, 2))
    with monkeypatch.context() as patch:
        patch.setattr(running, "readiness_of", failing(running.readiness_of, SystemExit, 2))
        with pytest.raises(SystemExit):
            running.work_on(batch.pk, clock=clock)
    assert states(batch) == [Item.READY, Item.NEW]
    running.work_on(batch.pk, clock=clock)
    assert states(batch) == [Item.READY] * 2


def test_confirmed_once_and_only_by_who_made_it(office: Office) -> None:
    batch = checked(office, ready_cases(office, 1))
    for other in (office.ben, office.lea):
        with pytest.raises(NotAllowed):
            confirm_batch(batch=batch, by=other, now=NOW)
    confirm_batch(batch=batch, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        confirm_batch(batch=batch, by=office.ada, now=NOW)


def test_nothing_is_confirmed_before_it_is_checked_or_when_nothing_is_ready(
    office: Office,
) -> None:
    batch = made(office, ready_cases(office, 1))
    with pytest.raises(Conflict):
        confirm_batch(batch=batch, by=office.ada, now=NOW)
    none_ready = checked(office, [make_case(office, "early")])
    with pytest.raises(Conflict):
        confirm_batch(batch=none_ready, by=office.ada, now=NOW)


def test_two_batches_do_not_issue_the_same_case(office: Office) -> None:
    cases = ready_cases(office, 2)
    first, second = checked(office, cases), checked(office, cases)
    confirm_batch(batch=first, by=office.ada, now=NOW)
    BatchItem.objects.filter(batch=second, case=cases[0]).update(state=Item.READY)
    confirm_batch(batch=second, by=office.ada, now=NOW)
    assert states(second) == [Item.REFUSED] * 2
    for batch in (second, first):
        running.work_on(batch.pk, clock=clock)
    assert Notice.objects.count() == 2


def test_the_database_refuses_a_case_in_two_running_batches(office: Office) -> None:
    cases = ready_cases(office, 1)
    first, second = confirmed(office, cases), checked(office, cases)
    assert first.pk != second.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        second.items.update(state=Item.WAITING)


def test_stopped_in_the_middle(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = confirmed(office, ready_cases(office, 3))
    real = running.issue_decision

    def stops_after(**given: Any) -> Notice:
        notice = real(**given)
        stop_batch(batch=batch, by=office.lea, now=NOW)
        return notice

    monkeypatch.setattr(running, "issue_decision", stops_after)
    running.work_on(batch.pk, clock=clock)
    batch.refresh_from_db()
    assert (batch.state, batch.stopped_by) == (State.STOPPED, office.lea)
    # The row under way is the worker's own here; elsewhere it is locked and finishes.
    assert Notice.objects.count() == 1
    assert states(batch).count(Item.SKIPPED) == 2
    running.work_on(batch.pk, clock=clock)
    assert Notice.objects.count() == 1


def test_who_may_stop(office: Office) -> None:
    batch = confirmed(office, ready_cases(office, 1))
    for other in (office.ben, office.cleo, office.rolf):
        with pytest.raises(NotAllowed):
            stop_batch(batch=batch, by=other, now=NOW)
    stop_batch(batch=batch, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        stop_batch(batch=batch, by=office.ada, now=NOW)


def test_who_sees_a_batch(office: Office, other_office: Office) -> None:
    batch = made(office, ready_cases(office, 1))
    for person in (office.ada, office.lea, office.rolf):
        assert list(visible_batches(person)) == [batch]
    for person in (office.ben, office.cleo, office.adm, other_office.lea):
        assert not visible_batches(person).exists()


def test_letters_made_beforehand_are_used_if_they_are_of_the_same_facts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casework.notices import rendering

    batch = confirmed(office, ready_cases(office, 2))
    items = list(batch.items.select_related("decision"))
    first, second = prepared(items, office.ada, clock, processes=2)
    assert first.rendered is not None and second.rendered is not None
    calls = []
    real = rendering.render
    monkeypatch.setattr(rendering, "render", lambda facts: calls.append(1) or real(facts))
    monkeypatch.setattr(running, "prepared", lambda *_: (one for one in (first, second)))
    later = NOW.replace(day=4)  # another date in the second letter: it is made anew
    times = iter([NOW, later, later])
    running.work_on(batch.pk, clock=lambda: next(times))
    assert states(batch) == [Item.ISSUED] * 2
    assert len(calls) == 1


def test_processes_are_started_where_they_help() -> None:
    assert helpful(1) == helpful(7) == 0
    assert 1 <= helpful(300) <= 4


def test_enough_parking_permits_for_two_processes(office: Office) -> None:
    cases = ready_cases(office, 16)
    assert helpful(len(cases)) == min(2, helpful(300))
    batch = confirmed(office, cases)
    running.work_on(batch.pk, clock=clock)
    assert states(batch) == [Item.ISSUED] * 16
    numbers = set(Notice.objects.values_list("number", flat=True))
    assert numbers == {f"{case.file_number}/1" for case in cases}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_issue_each_notice_once(office: Office) -> None:
    batch = confirmed(office, ready_cases(office, 4))
    answers: list[bool] = []

    def worker() -> None:
        try:
            answers.append(running.work_on(batch.pk, clock=clock))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert True in answers and len(answers) == 3
    assert states(batch) == [Item.ISSUED] * 4
    assert Notice.objects.count() == 4
