"""The co-signature on the pages: asking, the signer's page, the inbox, the team board."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.access.models import Substitution, User
from casework.audit.models import Entry
from casework.cases.models import Case, Exclusion
from casework.decisions.models import CoSignature, Decision
from casework.desk.inbox import queue
from casework.notices.models import Notice
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case
from tests.four_eyes import ask, housing_refusal, may_sign_here, parking_draft, sign

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40


@pytest.fixture
def draft(office: Office) -> Decision:
    may_sign_here(office, office.lea)
    return housing_refusal(office)


def page(draft: Decision) -> str:
    return f"/cases/{draft.case.file_number}/"


def request_url(request: CoSignature, act: str = "") -> str:
    return f"/cases/{request.decision.case.file_number}/co-signatures/{request.pk}/{act}"


def sent(client: Client, draft: Decision, **changes: Any) -> dict[str, Any]:
    """What the editor of the draft would send, every warning given a reason."""
    editor = client.get(page(draft)).context["editor"]
    reasons = {f"other-{one.finding.fingerprint}": "Geprüft." for one in editor.soundness.warnings}
    texts = {key: editor.texts.get(key, "") for key in ("operative_part", "reasons")}
    return {**texts, **reasons, "version": editor.decision.version, "asked": "", **changes}


def asks(client: Client, draft: Decision, **changes: Any) -> Any:
    url = f"{page(draft)}steps/{draft.step_id}/co-signature/"
    return client.post(url, sent(client, draft, **changes))


def stands_in(absent: User, deputy: User) -> Substitution:
    """A substitution that runs on the day the pages see."""
    today = timezone.localdate()
    return Substitution.objects.create(
        absent=absent,
        deputy=deputy,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        entered_by=absent,
        entered_at=timezone.now(),
    )


def test_step_offers_to_ask_instead_of_to_issue(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    answer = sign_in(office.ada).get(page(draft))
    text = answer.content.decode()
    assert [signer.pk for signer in answer.context["co_signing"].signers] == [office.lea.pk]
    assert "Ask for the co-signature" in text
    assert "Issue …" not in text


def test_without_anybody_who_may_sign_the_page_says_so(office: Office, sign_in: SignIn) -> None:
    draft = housing_refusal(office)
    text = sign_in(office.ada).get(page(draft)).content.decode()
    assert "Ask your administrator to enter a power to sign." in text
    assert "Issue …" not in text


def test_where_none_is_needed_the_notice_can_be_issued(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.ada).get(page(parking_draft(office))).content.decode()
    assert "Issue …" in text
    assert "Ask for a co-signature all the same" in text


def test_asking_saves_freezes_and_says_whom(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    answer = asks(ada, draft, reasons="Neu begründet, § 7 Abs. 1 Satz 1 WoGG.", asked=office.lea.pk)
    assert answer.status_code == 302
    request = CoSignature.objects.get()
    assert (request.asked, request.version) == (office.lea, Decision.objects.get().version)
    after = ada.get(page(draft))
    assert "editor" not in after.context
    assert "Neu begründet" in after.content.decode()
    assert "Asked of Lea Brandt by Ada Klein" in after.content.decode()


def test_asking_twice_is_a_conflict(office: Office, draft: Decision, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    values, url = sent(ada, draft), f"{page(draft)}steps/{draft.step_id}/co-signature/"
    assert ada.post(url, values).status_code == 302
    assert ada.post(url, values).status_code == 409
    assert CoSignature.objects.count() == 1


def test_warnings_want_their_reasons_before_anybody_is_asked(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    values = {key: value for key, value in sent(ada, draft).items() if "other-" not in key}
    answer = ada.post(f"{page(draft)}steps/{draft.step_id}/co-signature/", values)
    assert answer.status_code == 422
    assert not CoSignature.objects.exists()


def test_unlawful_draft_is_not_shown_to_the_signer(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    answer = asks(sign_in(office.ada), draft, operative_part="Für […].")
    assert answer.status_code == 422
    assert "Nobody was asked to sign" in answer.content.decode()
    assert not CoSignature.objects.exists()


@pytest.mark.parametrize("asked", ["ben", "rolf"])
def test_person_without_power_cannot_be_asked(
    office: Office, draft: Decision, sign_in: SignIn, asked: str
) -> None:
    answer = asks(sign_in(office.ada), draft, asked=getattr(office, asked).pk)
    assert answer.status_code == 422
    assert "may not sign this decision" in answer.content.decode()


def test_open_editor_of_a_frozen_draft_keeps_what_was_typed(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    values = sent(ada, draft, reasons="Was noch im Fenster stand.")
    ask(draft, office.ada)
    answer = ada.post(f"{page(draft)}steps/{draft.step_id}/decision/", values)
    assert answer.status_code == 409
    assert "Was noch im Fenster stand." in answer.content.decode()
    assert "Withdraw the request if you want to change it." in answer.content.decode()


def test_signer_sees_the_draft_and_signs(office: Office, draft: Decision, sign_in: SignIn) -> None:
    request, lea = ask(draft, office.ada), sign_in(office.lea)
    text = lea.get(request_url(request)).content.decode()
    for part in ("Bürgergeld", "§ 33 Abs. 3 Satz 1 SGB X", "Legal checks", "Law of this step"):
        assert part in text
    assert "Has a second person signed?" not in text
    assert lea.get(request_url(request, "preview/")).content.startswith(b"%PDF")
    answer = lea.post(request_url(request, "sign/"), follow=True)
    assert "Co-signed. Ada Klein can now issue the notice." in answer.content.decode()
    assert CoSignature.objects.get().settled_by == office.lea
    assert "Co-signed by Lea Brandt" in lea.get(request_url(request)).content.decode()
    assert Entry.objects.filter(act="cosign.read", actor=office.lea).exists()


def test_drafter_issues_what_was_signed_and_a_change_costs_the_signature(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    sign(ask(draft, office.ada), office.lea)
    ada = sign_in(office.ada)
    text = ada.get(page(draft)).content.decode()
    assert "Issue …" in text
    assert "Any change of the draft makes the signature void." in text
    values = sent(ada, draft, reasons="Anders, § 7 Abs. 1 Satz 1 WoGG.", offered="issue")
    url = f"{page(draft)}steps/{draft.step_id}/decision/"
    saved = ada.post(url, {**values, "autosave": "1"}, headers={"hx-request": "true"})
    assert 'id="decide-actions" hx-swap-oob="true"' in saved.content.decode()
    assert "the signature no longer counts" in saved.content.decode()
    assert "Issue …" not in saved.content.decode()
    again = {**sent(ada, draft, reasons="Noch anders, § 7 Abs. 1 Satz 1 WoGG."), "offered": "ask"}
    saved = ada.post(url, {**again, "autosave": "1"}, headers={"hx-request": "true"})
    assert "decide-actions" not in saved.content.decode()


def test_issuing_past_the_page_is_refused(office: Office, draft: Decision, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    values = {**sent(ada, draft), "confirmed": "1", "check": ["verstaendlich"]}
    answer = ada.post(f"{page(draft)}steps/{draft.step_id}/issue/", values)
    assert answer.status_code in (403, 422)
    assert not Notice.objects.exists()


def test_sending_back_needs_a_comment_which_the_drafter_then_reads(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    request, lea, ada = ask(draft, office.ada), sign_in(office.lea), sign_in(office.ada)
    empty = lea.post(request_url(request, "return/"), {"comment": " "})
    assert empty.status_code == 422
    assert "Please say what is to be changed." in empty.content.decode()
    lea.post(request_url(request, "return/"), {"comment": "Seit wann?"})
    inbox = ada.get("/").context["rows"]
    assert [str(row.reasons[0]) for row in inbox if row.unread] == [
        "Sent back instead of co-signed"
    ]
    text = ada.get(page(draft)).content.decode()
    assert "Sent back by Lea Brandt" in text
    assert "Seit wann?" in text
    assert ada.get(page(draft)).context["editor"]


def test_request_is_withdrawn_by_who_works_on_the_case(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    request = ask(draft, office.ada)
    assert sign_in(office.ben).post(request_url(request, "withdraw/")).status_code == 403
    answer = sign_in(office.ada).post(request_url(request, "withdraw/"), follow=True)
    assert "The request is withdrawn" in answer.content.decode()


@pytest.mark.parametrize("act", ["sign/", "return/"])
def test_people_without_power_read_but_do_not_answer(
    office: Office, draft: Decision, sign_in: SignIn, act: str
) -> None:
    request = ask(draft, office.ada)
    for person in (office.ada, office.ben, office.rolf):
        client = sign_in(person)
        assert "Your answer" not in client.get(request_url(request)).content.decode()
        assert client.post(request_url(request, act), {"comment": "Nein."}).status_code == 403
    assert CoSignature.objects.get().state == "requested"


def test_for_others_there_is_no_such_request(
    office: Office, other_office: Office, draft: Decision, sign_in: SignIn
) -> None:
    request = ask(draft, office.ada)
    may_sign_here(other_office, other_office.lea)
    for person in (office.cleo, office.adm, other_office.lea):
        for act in ("", "preview/"):
            assert sign_in(person).get(request_url(request, act)).status_code == 404
        assert sign_in(person).post(request_url(request, "sign/")).status_code == 404


def test_excluded_signer_finds_nothing(office: Office, draft: Decision, sign_in: SignIn) -> None:
    request, lea = ask(draft, office.ada), sign_in(office.lea)
    assert len([row for row in lea.get("/").context["rows"] if row.asked]) == 1
    Exclusion.objects.create(
        case=draft.case,
        user=office.lea,
        norm="§ 16 Abs. 1 Satz 1 Nr. 2 SGB X",
        reason="Angehörige",
        entered_by=office.ben,
        entered_at=NOW,
    )
    assert lea.get(request_url(request)).status_code == 404
    assert lea.post(request_url(request, "sign/")).status_code == 404
    assert not [row for row in lea.get("/").context["rows"] if row.asked]


def test_inbox_of_those_who_may_sign(office: Office, draft: Decision, sign_in: SignIn) -> None:
    may_sign_here(office, office.ben, outcomes=["grant"])
    assert not [row for row in sign_in(office.lea).get("/").context["rows"] if row.asked]
    request = ask(draft, office.ada)
    rows = sign_in(office.lea).get("/").context["rows"]
    assert [(row.url, str(row.reasons[0])) for row in rows] == [
        (request_url(request), "Your co-signature is asked for, since 03/03/2026")
    ]
    for person in (office.ben, office.ada):
        assert not [row for row in sign_in(person).get("/").context["rows"] if row.asked]
    sign(request, office.lea)
    assert not [row for row in sign_in(office.lea).get("/").context["rows"] if row.asked]


def test_pages_show_each_case_once_in_order(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    may_sign_here(office, office.lea)
    drafts = [parking_draft(office, f"{n}") for n in range(3)]
    for draft in drafts:
        ask(draft, office.ada)
    free = [make_case(office, f"free{n}") for n in range(3)]
    wanted = [case for pair in zip(free, (d.case for d in drafts), strict=True) for case in pair]
    for number, case in enumerate(wanted):
        due = None if number == 5 else timezone.localdate() + timedelta(days=number)
        Case.objects.filter(pk=case.pk).update(due_on=due)
    Case.objects.filter(pk=wanted[1].pk).update(assignee=None, attention="answer")
    lea, query, seen = sign_in(office.lea), "", []
    while True:
        response = lea.get(f"/{query}")
        seen += [row.case.pk for row in response.context["rows"]]
        query = response.context["more"]
        if not query:
            break
    assert seen == [case.pk for case in wanted]
    assert response.context["views"][0].count == len(wanted)


def test_waiting_draft_is_not_the_drafters_turn(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    Case.objects.update(due_on=timezone.localdate() + timedelta(days=9))
    request, ada = ask(draft, office.ada, office.lea), sign_in(office.ada)
    assert not ada.get("/").context["rows"]
    (row,) = ada.get("/?view=waiting").context["rows"]
    assert [str(reason) for reason in row.reasons] == ["Waiting for the co-signature of Lea Brandt"]
    sign(request, office.lea)
    (row,) = ada.get("/").context["rows"]
    assert [str(reason) for reason in row.reasons] == ["Co-signed, can be issued"]


def test_one_who_was_asked_is_asked_alone_with_their_deputy(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    may_sign_here(office, office.ben)
    request = ask(draft, office.ada, office.lea)
    assert not [row for row in sign_in(office.ben).get("/").context["rows"] if row.asked]
    stands_in(office.lea, office.cleo)
    (row,) = sign_in(office.cleo).get("/").context["rows"]
    assert row.reasons[0].text.endswith("(standing in for Lea Brandt)")
    assert row.url == request_url(request)


def test_deputy_of_another_unit_opens_this_draft_and_nothing_else(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    request, cleo = ask(draft, office.ada, office.lea), sign_in(office.cleo)
    stands_in(office.lea, office.cleo)
    text = cleo.get(request_url(request)).content.decode()
    assert "You sign in substitution for Lea Brandt" in text
    assert cleo.get(page(draft)).status_code == 404
    answer = cleo.post(request_url(request, "sign/"), follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert CoSignature.objects.get().in_place_of == office.lea
    assert cleo.get(request_url(request)).status_code == 404


def test_second_answer_is_a_conflict(office: Office, draft: Decision, sign_in: SignIn) -> None:
    request, lea = ask(draft, office.ada), sign_in(office.lea)
    lea.post(request_url(request, "sign/"))
    answer = lea.post(request_url(request, "sign/"))
    assert answer.status_code == 409
    assert "already settled: co-signed (Lea Brandt" in answer.content.decode()


def test_lead_sees_open_requests_on_the_team_page(
    office: Office, draft: Decision, sign_in: SignIn
) -> None:
    lea = sign_in(office.lea)
    assert lea.get("/team/").context["to_sign"] == []
    request = ask(draft, office.ada)
    text = lea.get("/team/").content.decode()
    assert request_url(request) in text
    assert "all who may sign" in text


def test_lead_finds_the_way_from_the_case(office: Office, draft: Decision, sign_in: SignIn) -> None:
    request = ask(draft, office.ada)
    assert request_url(request) in sign_in(office.lea).get(page(draft)).content.decode()
    assert request_url(request) not in sign_in(office.ben).get(page(draft)).content.decode()


def test_query_counts_do_not_grow(
    office: Office, draft: Decision, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    request, lea = ask(draft, office.ada), sign_in(office.lea)
    before = [queries(lea, url) for url in ("/", "/team/")]
    for number in range(3):
        ask(housing_refusal(office, f"{number}"), office.ada, office.lea)
    assert [queries(lea, url) for url in ("/", "/team/")] == before
    assert queries(lea, request_url(request)) <= MOST_QUERIES


def test_get_of_a_change_does_nothing(office: Office, draft: Decision, sign_in: SignIn) -> None:
    request, lea = ask(draft, office.ada), sign_in(office.lea)
    for act in ("sign/", "return/", "withdraw/"):
        assert lea.get(request_url(request, act)).status_code == 302
    assert CoSignature.objects.get().state == "requested"
