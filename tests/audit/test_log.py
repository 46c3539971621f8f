"""The log: complete, in the same transaction, and beyond anybody's reach."""

import contextlib

import pytest
from auditlog.registry import auditlog
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from casework.audit.log import acting, read, record, standing_in_for
from casework.audit.masking import MARK, hidden
from casework.audit.models import Entry
from casework.cases.actions import add_note, take
from casework.cases.models import Party
from tests.factories import NOW, Office, make_case, work_on

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


def test_what_a_party_says_of_a_person_is_masked(office: Office) -> None:
    party = make_case(office).parties.get()
    party.street = "Neue Gasse 9"
    party.save()
    created = Entry.objects.get(object_repr=str(party), action=Entry.Action.CREATE)
    changed = Entry.objects.get(object_repr=str(party), action=Entry.Action.UPDATE)
    assert changed.changes == {"street": [MARK, MARK]}
    assert created.changes["family_name"] == ["", MARK]
    assert created.changes["role"][1] == "applicant"
    assert "Neue Gasse" not in str(changed.serialized_data)


def test_every_field_of_a_party_that_can_hold_words_is_masked() -> None:
    masked = set(auditlog.get_model_fields(Party)["mask_fields"])
    words = {
        field.name
        for field in Party._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField | models.DateField)
    }
    assert words - masked == {"role", "address_failed_on"}


def test_nothing_of_the_application_or_its_parties_is_in_the_log(office: Office) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    party = case.parties.get()
    texts = [str(vars(entry)) for entry in Entry.objects.filter(case_id=case.pk)]
    for word in (party.family_name, party.street, party.email, str(party.birth_date)):
        assert word
        assert not [text for text in texts if word in text]


def test_entering_and_removing_can_be_told_apart() -> None:
    assert (hidden("Klein"), hidden("None"), hidden("[]"), hidden("")) == (MARK, "", "", "")


def test_what_is_done_in_substitution_names_the_absent_person(office: Office) -> None:
    case = make_case(office)
    with standing_in_for(office.ben):
        take(case=case, by=office.ada, now=NOW)
        read(by=office.ada, what="case.read", subject=case, case_id=case.pk)
    read(by=office.ada, what="case.read", subject=case, case_id=case.pk)
    done = Entry.objects.filter(case_id=case.pk, actor=office.ada).order_by("id")
    names = [entry.on_behalf_of for entry in done]
    assert names[:-1] and set(names[:-1]) == {office.ben}
    assert names[-1] is None


def test_entries_of_an_act_are_written_in_one_statement_in_their_order(office: Office) -> None:
    case = make_case(office)
    with (
        CaptureQueriesContext(connection) as captured,
        transaction.atomic(),
        acting(by=office.ada, act="case.x", subject=case, case_id=case.pk),
    ):
        add_note(case=case, text="x", by=office.ada, now=NOW)
        record(office.unit)
    written = [one for one in captured if 'INSERT INTO "audit_entry"' in one["sql"]]
    assert len(written) == 1
    found = Entry.objects.filter(actor=office.ada).order_by("id")
    assert [(one.act, one.action) for one in found] == [
        ("case.x", Entry.Action.ACT),
        ("note.add", Entry.Action.ACT),
        ("note.add", Entry.Action.CREATE),
        ("case.x", Entry.Action.ACT),
    ]


def test_a_failure_that_somebody_catches_leaves_what_was_done_in_the_log(office: Office) -> None:
    with (
        transaction.atomic(),
        contextlib.suppress(ZeroDivisionError),
        acting(by=office.ada, act="case.x", subject=office.unit),
    ):
        office.unit.name = "Neu"
        office.unit.save()
        raise ZeroDivisionError
    office.unit.refresh_from_db()
    assert office.unit.name == "Neu"
    assert Entry.objects.filter(act="case.x").count() == 2


def test_a_failure_of_the_database_is_not_hidden(office: Office) -> None:
    with (
        pytest.raises(DatabaseError, match="no_such_table"),
        transaction.atomic(),
        acting(by=office.ada, act="case.x", subject=office.unit),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")
    assert not Entry.objects.filter(act="case.x").exists()
