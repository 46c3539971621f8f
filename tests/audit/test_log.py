"""The log: complete, in the same transaction, and beyond anybody's reach."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.audit.log import acting, record
from casework.audit.models import Entry
from casework.cases.actions import take
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
    ],
)
def test_database_refuses_to_alter_the_log(office: Office, statement: str) -> None:
    make_case(office)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_failed_act_leaves_no_entry(office: Office) -> None:
    case = make_case(office)
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take(case=case, by=office.ada, now=NOW)
        raise ZeroDivisionError
    assert Entry.objects.count() == before


def test_act_and_its_changes_share_their_number(office: Office) -> None:
    case = make_case(office)
    take(case=case, by=office.ada, now=NOW)
    act = Entry.objects.get(case_id=case.pk, act="case.take", action=Entry.Action.ACT)
    change = Entry.objects.get(case_id=case.pk, act="case.take", action=Entry.Action.UPDATE)
    assert act.cid == change.cid
    assert change.changes["assignee"] == [None, office.ada.pk]


def test_reason_and_norm_are_kept(office: Office) -> None:
    case = make_case(office)
    with acting(
        by=office.ada, act="case.x", subject=case, case_id=case.pk, reason="Bitte", norm="§ 9"
    ):
        pass
    entry = Entry.objects.get(act="case.x")
    assert (entry.reason, entry.norm, entry.actor) == ("Bitte", "§ 9", office.ada)


def test_entry_without_act_is_refused(office: Office) -> None:
    with pytest.raises(RuntimeError):
        record(office.unit)


def test_log_carries_no_application_data(office: Office) -> None:
    case = make_case(office)
    take(case=case, by=office.ada, now=NOW)
    for entry in Entry.objects.filter(case_id=case.pk):
        assert "LFT-MB 88" not in str(entry.changes)


def test_opening_a_case_is_logged_under_the_case(office: Office) -> None:
    case = make_case(office)
    acts = Entry.objects.filter(case_id=case.pk, action=Entry.Action.ACT).order_by("id")
    assert [entry.act for entry in acts] == ["case.open", "submission.settle"]
    assert not Entry.objects.filter(case_id=None, act="case.open").exists()
