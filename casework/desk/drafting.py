"""Saving what was typed into the decision editor."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.decisions import actions
from casework.decisions.models import Decision
from casework.desk.decision_editor import read_texts, read_version, texts_of
from casework.desk.requests import user_of
from casework.process.models import Step


def save(request: HttpRequest, step: Step) -> Decision:
    """Save the draft of `step`, or start its texts anew where another outcome was chosen.

    Nothing is written when the saved text is the typed one, whoever saved it: nobody loses
    anything then. Raises Conflict, InvalidData, NotAllowed.
    """
    decision = get_object_or_404(
        Decision.objects.select_related("case", "step", "changed_by"), step=step
    )
    user, now = user_of(request), timezone.now()
    version, outcome = read_version(request.POST), request.POST.get("outcome", "")
    if outcome and outcome != decision.outcome:
        return actions.change_outcome(
            decision=decision, version=version, outcome=outcome, by=user, now=now
        )
    typed = read_texts(request.POST)
    if typed == _as_typed(decision):
        return decision
    return actions.save_draft(decision=decision, version=version, by=user, now=now, **typed)


def _as_typed(decision: Decision) -> dict[str, object]:
    texts: dict[str, object] = dict(texts_of(decision))
    del texts["ancillary_clauses"]
    return {**texts, "clauses": decision.clauses, "fee_amount": decision.fee_amount}
