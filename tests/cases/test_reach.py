"""What a person reaches: shared cases and those of people they stand in for, and for how long."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.access.models import Unit, User
from casework.audit.models import Entry
from casework.cases import absences, policy, sharing
from casework.cases.actions import add_note, take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.exclusion import exclude
from casework.cases.models import Case, Share
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def shared(case: Case, to: Unit | User, by: User, level: str = "read", **changes: Any) -> Share:
    values = {"until": day(5), "why": "Wegen der Sondernutzung.", "now": timezone.now(), **changes}
    return sharing.share(case=case, to=to, by=by, level=level, **values)


def fresh(user: User) -> User:
    """The person as the next request knows them."""
    return User.objects.get(pk=user.pk)


def allowed(user: User, case: Case) -> set[str]:
    acts = (policy.READ, policy.COMMENT, policy.WORK, policy.TAKE, policy.MAIL, policy.CONSULT)
    return {act for act in acts if policy.why_not(fresh(user), act, case) is None}


LEVELS = {
    "read": {"read"},
    "comment": {"read", "comment"},
    "consult": {"read", "comment", "consult"},
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("with_unit", [True, False])
def test_level_and_no_more(office: Office, level: str, with_unit: bool) -> None:
    case, other = make_case(office), make_case(office, "other")
    to = office.other_unit if with_unit else office.cleo
    shared(case, to, office.ada, level, question="Spricht etwas dagegen?")
    assert list(Case.objects.visible_to(fresh(office.cleo))) == [case]
    assert allowed(office.cleo, case) == LEVELS[level]
    assert allowed(office.cleo, other) == set()


def test_ends_by_itself_or_earlier(office: Office) -> None:
    case = make_case(office)
    found = shared(case, office.cleo, office.ada)
    cleo = fresh(office.cleo)
    assert Case.objects.visible_to(cleo, day(5)).exists()
    assert not Case.objects.visible_to(cleo, day(6)).exists()
    sharing.end(share=found, by=office.ada, now=timezone.now())
    assert not Case.objects.visible_to(fresh(office.cleo)).exists()
    with pytest.raises(Conflict):
        sharing.change(share=found, level="read", until=day(9), by=office.ada, now=timezone.now())


def test_changed(office: Office) -> None:
    case = make_case(office)
    found = shared(case, office.cleo, office.ada)
    sharing.change(share=found, level="comment", until=day(9), by=office.lea, now=timezone.now())
    assert allowed(office.cleo, case) == LEVELS["comment"]
    assert Case.objects.visible_to(fresh(office.cleo), day(9)).exists()
    with pytest.raises(InvalidData):  # a consultation needs a question
        sharing.change(
            share=found, level="consult", until=day(9), by=office.lea, now=timezone.now()
        )


def test_who_shares_and_with_whom(office: Office, other_office: Office) -> None:
    case = make_case(office)
    for stranger in (office.cleo, office.rolf, office.adm):
        with pytest.raises(NotAllowed):
            shared(case, office.ben, stranger)
    for abroad in (other_office.ada, other_office.unit):
        with pytest.raises(InvalidData, match="innerhalb der eigenen Behörde"):
            shared(case, abroad, office.ada)
    shared(case, office.cleo, office.ada)
    with pytest.raises(Conflict):
        shared(case, office.cleo, office.ada)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": day(-1)}, "until"),
        ({"until": day(400)}, "until"),
        ({"why": " "}, "why"),
        ({"level": "work"}, "level"),
        ({"level": "consult"}, "question"),
    ],
)
def test_what_does_not_fit(office: Office, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidData) as refused:
        shared(make_case(office), office.cleo, office.ada, **changes)
    assert set(refused.value.errors) == {field}


def test_exclusion_goes_before_a_share(office: Office) -> None:
    case = make_case(office)
    shared(case, office.other_unit, office.ada)
    exclude(
        case=case,
        user=fresh(office.cleo),
        by=office.lea,
        now=NOW,
        reason="Verwandt.",
        norm="§ 20 Abs. 1 Satz 1 VwVfG",
    )
    assert not Case.objects.visible_to(fresh(office.cleo)).exists()
    assert allowed(office.cleo, case) == set()
    with pytest.raises(InvalidData, match="Befangenheit"):
        shared(case, office.cleo, office.ada)


def test_answer_goes_into_the_file_and_calls_whoever_asked(office: Office) -> None:
    case = take(case=make_case(office), by=office.ada, now=NOW)
    found = shared(case, office.other_unit, office.ada, "consult", question="Gewerbe gemeldet?")
    cleo = fresh(office.cleo)
    assert list(sharing.asked_of(cleo, day(0))) == [found]
    assert not sharing.asked_of(office.ben, day(0)).exists()
    with pytest.raises(NotAllowed):
        sharing.answer(share=found, text="Ja.", by=office.ben, now=timezone.now())
    with pytest.raises(InvalidData):
        sharing.answer(share=found, text=" ", by=cleo, now=timezone.now())
    note = sharing.answer(share=found, text="Ja, seit 2020.", by=cleo, now=timezone.now())
    assert "Gewerbe gemeldet?" in note.text
    assert note.text.endswith("Ja, seit 2020.")
    case.refresh_from_db()
    assert case.attention == "answer"
    assert not sharing.asked_of(fresh(office.cleo), day(0)).exists()
    with pytest.raises(Conflict):
        sharing.answer(share=found, text="Nein.", by=cleo, now=timezone.now())
    entry = Entry.objects.get(act="share.answer", action=Entry.Action.ACT)
    assert (entry.actor, entry.case_id) == (office.cleo, case.pk)


def away(office: Office, deputy: User) -> None:
    now = timezone.now()
    absences.enter(
        absent=office.ada,
        deputy=deputy,
        starts_on=day(0),
        ends_on=day(3),
        by=office.ada,
        now=now,
    )


@pytest.mark.parametrize("who", ["rolf", "adm"])
def test_nobody_gets_cases_to_work_on_without_working_on_cases(office: Office, who: str) -> None:
    deputy, case = getattr(office, who), make_case(office)
    Case.objects.filter(pk=case.pk).update(assignee=office.ada)
    case.refresh_from_db()
    away(office, deputy)
    assert policy.why_not(deputy, policy.WORK, case)
    assert (case in Case.objects.visible_to(deputy)) is (deputy == office.rolf)  # audits the unit


def test_deputy_works_on_the_cases_of_the_absent_while_they_are_away(office: Office) -> None:
    hers = take(case=make_case(office), by=office.ada, now=NOW)
    free = make_case(office, "free")
    away(office, office.cleo)
    cleo = fresh(office.cleo)
    assert list(Case.objects.visible_to(cleo)) == [hers]
    assert not Case.objects.visible_to(cleo, day(4)).exists()
    assert allowed(cleo, hers) == {"read", "comment", "work", "mail"}
    assert allowed(cleo, free) == set()
    add_note(case=hers, text="Anruf.", by=cleo, now=NOW)


def test_deputy_of_the_same_unit_needs_not_take_it_over(office: Office) -> None:
    hers = take(case=make_case(office), by=office.ada, now=NOW)
    assert policy.why_not(office.ben, policy.WORK, hers)
    away(office, office.ben)
    assert allowed(office.ben, hers) == {"read", "comment", "work", "take", "mail"}


def test_excluded_deputy_does_not_reach_the_case(office: Office) -> None:
    hers = take(case=make_case(office), by=office.ada, now=NOW)
    away(office, office.ben)
    reason = {"reason": "Nachbar.", "norm": "§ 21 Abs. 1 Satz 1 VwVfG"}
    exclude(case=hers, user=office.ben, by=office.ben, now=NOW, **reason)
    assert allowed(office.ben, hers) == set()
