"""The supplied packages through the whole house: intake, steps, letters, decision, no gap left."""

import base64
import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from casework.cases.models import Case
from casework.decisions import checks, cosign
from casework.decisions.actions import change_outcome, draft_for
from casework.intake.actions import receive
from casework.notices.actions import issue_decision, issue_letter
from casework.notices.letters import letter_draft
from casework.notices.models import Notice
from casework.process.actions import complete_step
from casework.process.models import Step
from casework.services.actions import install
from tests.factories import NOW, PDF, Office, entries, make_remedy_rule
from tests.four_eyes import ask, may_sign_here, sign

pytestmark = pytest.mark.django_db
PACKAGES = Path(__file__).parents[3] / "fixtures" / "services"

Answers = dict[str, list[dict[str, Any]]]


def deliver(office: Office, name: str, sample: str) -> Case:
    """A case of the package's sample, delivered as a portal would."""
    if name != "resident-parking":
        version = install(
            source=PACKAGES / name,
            authority=office.authority,
            unit=office.unit,
            by=office.adm,
            now=NOW,
        )
        make_remedy_rule(version.service)
    application = json.loads((PACKAGES / name / "samples" / f"{sample}.json").read_text("utf-8"))
    content = base64.b64encode(PDF).decode()
    documents = [{"key": k, "title": k, "content": content} for k in application["documents"]]
    raw = {"service": name, "data": application["data"], "documents": documents}
    submission = receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference="",
        media_type="application/json",
        raw=json.dumps(raw).encode(),
        now=NOW,
    )
    assert submission.case is not None, submission
    return Case.objects.get(pk=submission.case.pk)


def work_through(office: Office, case: Case, answers: Answers) -> list[Notice]:
    """Do every step with its defaults and the answers given turn by turn; the letters sent.

    Whoever waits lets the period pass; Lea signs where a second person must.
    """
    turns = {task: list(given) for task, given in answers.items()}
    may_sign_here(office, office.lea)
    now = NOW
    for _turn in range(40):
        # Fetched anew every turn, as a request would: a kept case would know old process data.
        steps = Step.objects.filter(case_id=case.pk, status=Step.Status.OPEN)
        step = steps.select_related("case").order_by("pk").first()
        if step is None:
            break
        changes = dict(turns[step.task].pop(0)) if turns.get(step.task) else {}
        outcome = changes.pop("outcome", "")
        now += timedelta(days=changes.pop("later", 0))
        entered = entries(step, **changes)
        if step.kind == "letter":
            send(office, step, now)
        elif step.kind == "decide":
            decide(office, step, outcome, entered["checklist"], now)
        else:
            now = _after_waiting(step, now)
            complete_step(step=step, by=office.ada, now=now, **entered)
    case.refresh_from_db()
    assert case.status == Case.Status.CLOSED
    return list(case.notices.order_by("pk"))


def _after_waiting(step: Step, now: datetime) -> datetime:
    """The day after the period set to the applicant, for a step that waits for them."""
    waited = step.case.deadlines.filter(kind="response", done_at__isnull=True).last()
    if step.kind != "wait" or waited is None:
        return now
    return max(now, NOW + (waited.due_on - NOW.date()) + timedelta(days=1))


def send(office: Office, step: Step, now: datetime = NOW) -> None:
    """Issue the letter of a step as the service proposes it."""
    draft = letter_draft(step, step.case, now.date())
    keys = [item.key for item in draft.items if item.chosen]
    if draft.kind == "document_request" and not keys:
        keys = [draft.items[0].key]
    due = draft.response_due.isoformat() if draft.response_due else None
    entered = {"text": draft.text, "items": keys, "response_due": due}
    issue_letter(step=step, by=office.ada, now=now, entered=entered)


def decide(office: Office, step: Step, outcome: str, checklist: list[str], now: datetime) -> None:
    """Issue the notice of a decide step with the texts the service proposes."""
    decision = draft_for(step=step, by=office.ada, now=now)
    if outcome and decision.outcome != outcome:
        decision = change_outcome(
            decision=decision, version=decision.version, outcome=outcome, by=office.ada, now=now
        )
    if cosign.needed(decision):
        sign(ask(decision, office.ada), office.lea)
    findings = checks.run(decision, on=now.date())
    issue_decision(
        decision=decision,
        version=decision.version,
        by=office.ada,
        now=now,
        checklist=checklist,
        reasons={finding.fingerprint: "Geprüft." for finding in findings},
    )


MONEY = {
    "einkommen_ermitteln": [
        {
            "haushaltsmitglieder": "3",
            "miete_monatlich": "1120.00",
            "miete_beruecksichtigt": "1010.40",
            "einnahmen_monatlich": "2210.00",
            "gesamteinkommen": "1990.00",
            "selbststaendig": True,
        }
    ],
    "wohngeld_berechnen": [
        {
            "wohngeld_monatlich": "187.00",
            "bewilligt_ab": "2026-03-01",
            "bewilligt_bis": "2027-02-28",
        }
    ],
}
MISSING = {"antrag_pruefen": [{"vollstaendig": "nein"}]}
DEBTS = {
    "versagungsgrund": "vermoegen",
    "versagung_tatsachen": "Im Schuldnerverzeichnis stehen drei Eintragungen.",
}
TOO_RICH = {
    "ablehnungsgrund": "einkommen",
    "ablehnung_tatsachen": "Das Gesamteinkommen beträgt 4.100 Euro im Monat.",
}

# Package, sample, answers, kinds of the letters, a passage of hearing and notice.
JOURNEYS: list[tuple[str, str, Answers, list[str], str]] = [
    ("resident-parking", "company-car", {}, ["decision"], "vierundzwanzig Monate"),
    (
        "resident-parking",
        "incomplete-no-confirmation",
        {
            **MISSING,
            "unterlagen_abwarten": [
                {"nachreichung": "nichts", "fehlt_weiterhin": ["ueberlassung"]}
            ],
        },
        ["document_request", "decision"],
        "dauerhafte Überlassung",
    ),
    (
        "resident-parking",
        "own-car",
        {"antrag_pruefen": [{"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet"}]},
        ["hearing", "decision"],
        "nicht gemeldet",
    ),
    ("housing-benefit", "owner-self-employed", MONEY, ["decision"], "187,00 Euro"),
    (
        "housing-benefit",
        "incomplete-no-proof-of-income",
        {
            **MISSING,
            "unterlagen_abwarten": [{"nachreichung": "unzureichend"}],
            "mitwirkung_abwarten": [{"mitwirkung": "nein", "fehlt_weiterhin": ["verdienst"]}],
        },
        ["document_request", "document_request", "decision"],
        "bis zur Nachholung der Mitwirkung ganz versagt",
    ),
    (
        "housing-benefit",
        "family-rent",
        {"berechtigung_pruefen": [{"berechtigt": "nein"}], "ablehnung_vorbereiten": [TOO_RICH]},
        ["hearing", "decision"],
        "4.100 Euro",
    ),
    (
        "estate-agent-licence",
        "company",
        {
            "fristbeginn_feststellen": [{"vollstaendig_am": "2026-03-02"}],
            "zuverlaessigkeit_wuerdigen": [{"wuerdigung": "verlaengern"}],
            "verlaengerung_begruenden": [
                {"verlaengerung_grund": "Ein Urteil wird beigezogen.", "frist_neu": "2026-07-01"}
            ],
        },
        ["acknowledgement", "acknowledgement", "decision"],
        "gewerbliche Räume und Wohnräume",
    ),
    (
        "estate-agent-licence",
        "with-debts",
        {
            "fristbeginn_feststellen": [{"vollstaendig_am": "2026-03-02"}],
            "zuverlaessigkeit_wuerdigen": [{"wuerdigung": "versagen"}],
            "versagung_vorbereiten": [DEBTS],
        },
        ["acknowledgement", "hearing", "decision"],
        "drei Eintragungen",
    ),
    (
        "estate-agent-licence",
        "company",
        {
            "fristbeginn_feststellen": [{"vollstaendig_am": "2026-03-02"}],
            "erlaubnis_erteilen": [{"outcome": "certify", "later": 100}],
        },
        ["acknowledgement", "certificate"],
        "nach Ablauf des 2. Juni 2026 als erteilt",
    ),
]


@pytest.mark.parametrize(
    ("name", "sample", "answers", "kinds", "passage"),
    JOURNEYS,
    ids=[f"{name}-{sample}" for name, sample, *_ in JOURNEYS],
)
def test_from_receipt_to_notice(
    office: Office, name: str, sample: str, answers: Answers, kinds: list[str], passage: str
) -> None:
    case = deliver(office, name, sample)
    notices = work_through(office, case, answers)
    assert [notice.kind for notice in notices] == kinds
    for notice in notices:
        if notice.kind in ("hearing", "decision", "certificate"):
            assert passage in " ".join(notice.text.split())
        assert "[…]" not in notice.text and "{{" not in notice.text


COOPERATION = next(row for row in JOURNEYS if row[1] == "incomplete-no-proof-of-income")


def test_discretion_stands_in_the_notice_with_its_norm(office: Office) -> None:
    name, sample, answers, *_ = COOPERATION
    notice = work_through(office, deliver(office, name, sample), answers)[-1]
    assert notice.decision is not None
    assert notice.decision.value is None
    reasons = notice.facts["decision"]["reasons"]
    assert [section["heading"] for section in reasons] == [None, "Ermessen"]
    power = "Nach § 66 Abs. 1 Satz 1 SGB I steht diese Entscheidung in unserem Ermessen."
    assert reasons[1]["paragraphs"][0] == power
    assert len(reasons[1]["paragraphs"]) == 5
    assert power in " ".join(notice.text.split())
    assert "§ 66 Abs. 1 Satz 1 SGB I" in {norm["citation"] for norm in notice.facts["legal_basis"]}


def test_value_of_a_benefit_is_what_the_step_computed(office: Office) -> None:
    case = deliver(office, "housing-benefit", "owner-self-employed")
    notice = work_through(office, case, MONEY)[-1]
    assert notice.decision is not None
    assert notice.decision.value == Decimal("187.00")
    assert [clause["norm"] for clause in notice.decision.clauses] == ["§ 24 Abs. 4 WoGG"]
