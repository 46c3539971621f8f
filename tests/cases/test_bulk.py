"""Acts on many cases: each checked by itself, and put back only where nobody changed it since."""

from datetime import date, timedelta

import pytest

from casework.cases import bulk
from casework.cases.actions import assign, take
from casework.cases.bulk_undo import undo
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.follow_ups import set_follow_up
from casework.cases.models import BulkAct, BulkItem, Case
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
State = BulkItem.State
DAY, OTHER_DAY = date(2026, 4, 1), date(2026, 4, 2)


def states(act: BulkAct) -> list[str]:
    return list(act.items.order_by("pk").values_list("state", flat=True))


def test_lead_assigns_many_and_puts_them_back(office: Office) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    take(case=first, by=office.ada, now=NOW)
    chosen: dict[int, int | None] = {first.pk: None, second.pk: None}
    act = bulk.assign(chosen=chosen, to=office.ben, by=office.lea, now=NOW)
    assert set(Case.objects.values_list("assignee", flat=True)) == {office.ben.pk}
    undo(act=act, by=office.lea, now=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.assignee, second.assignee) == (office.ada, None)
    assert (first.attention, second.attention) == ("", "new")
    assert states(act) == [State.UNDONE, State.UNDONE]


def test_what_was_changed_since_the_page_is_refused_and_the_others_done(office: Office) -> None:
    stale, other = make_case(office, "1"), make_case(office, "2")
    chosen: dict[int, int | None] = {case.pk: case.version for case in (stale, other)}
    take(case=stale, by=office.ben, now=NOW)
    act = bulk.assign(chosen=chosen, to=office.ada, by=office.ada, now=NOW)
    kept = act.items.get(case=stale)
    assert (kept.state, bool(kept.reason)) == (State.REFUSED, True)
    other.refresh_from_db()
    assert other.assignee == office.ada


def test_caseworkers_assign_to_themselves_only(office: Office) -> None:
    case = make_case(office)
    act = bulk.assign(chosen={case.pk: None}, to=office.ben, by=office.ada, now=NOW)
    assert states(act) == [State.REFUSED]


def test_cases_that_are_not_there_for_the_person_are_left_out(office: Office) -> None:
    case = make_case(office)
    with pytest.raises(InvalidData):
        bulk.set_follow_ups(chosen=[case.pk], due_on=DAY, reason="Antwort", by=office.cleo, now=NOW)
    assert not BulkAct.objects.exists()


def test_not_more_than_a_page_can_show(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    chosen = [make_case(office, f"{n}").pk for n in range(2)]
    with pytest.raises(InvalidData):
        bulk.set_follow_ups(chosen=chosen, due_on=DAY, reason="x", by=office.ada, now=NOW)


def test_follow_ups_are_put_back_with_the_one_before(office: Office) -> None:
    case = make_case(office)
    set_follow_up(case=case, due_on=DAY, reason="Antwort", by=office.ada, now=NOW)
    act = bulk.set_follow_ups(
        chosen=[case.pk], due_on=OTHER_DAY, reason="Rückruf", by=office.ada, now=NOW
    )
    undo(act=act, by=office.ada, now=NOW)
    (back,) = case.follow_ups.filter(done_at__isnull=True)
    assert (back.due_on, back.reason) == (DAY, "Antwort")


def test_what_somebody_changed_since_stays(office: Office) -> None:
    case = make_case(office)
    act = bulk.assign(chosen={case.pk: None}, to=office.ada, by=office.ada, now=NOW)
    assign(case=case, to=office.ben, by=office.lea, now=NOW)
    undo(act=act, by=office.ada, now=NOW)
    case.refresh_from_db()
    assert (case.assignee, states(act)) == (office.ben, [State.KEPT])


def test_undone_by_who_did_it_within_a_day_and_once(office: Office) -> None:
    case = make_case(office)
    act = bulk.assign(chosen={case.pk: None}, to=office.ada, by=office.ada, now=NOW)
    with pytest.raises(NotAllowed):
        undo(act=act, by=office.lea, now=NOW)
    with pytest.raises(Conflict):
        undo(act=act, by=office.ada, now=NOW + timedelta(hours=25))
    undo(act=act, by=office.ada, now=NOW)
    with pytest.raises(Conflict):
        undo(act=act, by=office.ada, now=NOW)
