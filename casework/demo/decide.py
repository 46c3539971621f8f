"""How demo colleagues decide: the service's texts, every warning considered, two signatures."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.access.models import User
from casework.decisions import checks, cosign, cosign_actions, findings
from casework.decisions.actions import change_outcome, draft_for
from casework.decisions.models import CoSignature, Decision
from casework.notices.actions import issue_decision
from casework.process.models import Step

CONSIDERED = "Geprüft; es steht dem Bescheid nicht entgegen."


def decide(
    step: Step,
    outcome: str,
    *,
    by: User,
    now: datetime,
    latest: datetime,
    data: Mapping[str, Any],
    checklist: Sequence[str],
) -> None:
    """Draft the decision of a step and issue its notice, co-signed where that is needed.

    The second person signs some hours later, but not after `latest`.
    """
    decision = ready_draft(step, outcome, by=by, now=now)
    if cosign.needed(decision):
        asked = cosign.possible_signers(decision, by, timezone.localdate(now))[0].signer
        request = ask(decision, asked, by=by, now=now)
        now = min(now + timedelta(hours=3), latest)
        cosign_actions.sign(co_signature=request, by=asked, now=now)
    issue_decision(
        decision=decision,
        version=decision.version,
        by=by,
        now=now,
        data=data,
        checklist=checklist,
    )


def ready_draft(step: Step, outcome: str, *, by: User, now: datetime) -> Decision:
    """The draft with the wanted outcome, a reason noted for every warning."""
    decision = draft_for(step=step, by=by, now=now)
    if outcome and outcome != decision.outcome:
        decision = change_outcome(
            decision=decision, version=decision.version, outcome=outcome, by=by, now=now
        )
    found = checks.run(decision, on=timezone.localdate(now))
    for warning in checks.unanswered(found, list(decision.finding_answers.all())):
        findings.accept(
            decision=decision,
            version=decision.version,
            code=warning.code,
            fingerprint=warning.fingerprint,
            reason=warning.answers[0] if warning.answers else CONSIDERED,
            by=by,
            now=now,
        )
    return decision


def ask(decision: Decision, asked: User, *, by: User, now: datetime) -> CoSignature:
    """Ask for the co-signature of one person."""
    return cosign_actions.request(
        decision=decision, version=decision.version, asked=asked, by=by, now=now
    )
