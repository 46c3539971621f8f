"""What people are told, each kind from the act that brings it; never what they did themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.access.models import Substitution, Unit, User
from casework.cases import actions, follow_ups, sharing
from casework.cases.models import Case, Exclusion, Share
from casework.cases.models.reach import reach_of
from casework.decisions import cosign_actions
from casework.intake.models import Submission
from casework.notifying.models import Alert, Kind, Progress
from casework.notifying.showing import page_of, unread
from casework.notifying.telling import tell
from tests.desk.law_changes import CHANGED, ELSEWHERE, load_again
from tests.factories import Office, make_case, make_office, submit
from tests.four_eyes import housing_refusal, may_sign_here
from tests.law import load_law

pytestmark = pytest.mark.django_db


def told(*, later: timedelta = timedelta(0)) -> set[tuple[str, str]]:
    """Whom the worker tells what, after all that was done in a test."""
    tell(timezone.now() + later)
    return set(Alert.objects.values_list("user__username", "kind"))


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def assign(case: Case, to: User, by: User) -> None:
    actions.assign(case=case, to=to, by=by, now=timezone.now())


def test_assigned(case: Case, office: Office) -> None:
    assign(case, office.ada, office.lea)
    assert told() == {("ada", "assigned")}
    assert told() == {("ada", "assigned")}
    assert Alert.objects.count() == 1
    assign(case, office.ben, office.lea)
    assert told() == {("ada", "assigned"), ("ben", "assigned")}


def test_nobody_is_told_what_they_did_or_have_seen(case: Case, office: Office) -> None:
    actions.take(case=case, by=office.ada, now=timezone.now())
    assert told() == set()
    assign(case, office.ben, office.lea)
    actions.look_at(case=Case.objects.get(pk=case.pk), by=office.ben, now=timezone.now())
    assert told() == set()
    assign(case, office.lea, office.lea)
    assert told() == set()


def test_an_answer_arrived(case: Case, office: Office) -> None:
    actions.take(case=case, by=office.ada, now=timezone.now())
    answer = submit(office, "later", case=case.file_number, data={})
    assert answer.status == Submission.Status.ACCEPTED, answer.problems
    Case.objects.filter(pk=case.pk).update(attention_since=timezone.now())
    assert told() == {("ada", "answer")}


def test_a_co_signature_is_asked_for_and_given(office: Office) -> None:
    may_sign_here(office, office.lea)
    may_sign_here(office, office.ben)
    draft = housing_refusal(office)
    asked = cosign_actions.request(
        decision=draft, version=draft.version, by=office.ada, now=timezone.now(), asked=office.lea
    )
    assert told() == {("lea", "co_sign")}
    (alert,) = page_of(office.lea)[0]
    assert in_two_ways(office.lea) == {draft.case_id}
    assert (alert.case_id, alert.about) == (draft.case_id, asked.pk)
    cosign_actions.sign(co_signature=asked, by=office.lea, now=timezone.now())
    assert told() == {("lea", "co_sign"), ("ada", "co_signed")}
    assert page_of(office.lea)[0] == []  # it waits for nobody any more
    assert in_two_ways(office.lea) == set()


def in_two_ways(person: User) -> set[int | None]:
    """The cases of what is unread, asked of the database and looked through."""
    asked, looked = User.objects.get(pk=person.pk), User.objects.get(pk=person.pk)
    reach_of(looked)
    assert unread(asked) == unread(looked)
    return {case for _alert, case in unread(asked)}


def test_a_request_to_nobody_in_particular_goes_to_all_who_may(office: Office) -> None:
    for user in (office.lea, office.ben, office.ada):
        may_sign_here(office, user)
    draft = housing_refusal(office)
    cosign_actions.request(decision=draft, version=draft.version, by=office.ada, now=timezone.now())
    assert told() == {("lea", "co_sign"), ("ben", "co_sign")}


@pytest.mark.parametrize(
    ("level", "kind"), [(Share.Level.READ, "shared"), (Share.Level.CONSULT, "consulted")]
)
def test_shared_with_a_person(case: Case, office: Office, level: str, kind: str) -> None:
    share(case, office, level, office.cleo)
    assert told() == {("cleo", kind)}


def test_shared_with_a_unit(case: Case, office: Office) -> None:
    share(case, office, Share.Level.CONSULT, office.other_unit)
    assert told() == {("cleo", "consulted")}


def share(case: Case, office: Office, level: str, to: User | Unit) -> None:
    sharing.share(
        case=case,
        to=to,
        level=level,
        until=timezone.localdate() + timedelta(days=5),
        why="Fachfrage",
        question="Was meinen Sie?" if level == Share.Level.CONSULT else "",
        by=office.lea,
        now=timezone.now(),
    )


def test_what_the_day_brings(case: Case, office: Office) -> None:
    today = timezone.localdate()
    actions.take(case=case, by=office.ada, now=timezone.now())
    Case.objects.filter(pk=case.pk).update(
        due_on=today + timedelta(days=2), follow_up_on=today, call_back_on=today
    )
    Substitution.objects.create(
        absent=office.ada,
        deputy=office.ben,
        starts_on=today,
        ends_on=today,
        entered_by=office.ada,
        entered_at=timezone.now(),
    )
    noon = timezone.localtime().replace(hour=12)
    tell(noon.replace(hour=4))
    assert not Alert.objects.exists()  # before the day begins
    tell(noon)
    tell(noon + timedelta(minutes=1))
    found = set(Alert.objects.values_list("user__username", "kind"))
    assert found == {
        ("ada", "deadline"),
        ("ada", "follow_up"),
        ("ada", "call_back"),
        ("ben", "substitution"),
    }
    tell(noon + timedelta(days=1))  # the deadline is still near, and was told
    assert Alert.objects.filter(kind=Kind.DEADLINE).count() == 1


def test_a_restricted_case_only_lies_there(case: Case, office: Office) -> None:
    Case.objects.filter(pk=case.pk).update(
        assignee=office.ada, follow_up_on=timezone.localdate(), restriction="full"
    )
    tell(timezone.localtime().replace(hour=12))
    assert not Alert.objects.exists()


def test_a_follow_up_set_for_today_is_no_news(case: Case, office: Office) -> None:
    actions.take(case=case, by=office.ada, now=timezone.now())
    noon = timezone.localtime().replace(hour=12)
    tell(noon)
    follow_ups.set_follow_up(
        case=case, due_on=timezone.localdate(), reason="Anruf", by=office.ada, now=noon
    )
    tell(noon + timedelta(minutes=1))
    assert not Alert.objects.exists()


def test_a_change_of_the_law_is_told_once_to_administrators() -> None:
    load_law()
    office = make_office()
    noon = timezone.localtime().replace(hour=12)
    tell(noon)
    assert not Alert.objects.exists()
    load_again(CHANGED, 1)
    for days in (1, 2):
        tell(noon + timedelta(days=days))
    alert = Alert.objects.get()
    assert (alert.user, alert.kind, alert.case) == (office.adm, Kind.LAW, None)
    load_again(ELSEWHERE, 2)
    tell(noon + timedelta(days=3))
    assert Alert.objects.count() == 2


def test_only_for_whom_the_case_exists_still(case: Case, office: Office) -> None:
    assign(case, office.ada, office.lea)
    tell(timezone.now())
    ada = User.objects.get(pk=office.ada.pk)
    assert [pk for _alert, pk in unread(ada)] == [case.pk]
    Exclusion.objects.create(
        case=case,
        user=ada,
        norm="§ 20 Abs. 1 VwVfG",
        reason="x",
        entered_by=office.lea,
        entered_at=timezone.now(),
    )
    ada = User.objects.get(pk=office.ada.pk)
    assert unread(ada) == []
    assert page_of(ada)[0] == []


def test_people_who_left_are_told_nothing(case: Case, office: Office) -> None:
    assign(case, office.ada, office.lea)
    User.objects.filter(pk=office.ada.pk).update(is_active=False)
    assert told() == set()


def test_what_a_longer_transaction_logged_is_told_too(case: Case, office: Office) -> None:
    assign(case, office.ada, office.lea)
    Progress.objects.create(source="log", upto=timezone.now() + timedelta(minutes=2))
    assert told() == {("ada", "assigned")}
