"""The editor of a letter step: what is asked for, by when, and the text in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from casework.cases.models import Draft
from casework.desk.case.attempt import Attempt
from casework.notices.letters import Item, LetterDraft, letter_draft
from casework.process.models import Step


@dataclass(frozen=True)
class LetterEditor:
    """The letter as the page shows it: proposed by the service, or as it was sent and refused."""

    draft: LetterDraft
    items: list[tuple[Item, bool]]
    text: str
    response_due: str
    errors: Mapping[str, str]


def letter_editor(step: Step, today: date, typed: Attempt | Draft | None) -> LetterEditor:
    """The editor of a letter step that would be posted `today`.

    It shows what the person `typed` (just sent and refused, or not sent yet), else the service's
    proposal.
    """
    draft = letter_draft(step, step.case, today)
    sent = read_letter(typed.post) if typed else None
    due = draft.response_due.isoformat() if draft.response_due else ""
    return LetterEditor(
        draft=draft,
        items=[(item, item.key in sent["items"] if sent else item.chosen) for item in draft.items],
        text=sent["text"] if sent else draft.text,
        response_due=sent["response_due"] if sent else due,
        errors=typed.errors if isinstance(typed, Attempt) else {},
    )


def read_letter(post: QueryDict) -> dict[str, Any]:
    """What was entered, as `casework.notices.actions.issue_letter` takes it."""
    return {
        "items": post.getlist("items"),
        "text": post.get("text", "").replace("\r\n", "\n").replace("\x00", ""),
        "response_due": post.get("response_due", ""),
    }
