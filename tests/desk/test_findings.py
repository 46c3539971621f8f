"""Legal checks on the page: reasons beside the editor and before issuing, overriding as a lead."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from casework.cases.models import Case
from casework.decisions.models import Decision, FindingAnswer
from casework.desk.decide.soundness import Shown
from casework.notices.models import Notice
from casework.process.models import Step
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case, work_on

pytestmark = pytest.mark.django_db
DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}
Send = Callable[..., HttpResponse]


@pytest.fixture
def step(office: Office) -> Step:
    """A refusal without hearing: one warning."""
    case = make_case(office)
    step = work_on(case, office.ada, **DENY)
    step.case = Case.objects.get(pk=case.pk)
    return step


@pytest.fixture
def ada(office: Office, step: Step, sign_in: SignIn) -> Client:
    client = sign_in(office.ada)
    client.get(page(step))
    return client


@pytest.fixture
def send(ada: Client, step: Step) -> Send:
    """Send the form of the step as it stands, with `changes`, to an address of the step."""

    def sent(act: str, **changes: object) -> HttpResponse:
        draft = Decision.objects.get()
        texts = {"operative_part": draft.operative_part, "reasons": draft.reasons}
        checks = {"check": ["vorbringen_gewuerdigt"], "version": draft.version}
        return ada.post(url(step, act), {**texts, **checks, **changes})  # type: ignore[return-value]

    return sent


def page(step: Step) -> str:
    return f"/cases/{step.case.file_number}/?step={step.pk}"


def url(step: Step, act: str) -> str:
    return f"/cases/{step.case.file_number}/steps/{step.pk}/{act}/"


def shown(client: Client, step: Step, code: str = "hearing-refusal") -> Shown:
    sound = client.get(page(step)).context["editor"].soundness
    return next(one for one in sound.open + sound.settled if one.finding.code == code)


def test_warning_is_noted_with_a_reason_beside_the_editor(
    ada: Client, step: Step, send: Send
) -> None:
    found = shown(ada, step)
    offered = found.finding.answers[0]
    sent = {"accept": found.key, f"reason-{found.finding.fingerprint}": offered}
    assert send("findings", **sent).status_code == 302
    assert FindingAnswer.objects.get().reason == offered
    text = ada.get(page(step)).content.decode()
    assert f"„{offered}“" in text
    assert "checks, nothing left open" in text


def test_typed_reason_prevails_and_what_was_typed_is_saved(
    ada: Client, step: Step, send: Send
) -> None:
    found = shown(ada, step)
    fingerprint = found.finding.fingerprint
    send(
        "findings",
        operative_part="Es wird abgelehnt.",
        accept=found.key,
        **{f"reason-{fingerprint}": found.finding.answers[0], f"other-{fingerprint}": "Eigener."},
    )
    assert FindingAnswer.objects.get().reason == "Eigener."
    assert Decision.objects.get().operative_part == "Es wird abgelehnt."


def test_noting_without_a_reason_comes_back_to_the_field(
    ada: Client, step: Step, send: Send
) -> None:
    found = shown(ada, step)
    answer = send("findings", accept=found.key)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f'href="#reason-{found.finding.fingerprint}"' in text
    assert f'id="reason-{found.finding.fingerprint}"' in text


def test_reason_is_taken_back(ada: Client, step: Step, send: Send) -> None:
    found = shown(ada, step)
    send("findings", accept=found.key, **{f"other-{found.finding.fingerprint}": "Darum."})
    send("findings", withdraw=str(FindingAnswer.objects.get().pk))
    assert shown(ada, step).answer is None


def test_before_issuing_each_warning_asks_for_its_reason(
    ada: Client, step: Step, send: Send
) -> None:
    asked = send("issue")
    assert asked.status_code == 200
    text = asked.content.decode()
    finding = asked.context["prepared"].soundness.warnings[0].finding
    assert finding.question in text
    assert all(f'value="{escape(reason)}"' in text for reason in finding.answers)
    refused = send("issue", confirmed="1")
    assert refused.status_code == 422
    assert not Notice.objects.exists()
    sent = {"confirmed": "1", f"reason-{finding.fingerprint}": finding.answers[1]}
    assert send("issue", **sent).status_code == 302
    assert Notice.objects.get().decision.finding_answers.get().reason == finding.answers[1]


def test_reason_given_beside_the_editor_is_not_asked_again(
    ada: Client, step: Step, send: Send
) -> None:
    found = shown(ada, step)
    asked = send("issue", **{f"other-{found.finding.fingerprint}": "Darum."})
    assert asked.context["prepared"].soundness.warnings == []
    assert not any(name.startswith("other-") for name, _ in asked.context["prepared"].fields)
    assert FindingAnswer.objects.get().reason == "Darum."


def test_colleague_cannot_answer(office: Office, ada: Client, step: Step, sign_in: SignIn) -> None:
    found = shown(ada, step)
    sent = {"accept": found.key, f"other-{found.finding.fingerprint}": "Darum.", "version": "1"}
    assert sign_in(office.ben).post(url(step, "findings"), sent).status_code == 403
    assert sign_in(office.rolf).post(url(step, "findings"), sent).status_code == 403
    assert sign_in(office.cleo).post(url(step, "findings"), sent).status_code == 404


def test_lead_overrides_on_the_page_of_a_colleagues_case(
    office: Office, ada: Client, step: Step, send: Send, sign_in: SignIn
) -> None:
    send("decision", reasons="")
    lea = sign_in(office.lea)
    text = lea.get(page(step)).content.decode()
    assert "Override as team lead" in text
    assert "Give a reason" not in text
    found = shown(ada, step, "reasons")
    assert not found.may_override
    sent = {
        "override": found.key,
        "version": str(Decision.objects.get().version),
        f"other-{found.finding.fingerprint}": "Die Gründe sind ihm bekannt (§ 39 Abs. 2 Nr. 2).",
    }
    assert lea.post(url(step, "findings"), sent).status_code == 302
    assert shown(ada, step, "reasons").answer is not None
    assert "Overridden" in lea.get(page(step)).content.decode()


def test_lead_answers_the_draft_as_seen(
    office: Office, ada: Client, step: Step, send: Send, sign_in: SignIn
) -> None:
    send("decision", reasons="")
    found = shown(ada, step, "reasons")
    sent = {"override": found.key, "version": "1", f"other-{found.finding.fingerprint}": "Darum."}
    assert sign_in(office.lea).post(url(step, "findings"), sent).status_code == 409


def test_all_checks_are_listed_and_say_how_many(ada: Client, step: Step) -> None:
    text = ada.get(page(step)).content.decode()
    sound = ada.get(page(step)).context["editor"].soundness
    assert f"{sound.count} checks, 1 question open" in text
    for _subject, lines in sound.subjects:
        assert all(line.title in text for line in lines)


def test_norms_of_findings_are_links(ada: Client, step: Step) -> None:
    finding = ada.get(page(step)).content.decode().partition('id="finding-hearing-refusal"')[2]
    norm = finding.partition("finding__norm")[2][:300]
    assert "gesetze-im-internet.de/vwvfg/__28.html" in norm
