"""Issuing a letter that belongs to no step, by a person or, for a receipt, by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case, Deadline
from casework.notices.assembly import letter_facts
from casework.notices.free_letters.entered import compose
from casework.notices.freezing import draft_pdf, freeze
from casework.notices.letters import LetterDraft
from casework.notices.models import Notice
from casework.process.steps import refresh


def preview_free_letter(
    *, case: Case, kind: str, entered: Mapping[str, Any], by: User, now: datetime
) -> bytes:
    """The PDF the letter would become, marked as a draft; nothing is kept.

    Raises NotAllowed, InvalidData by field (see `compose`).
    """
    policy.require(by, policy.WORK, case)
    on = timezone.localdate(now)
    draft = compose(case, kind, entered, on)
    return draft_pdf(letter_facts(case, draft, by=by, on=on, number=None))


@transaction.atomic
def issue_free_letter(
    *,
    case: Case,
    kind: str,
    entered: Mapping[str, Any],
    by: User,
    now: datetime,
    seen: int | None = None,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> Notice:
    """Issue the letter; an answer it asks for becomes a deadline of the case.

    `seen` is how many letters the case had when the person confirmed: Conflict when one was issued
    since, so that a double click sends nothing twice. `attachments` are enclosed
    (casework.notices.enclosed). Raises NotAllowed, InvalidData by field.
    """
    case = lock(case)
    policy.require(by, policy.WORK, case)
    if seen is not None and case.notices.count() != seen:
        raise Conflict(_("Another letter was issued in the meantime; please look at it first."))
    draft = compose(case, kind, entered, timezone.localdate(now))
    return issue_draft(case, draft, by=by, now=now, attachments=attachments)


def issue_draft(
    case: Case,
    draft: LetterDraft,
    *,
    by: User | None,
    now: datetime,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> Notice:
    """Freeze the letter of a locked case, and set the date for the answer."""
    on, number = timezone.localdate(now), f"{case.file_number}/{case.notices.count() + 1}"
    facts = letter_facts(case, draft, by=by, on=on, number=number, attachments=attachments)
    norms = "; ".join(basis["citation"] for basis in facts["legal_basis"])
    with acting(
        by=by,
        act="notice.issue-letter",
        subject=case,
        case_id=case.pk,
        authority_id=case.authority_id,
        norm=norms,
    ):
        notice = freeze(facts, case=case, step=None, by=by, now=now)
        if draft.response_due:
            Deadline.objects.create(
                case=case,
                kind=Deadline.Kind.RESPONSE,
                label=draft.subject[:200],
                due_on=draft.response_due,
                because=list(draft.because),
            )
            refresh(case)
    return notice


@transaction.atomic
def settle_answer(*, deadline: Deadline, by: User, now: datetime) -> None:
    """The answer to a letter without a step is there, or no longer awaited: its date is done.

    Raises NotAllowed, Conflict when it was settled before.
    """
    case = lock(deadline.case)
    policy.require(by, policy.WORK, case)
    current = case.deadlines.get(pk=deadline.pk)
    if not is_ours(current):
        raise NotAllowed(_("This date ends with its step."))
    if current.done_at is not None:
        raise Conflict(_("“%(label)s” is no longer running.") % {"label": current.label})
    with acting(by=by, act="deadline.settle", subject=current, case_id=case.pk):
        current.done_at = now
        current.save(update_fields=["done_at"])
        refresh(case)


def is_ours(deadline: Deadline) -> bool:
    """Whether a deadline awaits the answer to a letter without a step."""
    return deadline.kind == Deadline.Kind.RESPONSE and not deadline.step
