"""Drafts of letters that are no decisions: kept in the person's session until they are issued."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from casework.notices.letters import letter_draft
from casework.process.models import Step

KEY = "letter-drafts"
MOST = 20


def keep(request: HttpRequest, step: Step, entered: dict[str, Any]) -> None:
    """Remember what was typed for this step; the oldest drafts make room."""
    drafts = dict(all_kept(request))
    drafts.pop(str(step.pk), None)
    drafts[str(step.pk)] = entered
    request.session[KEY] = dict(list(drafts.items())[-MOST:])


def kept(request: HttpRequest, step: Step) -> dict[str, Any] | None:
    """What this person typed for this step, or None."""
    return all_kept(request).get(str(step.pk))


def all_kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """All drafts of this person, by the id of their step as text."""
    drafts: dict[str, dict[str, Any]] = request.session.get(KEY, {})
    return drafts


def forget(request: HttpRequest, step: Step) -> None:
    """Drop the draft of a step whose letter is issued."""
    drafts = dict(all_kept(request))
    if drafts.pop(str(step.pk), None) is not None:
        request.session[KEY] = drafts


def proposed(step: Step) -> dict[str, Any]:
    """The letter as the service proposes it, in the form of what a person would send."""
    if step.kind != "letter":
        return {}
    draft = letter_draft(step, step.case, timezone.localdate())
    return {
        "items": [item.key for item in draft.items if item.chosen],
        "text": draft.text,
        "response_due": draft.response_due.isoformat() if draft.response_due else "",
    }
