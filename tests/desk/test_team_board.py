"""What the team board shows: its lists, the people who are away or gone, units, who may sign."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.access import roles
from casework.access.models import SigningPower, Substitution, User
from casework.cases.actions import take
from casework.cases.models import BulkAct, Case
from casework.desk.team import lists
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.lea)


def board(client: Client, query: str = "") -> Any:
    answer = client.get(f"/team/{query}")
    assert answer.status_code == 200
    return answer.context


def shown(client: Client, query: str) -> list[int]:
    return [row.case.pk for row in board(client, query)["rows"]]


def in_days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def away(absent: User, deputy: User) -> None:
    Substitution.objects.create(
        absent=absent,
        deputy=deputy,
        starts_on=in_days(0),
        ends_on=in_days(2),
        entered_by=absent,
        entered_at=NOW,
    )


def test_board_opens_with_what_presses_most(office: Office, lea: Client) -> None:
    late, free = make_case(office, "1"), make_case(office, "2")
    take(case=late, by=office.ada, now=NOW)
    Case.objects.update(due_on=in_days(5))
    context = board(lea)
    assert (context["shown"], [row.case.pk for row in context["rows"]]) == ("free", [free.pk])
    assert not any(tile.pressing for tile in context["tiles"])
    Case.objects.filter(pk=late.pk).update(due_on=in_days(-1))
    context = board(lea)
    assert (context["shown"], [row.case.pk for row in context["rows"]]) == ("overdue", [late.pk])
    assert [tile.pressing for tile in context["tiles"]][:2] == [True, False]


def test_long_open_ones_come_by_the_day_they_were_received(office: Office, lea: Client) -> None:
    first, second, third = (make_case(office, f"{n}") for n in range(3))
    for case, days in ((first, -31), (second, -100), (third, -30)):
        Case.objects.filter(pk=case.pk).update(received_on=in_days(days))
    assert shown(lea, "?list=old&older=30") == [second.pk, first.pk]
    assert shown(lea, "?list=old") == [second.pk]
    (line,) = board(lea, "?older=30")["services"]
    assert (line.load.open, line.free, line.load.old, line.load.oldest) == (3, 3, 2, in_days(-100))


def test_list_goes_on_behind_the_last_case(
    office: Office, lea: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    cases = [make_case(office, f"{n}") for n in range(3)]
    for number, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(due_on=in_days(number))
    first = board(lea, "?list=free")
    assert [row.case.pk for row in first["rows"]] == [cases[0].pk, cases[1].pk]
    second = board(lea, first["more"])
    assert [row.case.pk for row in second["rows"]] == [cases[2].pk]
    assert (second["more"], second["hits"]) == ("", 3)


def test_who_is_absent_and_whether_somebody_stands_in(office: Office, lea: Client) -> None:
    take(case=make_case(office), by=office.ada, now=NOW)
    away(office.ada, office.ben)
    (line,) = board(lea)["absent"]
    assert (line.person, line.away.absence.deputy, line.away.gap) == (office.ada, office.ben, False)
    away(office.ben, office.cleo)
    context = board(lea)
    assert [(line.person, line.away.gap) for line in context["absent"]] == [
        (office.ada, True),
        (office.ben, False),
    ]
    assert [tile.more for tile in context["tiles"] if tile.more] == ["for 1 nobody stands in"]


def test_cases_of_somebody_who_left_are_seen(office: Office, lea: Client) -> None:
    take(case=make_case(office), by=office.ada, now=NOW)
    roles.withdraw(user=office.ada, role=roles.WORK, unit=office.unit)
    works = {line.person: line.works for line in board(lea)["loads"]}
    assert works == {office.ada: False, office.ben: True, office.lea: True}


def test_unit_narrows_the_board_and_others_are_not_reached(office: Office, lea: Client) -> None:
    case = make_case(office)
    assert shown(lea, f"?list=free&unit={office.other_unit.pk}") == [case.pk]  # hers, as ever
    assert office.unit.parent is not None
    roles.grant(user=office.lea, role=roles.LEAD, unit=office.unit.parent)
    assert shown(lea, f"?list=free&unit={office.other_unit.pk}") == []
    assert shown(lea, f"?list=free&unit={office.unit.parent.pk}") == [case.pk]


def test_who_may_sign_here_or_above(office: Office, lea: Client) -> None:
    for person, unit in ((office.ben, office.unit.parent), (office.cleo, office.other_unit)):
        SigningPower.objects.create(user=person, unit=unit, outcomes=["grant"], granted_at=NOW)
    assert [one.power.user for one in board(lea)["signers"]] == [office.ben]


def test_undo_keeps_what_somebody_changed_since(office: Office, lea: Client) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    lea.post("/team/assign/", {"case": [first.pk, second.pk], "to": office.ben.pk})
    take(case=first, by=office.ada, now=NOW)
    act = BulkAct.objects.get()
    text = lea.post(f"/team/undo/{act.pk}/", follow=True).content.decode()
    assert "This was undone." in text
    assert f">{first.file_number}</a>: The case was changed in the meantime." in text
    assert Case.objects.get(pk=first.pk).assignee == office.ada
    assert Case.objects.get(pk=second.pk).assignee is None
    assert lea.post(f"/team/undo/{act.pk}/").status_code == 409
