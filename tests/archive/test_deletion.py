"""A deletion run: two people, everything gone, a proof left, nothing else touched."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from casework.access.models import User
from casework.archive import running
from casework.archive.belongings import belongings
from casework.archive.holds import lift_hold, place_hold
from casework.archive.models import DeletionItem, DeletionRun, Disposal
from casework.archive.proposing import confirm, propose, shown_items, stop
from casework.audit.models import Entry
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case, CaseText, Document, DocumentText, Exclusion, Party
from casework.notices.models import Notice
from casework.notifying.models import Alert, Kind
from tests.archive.making import (
    LATER,
    OFFERED,
    age,
    carried_out,
    confirmed,
    make_old_case,
    make_old_file,
    proposed,
    stored,
)
from tests.factories import NOW, Office, make_case


def test_everything_that_belongs_to_the_case_goes(office: Office) -> None:
    case, other = make_old_file(office, "a"), make_case(office, "b")
    Alert.objects.create(user=office.ada, case=case, kind=Kind.ANSWER, key="a", at=NOW)
    DocumentText.objects.create(document=case.documents.get(), text="Fahrzeugschein")
    found = belongings([case.pk])
    assert {Alert, DocumentText, CaseText} <= found.keys()
    assert len(found) > 8
    run = carried_out(office)
    assert run.state == DeletionRun.State.DONE
    for model, keys in found.items():
        assert not model._base_manager.filter(pk__in=keys).exists(), model
    assert Case.objects.get() == other
    assert Party.objects.get().case == other


def test_the_proof_says_what_went_and_nothing_of_the_person(office: Office) -> None:
    case = make_old_file(office)
    document, letter = case.documents.get(), case.notices.get()
    party = case.parties.get()
    run = carried_out(office)
    proof = Disposal.objects.get()
    assert (proof.file_number, proof.run, str(proof.received_on)) == (
        case.file_number,
        run,
        "2026-03-03",
    )
    assert (proof.proposed_by, proof.confirmed_by) == (office.lea, office.adm)
    assert {"kind": "document", "sha256": document.sha256} in proof.hashes
    assert {"kind": "letter", "sha256": letter.pdf_sha256} in proof.hashes
    assert proof.counts["cases.document"] == 1
    assert "notices.notice" in proof.counts
    written = _all_text(Disposal) + _all_text(DeletionItem) + _all_text(Entry)
    for word in (party.family_name, party.street, party.email):
        assert word
        assert word not in written


def test_nobody_can_change_a_proof(office: Office) -> None:
    make_old_case(office)
    carried_out(office)
    for statement in ("UPDATE archive_disposal SET service = ''", "DELETE FROM archive_disposal"):
        with (
            pytest.raises(Error, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_letters_and_proofs_of_delivery_leave_only_by_a_confirmed_run(office: Office) -> None:
    case = make_old_file(office)
    run = proposed(office)
    for statement in (
        "SELECT archive_erase_frozen(%s)",
        "SET LOCAL pgtrigger.ignore = '{pgtrigger_frozen_d42cb}'; "
        "DELETE FROM notices_notice WHERE case_id = %s",
        "DELETE FROM notices_notice WHERE case_id = %s",
    ):
        _refused(statement, case)
    confirm(run=run, by=office.adm, now=LATER)
    _refused("DELETE FROM notices_notice WHERE case_id = %s", case)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT archive_erase_frozen(%s)", [case.pk])
        assert not Notice.objects.filter(case=case).exists()
        transaction.set_rollback(True)


def test_it_takes_a_second_person_who_keeps_the_unit(office: Office) -> None:
    make_old_case(office)
    run = proposed(office)
    for person in (office.lea, office.ada, office.rolf):
        with pytest.raises(NotAllowed):
            confirm(run=run, by=person, now=LATER)
    assert Case.objects.exists()
    with pytest.raises(NotAllowed):
        propose(chosen=None, offered=OFFERED, by=office.ada, now=LATER)
    with pytest.raises(Error, match="deletion_run_by_two_people"), transaction.atomic():
        DeletionRun.objects.update(confirmed_by=office.lea, confirmed_at=LATER, state="running")


def test_nobody_confirms_the_deletion_of_a_case_they_are_excluded_from(office: Office) -> None:
    case = make_old_case(office)
    run = proposed(office)
    exclusion = Exclusion.objects.create(
        case=case,
        user=office.adm,
        norm="§ 20 VwVfG",
        reason="Bruder",
        entered_by=office.lea,
        entered_at=NOW,
    )
    with pytest.raises(NotAllowed, match="ausgeschlossen"):
        confirm(run=run, by=User.objects.get(pk=office.adm.pk), now=LATER)
    assert not shown_items(User.objects.get(pk=office.adm.pk), run).exists()
    exclusion.delete()
    confirm(run=run, by=User.objects.get(pk=office.adm.pk), now=LATER)


def test_the_archive_must_have_been_asked(office: Office) -> None:
    make_old_case(office)
    with pytest.raises(InvalidData):
        propose(chosen=None, offered=" ", by=office.lea, now=LATER)


def test_only_what_is_due_and_in_no_other_run(office: Office) -> None:
    case = make_old_case(office)
    with pytest.raises(InvalidData):
        propose(chosen=[case.pk], offered=OFFERED, by=office.lea, now=NOW + timedelta(days=3 * 365))
    proposed(office)
    with pytest.raises(InvalidData):
        proposed(office)


def test_a_hold_that_comes_in_between_keeps_the_case(office: Office) -> None:
    case, gone = make_old_case(office, "a"), make_old_case(office, "b")
    run = confirmed(office)
    hold = place_hold(case=case, reason="Klage", until=None, by=office.lea, now=LATER)
    running.work_on(run.pk, clock=lambda: LATER)
    item = run.items.get(case_id=case.pk)
    assert (item.state, item.reason) == (
        "skipped",
        f"Für {case.file_number} gilt eine Aufbewahrungssperre.",
    )
    assert not Case.objects.filter(pk=gone.pk).exists()
    lift_hold(hold=hold, by=office.lea, now=LATER)
    carried_out(office)
    assert not Case.objects.exists()


def test_a_stopped_run_deletes_nothing_more(office: Office) -> None:
    make_old_case(office)
    run = confirmed(office)
    stop(run=run, by=office.lea, now=LATER)
    running.work_on(run.pk, clock=lambda: LATER)
    assert Case.objects.count() == 1
    assert proposed(office).number == 2  # its cases are free for another


def test_bytes_leave_the_store_unless_another_case_needs_them(office: Office) -> None:
    case, other = make_old_case(office, "a"), make_case(office, "b")
    shared = case.documents.get().sha256
    age(shared)
    assert other.documents.get().sha256 == shared
    carried_out(office)
    assert stored(shared).exists()
    Document.objects.all().delete()
    Case.objects.update(status="closed", closed_at=NOW)
    DeletionItem.objects.update(state="erased", files=[shared])
    (run,) = running.left_alone()
    running.work_on(run, clock=lambda: LATER)
    assert not stored(shared).exists()
    assert DeletionItem.objects.get().state == "done"


def test_bytes_that_were_just_stored_again_wait(office: Office) -> None:
    case = make_old_case(office)
    digest = case.documents.get().sha256
    stored(digest).touch()
    run = carried_out(office, now=LATER)
    assert not stored(digest).exists()  # touched today, deleted years later
    assert run.items.get().state == "done"


def test_a_crash_between_two_cases_is_gone_on_with(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old_case(office, "a")
    make_old_case(office, "b")
    run = confirmed(office)
    real, calls = running.erase_family, []

    def dying(*given: Any) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(running, "erase_family", dying)
    with pytest.raises(KeyboardInterrupt):
        running.work_on(run.pk, clock=lambda: LATER)
    assert (Case.objects.count(), Disposal.objects.count()) == (1, 1)
    monkeypatch.setattr(running, "erase_family", real)
    for pk in running.left_alone():
        running.work_on(pk, clock=lambda: LATER)
    assert (Case.objects.count(), Disposal.objects.count()) == (0, 2)
    run.refresh_from_db()
    assert run.state == DeletionRun.State.DONE


def test_a_case_that_is_referred_to_from_outside_stays(office: Office) -> None:
    case = make_old_case(office, "a")
    run = confirmed(office)
    track = make_case(office, "b")
    Case.objects.filter(pk=track.pk).update(origin=case)
    running.work_on(run.pk, clock=lambda: LATER)
    assert run.items.get().state == "skipped"
    assert Case.objects.count() == 2


def test_a_run_says_where_the_log_names_a_person(office: Office) -> None:
    case = make_old_case(office)
    case.parties.update(family_name="Größer")
    assert proposed(office).items.get().named_in_log == 0
    DeletionRun.objects.update(state="stopped", ended_at=LATER)
    DeletionItem.objects.update(state="skipped", reason="x")
    Entry.objects.create(
        content_type_id=Entry.objects.values_list("content_type", flat=True)[0],
        object_pk="1",
        object_repr="x",
        action=4,
        act="deadline.override",
        case_id=case.pk,
        changes={"due_on": ["", "Frau GRÖSSER, Frau Größer"]},
    )
    assert proposed(office).items.get().named_in_log == 1


def _refused(statement: str, case: Case) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("%s", str(case.pk)))
    assert Notice.objects.filter(case=case).exists()


def _all_text(model: Any) -> str:
    table = apps.get_model(model._meta.label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(t::text, '\n'), '') FROM {table} t")
        return str(cursor.fetchone()[0])
