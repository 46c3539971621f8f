"""Each act on a request: what it changes, who is told, and that it happens once."""

import pytest

from casework.audit.models import Entry
from casework.cases.actions import take
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions import cosign_actions
from casework.decisions.cosign_actions import send_back, withdraw
from casework.decisions.models import CoSignature, Decision
from tests.factories import NOW, Office
from tests.four_eyes import ask, may_sign_here, parking_draft, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Office) -> Decision:
    may_sign_here(office, office.lea)
    return parking_draft(office)


@pytest.fixture
def request_(office: Office, draft: Decision) -> CoSignature:
    return ask(draft, office.ada)


def test_asking_makes_the_case_the_askers(office: Office, draft: Decision) -> None:
    Case.objects.update(assignee=None)
    ask(draft, office.ada)
    assert Case.objects.get().assignee == office.ada


@pytest.mark.parametrize("person", ["ben", "cleo", "rolf"])
def test_only_who_works_on_the_case_asks(office: Office, draft: Decision, person: str) -> None:
    with pytest.raises(NotAllowed):
        ask(draft, getattr(office, person))


def test_one_request_at_a_time(office: Office, draft: Decision, request_: CoSignature) -> None:
    with pytest.raises(Conflict, match=r"liegt bereits zur Mitzeichnung \(Ada Klein"):
        ask(draft, office.ada)
    sign(request_, office.lea)
    with pytest.raises(Conflict, match=r"bereits mitgezeichnet \(Lea Brandt"):
        ask(draft, office.ada)


def test_request_is_for_the_draft_as_it_was_seen(office: Office, draft: Decision) -> None:
    with pytest.raises(Conflict, match="wurde inzwischen geändert"):
        ask(draft, office.ada, version=draft.version + 1)


@pytest.mark.parametrize("person", ["ada", "ben"])
def test_people_who_may_not_sign_cannot_be_asked(
    office: Office, draft: Decision, person: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        ask(draft, office.ada, getattr(office, person))
    assert set(caught.value.errors) == {"asked"}


def test_second_answer_is_told_who_was_first(office: Office, request_: CoSignature) -> None:
    may_sign_here(office, office.ben)
    sign(request_, office.lea)
    for act in (sign, lambda one, by: withdraw(co_signature=one, by=by, now=NOW)):
        with pytest.raises(Conflict, match=r"mitgezeichnet \(Lea Brandt"):
            act(request_, office.ben)
    with pytest.raises(Conflict):
        send_back(co_signature=request_, by=office.ben, now=NOW, comment="Zu spät.")
    request_.refresh_from_db()
    assert request_.settled_by == office.lea


def test_sending_back_needs_words(office: Office, request_: CoSignature) -> None:
    with pytest.raises(InvalidData) as caught:
        send_back(co_signature=request_, by=office.lea, now=NOW, comment="  ")
    assert set(caught.value.errors) == {"comment"}
    request_.refresh_from_db()
    assert request_.state == "requested"


def test_drafter_is_told_what_became_of_it(office: Office, request_: CoSignature) -> None:
    send_back(co_signature=request_, by=office.lea, now=NOW, comment="Kürzer.")
    assert Case.objects.get().attention == "sent_back"
    sign(ask(Decision.objects.get(), office.ada), office.lea)
    assert Case.objects.get().attention == "signed"


def test_signer_who_took_the_case_needs_no_news(office: Office, request_: CoSignature) -> None:
    take(case=Case.objects.get(), by=office.lea, now=NOW)
    sign(request_, office.lea)
    assert Case.objects.get().attention == ""


def test_colleague_who_took_the_case_may_withdraw_but_nobody_else(
    office: Office, request_: CoSignature
) -> None:
    for person in (office.lea, office.ben, office.cleo):
        with pytest.raises(NotAllowed):
            withdraw(co_signature=request_, by=person, now=NOW)
    take(case=Case.objects.get(), by=office.ben, now=NOW)
    assert withdraw(co_signature=request_, by=office.ben, now=NOW).state == "withdrawn"


def test_draft_changed_behind_the_request_is_not_signed(
    office: Office, request_: CoSignature
) -> None:
    Decision.objects.update(version=7)
    with pytest.raises(Conflict, match="bitte fragen Sie neu"):
        sign(request_, office.lea)


def test_step_that_is_over_is_not_signed(office: Office, request_: CoSignature) -> None:
    Case.objects.get().steps.filter(kind="decide").update(status="withdrawn")
    with pytest.raises(Conflict):
        sign(request_, office.lea)


def test_each_act_is_logged_with_its_words(office: Office, draft: Decision) -> None:
    first = cosign_actions.request(
        decision=draft, version=1, by=office.ada, now=NOW, comment="Bitte die Zone prüfen."
    )
    send_back(co_signature=first, by=office.lea, now=NOW, comment="Zone stimmt nicht.")
    withdraw(co_signature=ask(draft, office.ada), by=office.ada, now=NOW)
    sign(ask(draft, office.ada), office.lea)
    acts = Entry.objects.filter(action=Entry.Action.ACT, act__startswith="cosign.").order_by("id")
    assert [(entry.act, entry.actor_name, entry.reason, entry.norm) for entry in acts] == [
        ("cosign.request", "Ada Klein", "Bitte die Zone prüfen.", ""),
        ("cosign.return", "Lea Brandt", "Zone stimmt nicht.", ""),
        ("cosign.request", "Ada Klein", "", ""),
        ("cosign.withdraw", "Ada Klein", "", ""),
        ("cosign.request", "Ada Klein", "", ""),
        ("cosign.sign", "Lea Brandt", "", "§ 37 Abs. 3 Satz 1 VwVfG"),
    ]
    assert {entry.case_id for entry in acts} == {draft.case_id}


def test_comment_of_the_request_is_not_taken_for_the_signers(
    office: Office, draft: Decision
) -> None:
    asked = cosign_actions.request(
        decision=draft, version=1, by=office.ada, now=NOW, comment="Bitte die Zone prüfen."
    )
    assert sign(asked, office.lea).comment == ""
