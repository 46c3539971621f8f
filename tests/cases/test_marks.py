"""Marks of Art. 16 and Art. 18 GDPR: who enters them, and what a restriction stops."""

import pytest
from django.db import Error, transaction

from casework.audit.models import Entry
from casework.cases import policy
from casework.cases.actions import add_note, take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.marks import enter_mark, lift_mark
from casework.cases.models import Case, Mark
from casework.process.models import Process
from casework.process.tasks import fire_due_timers
from tests.factories import NOW, Office, make_case, open_step, work_on


def restrict(office: Office, case: Case, purpose: str = "") -> Mark:
    return enter_mark(
        case=case,
        kind="restriction",
        ground="a",
        purpose=purpose,
        statement="Ich bin Frau Geheim und das Geburtsdatum ist falsch.",
        by=office.lea,
        now=NOW,
    )


def test_a_restricted_case_is_only_kept(office: Office) -> None:
    case = make_case(office)
    restrict(office, case)
    case.refresh_from_db()
    with pytest.raises(NotAllowed, match="eingeschränkt"):
        work_on(case, office.ada)
    with pytest.raises(NotAllowed):
        take(case=case, by=office.ada, now=NOW)
    with pytest.raises(NotAllowed):
        add_note(case=case, text="x", by=office.ada, now=NOW)
    assert policy.why_not(office.ada, policy.READ, case) is None
    assert policy.why_not(office.ada, policy.MAIL, case) is None


def test_for_the_purpose_named_work_goes_on(office: Office) -> None:
    case = make_case(office)
    restrict(office, case, "claims")
    case.refresh_from_db()
    assert case.restriction == Case.Restriction.PURPOSE
    before = open_step(case)
    assert work_on(case, office.ada) != before


def test_the_strictest_mark_counts_and_lifting_ends_it(office: Office) -> None:
    case = make_case(office)
    first, second = restrict(office, case, "claims"), restrict(office, case)
    assert Case.objects.get(pk=case.pk).restriction == Case.Restriction.FULL
    lift_mark(mark=second, reason="Geprüft, Person unterrichtet.", by=office.lea, now=NOW)
    assert Case.objects.get(pk=case.pk).restriction == Case.Restriction.PURPOSE
    lift_mark(mark=first, reason="Geprüft, Person unterrichtet.", by=office.lea, now=NOW)
    assert Case.objects.get(pk=case.pk).restriction == Case.Restriction.NONE
    with pytest.raises(Conflict):
        lift_mark(mark=first, reason="noch einmal", by=office.lea, now=NOW)


def test_a_correction_restricts_nothing_and_only_the_lead_marks(office: Office) -> None:
    case = make_case(office)
    given = {"case": case, "kind": "correction", "now": NOW, "party": case.parties.get()}
    mark = enter_mark(statement="Name falsch geschrieben", by=office.lea, **given)
    assert (mark.ground, Case.objects.get(pk=case.pk).restriction) == ("", "")
    with pytest.raises(NotAllowed):
        enter_mark(statement="Name falsch geschrieben", by=office.ada, **given)
    with pytest.raises(InvalidData):
        enter_mark(statement=" ", by=office.lea, **given)
    with pytest.raises(Error, match="mark_restriction_has_a_ground"), transaction.atomic():
        Mark.objects.update(kind="restriction")


def test_the_log_says_that_and_not_what_the_person_said(office: Office) -> None:
    restrict(office, make_case(office))
    entry = Entry.objects.get(act="mark.restriction", action=Entry.Action.ACT)
    assert entry.norm == "Art. 18 DSGVO"
    assert not any("Geheim" in str(one.changes) for one in Entry.objects.all())


def test_timers_of_a_restricted_case_wait(office: Office) -> None:
    case = make_case(office)
    Process.objects.filter(case=case).update(next_timer_at=NOW)
    restrict(office, case)
    moment = int(NOW.timestamp())
    assert fire_due_timers(moment) == 0
    lift_mark(mark=case.marks.get(), reason="Geprüft.", by=office.lea, now=NOW)
    assert fire_due_timers(moment) == 1
