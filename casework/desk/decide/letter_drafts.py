"""Drafts of letters of a step: kept for the person until they are issued."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from casework.cases import drafts
from casework.desk.case.kept_forms import fields_of, step_form_name
from casework.desk.decide.letter_editor import read_letter
from casework.desk.requests import user_of
from casework.notices.letters import letter_draft
from casework.process.models import Step


def keep(request: HttpRequest, step: Step) -> None:
    """Keep what was sent with this step's form. NotAllowed, InvalidData if it is too long."""
    drafts.keep(
        case=step.case,
        form=step_form_name(step.pk),
        fields=fields_of(request.POST),
        by=user_of(request),
        now=timezone.now(),
    )


def kept(request: HttpRequest, step: Step) -> dict[str, Any] | None:
    """The letter this person typed for this step, or None."""
    found = drafts.kept(step.case, user_of(request)).get(step_form_name(step.pk))
    return read_letter(found.post) if found else None


def forget(request: HttpRequest, step: Step) -> None:
    """Drop the draft of a step that is done."""
    drafts.forget(case=step.case, form=step_form_name(step.pk), by=user_of(request))


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
