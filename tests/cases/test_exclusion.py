"""Exclusion for bias: who sets and lifts it, what becomes of the case, and that it is gone."""

from typing import Any

import pytest

from casework.access import roles
from casework.access.models import User
from casework.audit.models import Entry
from casework.cases import policy
from casework.cases.actions import assign, take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.exclusion import exclude, leads_told, lift
from casework.cases.models import Case, Exclusion
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
NORM = "§ 21 Abs. 1 Satz 1 VwVfG"


def excluded(case: Case, user: User, by: User | None = None, **changes: Any) -> Exclusion:
    values = {"reason": "Meine Schwägerin.", "norm": NORM, **changes}
    return exclude(case=case, user=user, by=by or user, now=NOW, **values)


def test_report_takes_effect_at_once_and_the_case_calls_for_another(office: Office) -> None:
    case = take(case=make_case(office), by=office.ada, now=NOW)
    excluded(case, office.ada)
    case.refresh_from_db()
    assert (case.assignee, case.attention) == (None, "handed_on")
    assert not Case.objects.visible_to(office.ada).exists()
    assert Case.objects.visible_to(office.ben).get() == case
    assert leads_told(case) == [office.lea]
    entry = Entry.objects.get(act="exclusion.report", action=Entry.Action.ACT)
    assert (entry.actor, entry.norm, entry.case_id) == (office.ada, NORM, case.pk)


def test_case_of_a_colleague_stays_with_them(office: Office) -> None:
    case = take(case=make_case(office), by=office.ben, now=NOW)
    excluded(case, office.ada)
    case.refresh_from_db()
    assert (case.assignee, case.attention) == (office.ben, "")


def test_lead_sets_it_others_do_not(office: Office) -> None:
    case = make_case(office)
    with pytest.raises(NotAllowed):
        excluded(case, office.ada, by=office.ben)
    with pytest.raises(NotAllowed):
        excluded(case, office.cleo)  # the case does not exist for her
    assert excluded(case, office.ada, by=office.lea).entered_by == office.lea


def test_needs_norm_and_reason_of_the_procedure_and_is_made_once(office: Office) -> None:
    case = make_case(office)
    with pytest.raises(InvalidData) as refused:
        excluded(case, office.ada, norm="§ 82 Abs. 1 Satz 1 AO", reason=" ")
    assert set(refused.value.errors) == {"norm", "reason"}
    excluded(case, office.ada, by=office.lea)
    with pytest.raises(Conflict):
        excluded(case, office.ada, by=office.lea)


def test_next_unit_up_is_told_when_the_lead_is_excluded(office: Office) -> None:
    case = make_case(office)
    roles.grant(user=office.adm, role=roles.LEAD, unit=office.unit.parent or office.unit)
    assert leads_told(case) == [office.lea]
    excluded(case, office.lea)
    assert leads_told(case) == [office.adm]
    excluded(case, office.adm)
    assert leads_told(case) == []


def test_excluded_person_may_do_nothing_and_is_not_given_it(office: Office) -> None:
    case = make_case(office)
    excluded(case, office.ada)
    for act in (policy.READ, policy.WORK, policy.COMMENT, policy.MAIL):
        assert (
            policy.why_not(office.ada, act, case) == "Sie haben keinen Zugriff auf diesen Vorgang."
        )
    with pytest.raises(NotAllowed):
        take(case=case, by=office.ada, now=NOW)
    with pytest.raises(NotAllowed, match="Befangenheit"):
        assign(case=case, to=office.ada, by=office.lea, now=NOW)
    assert assign(case=case, to=office.ben, by=office.lea, now=NOW).attention == "assigned"


def test_reaches_the_cases_that_belong_to_it(office: Office) -> None:
    case, track = make_case(office), make_case(office, "objection")
    Case.objects.filter(pk=track.pk).update(origin=case)
    track.refresh_from_db()
    excluded(case, office.ada)
    assert not Case.objects.visible_to(office.ada).exists()
    assert policy.why_not(office.ada, policy.READ, track)
    with pytest.raises(NotAllowed):
        assign(case=track, to=office.ada, by=office.lea, now=NOW)


def test_lifted_by_the_lead_with_a_reason(office: Office) -> None:
    case = make_case(office)
    found = excluded(case, office.ada)
    with pytest.raises(NotAllowed):
        lift(exclusion=found, by=office.ben, now=NOW, reason="Doch nicht verwandt.")
    with pytest.raises(InvalidData):
        lift(exclusion=found, by=office.lea, now=NOW, reason=" ")
    lift(exclusion=found, by=office.lea, now=NOW, reason="Doch nicht verwandt.")
    assert case in Case.objects.visible_to(User.objects.get(pk=office.ada.pk))
    with pytest.raises(Conflict):
        lift(exclusion=found, by=office.lea, now=NOW, reason="Noch einmal.")
    assert excluded(case, User.objects.get(pk=office.ada.pk)).pk != found.pk
