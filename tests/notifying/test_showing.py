"""What somebody may still see is asked in two ways, which must agree; reading, and forgetting."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.access.models import Substitution, User
from casework.cases.models import Case, Exclusion, Share
from casework.cases.models.reach import reach_of
from casework.notifying import settling, showing
from casework.notifying.models import Alert, Kind
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


def alert(user: User, case: Case | None, kind: str = Kind.ASSIGNED, **more: Any) -> Alert:
    values = {"key": f"{kind}:{Alert.objects.count()}", "at": timezone.now()}
    return Alert.objects.create(user=user, case=case, kind=kind, **{**values, **more})


def test_agrees_with_the_cases_one_sees(office: Office) -> None:
    """For everybody of the office, with a share, an absence and exclusions, also of the origin."""
    today, now = timezone.localdate(), timezone.now()
    cases = [make_case(office, f"{number}") for number in range(5)]
    Case.objects.filter(pk=cases[1].pk).update(assignee=office.cleo, unit=office.other_unit)
    Case.objects.filter(pk=cases[2].pk).update(unit=office.other_unit)
    Case.objects.filter(pk=cases[4].pk).update(origin=cases[3])
    Share.objects.create(
        case=cases[2], unit=office.unit, level="read", until=today, why="x",
        granted_by=office.lea, granted_at=now,
    )  # fmt: skip
    Substitution.objects.create(
        absent=office.cleo, deputy=office.ben, starts_on=today, ends_on=today,
        entered_by=office.cleo, entered_at=now,
    )  # fmt: skip
    Exclusion.objects.create(
        case=cases[3], user=office.ada, norm="§ 20", reason="x",
        entered_by=office.lea, entered_at=now,
    )  # fmt: skip
    seen = set()
    for person in (office.ada, office.ben, office.cleo, office.lea, office.rolf, office.adm):
        user = User.objects.get(pk=person.pk)
        for case in cases:
            alert(user, case)
        visible = set(Case.objects.visible_to(user).values_list("pk", flat=True))
        assert {case for _alert, case in showing.unread(user)} == visible, user
        fresh = User.objects.get(pk=user.pk)  # of whom nobody asked what they reach
        assert {case for _alert, case in showing.unread(fresh)} == visible, user
        assert {one.case_id for one in showing.page_of(user)[0]} == visible, user
        seen.add(frozenset(visible))
    assert len(seen) == 5  # rolf sees what lea sees, adm nothing; all others differ


def test_of_the_law_only_administrators_are_told(office: Office) -> None:
    for user, number in ((office.adm, 1), (office.ada, 0)):
        alert(user, None, Kind.LAW)
        assert len(showing.unread(user)) == number
        fresh = User.objects.get(pk=user.pk)
        reach_of(fresh)
        assert len(showing.unread(fresh)) == number


def test_reading(office: Office) -> None:
    ada, now = office.ada, timezone.now()
    first, second = alert(ada, None, Kind.SUBSTITUTION), alert(ada, None, Kind.SUBSTITUTION)
    others = alert(office.ben, None, Kind.SUBSTITUTION)
    assert showing.mark(ada, [first.pk, others.pk], read=True, now=now) == 1
    assert [pk for pk, _case in showing.unread(ada)] == [second.pk]
    showing.mark(ada, [first.pk], read=False, now=now)
    assert len(showing.unread(ada)) == 2
    assert showing.mark_all(ada, upto=first.pk, now=now) == 1
    assert [pk for pk, _case in showing.unread(ada)] == [second.pk]
    others.refresh_from_db()
    assert others.read_at is None


def test_pages_go_on_where_they_ended(office: Office) -> None:
    for _ in range(showing.PAGE + 3):
        alert(office.ada, None, Kind.SUBSTITUTION)
    rows, after = showing.page_of(office.ada)
    further, end = showing.page_of(office.ada, after)
    assert (len(rows), len(further), end) == (showing.PAGE, 3, None)
    assert not {one.pk for one in rows} & {one.pk for one in further}


def test_old_ones_are_forgotten(office: Office) -> None:
    now = timezone.now()
    alert(office.ada, None, at=now - timedelta(days=91))
    kept = alert(office.ada, None, at=now - timedelta(days=89))
    assert settling.forget(now) == 1
    assert Alert.objects.get() == kept
