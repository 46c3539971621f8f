"""What one line of the inbox says about a case."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case
from casework.decisions.cosign_lists import ToSign
from casework.decisions.models import CoSignature
from casework.desk.inbox.urgency import Urgency, urgency
from casework.desk.office.signing_words import signing_words


@dataclass(frozen=True)
class Row:
    """A case with everything its line shows; `reasons` say why it needs somebody.

    `asked`: this person is asked for a signature, which comes first among the reasons.
    `deciding`: its one open step is a decision this person may make.
    """

    case: Case
    steps: list[str]
    who: str
    mine: bool
    urgency: Urgency
    reasons: list[str]
    unread: bool
    url: str
    deciding: bool
    asked: bool


def row_of(
    case: Case,
    user: User,
    today: date,
    to_sign: ToSign | None = None,
    co_signature: CoSignature | None = None,
) -> Row:
    """The line of a case that was fetched with its `open_steps` (see queue.page_of).

    `to_sign` is the request this person is asked to answer, `co_signature` the last of the draft.
    """
    steps = [step.name for step in getattr(case, "open_steps", [])]
    is_open = case.status == Case.Status.OPEN
    return Row(
        case=case,
        steps=steps,
        who=str(case.assignee or ""),
        mine=case.assignee_id == user.pk,
        urgency=urgency(case.due_on if is_open else _mail_due(case), today),
        reasons=reasons(case, user, today, signing_words(to_sign, co_signature)),
        unread=bool(case.attention) and case.assignee_id in (None, user.pk),
        url=_url(case, to_sign),
        asked=to_sign is not None,
        deciding=_deciding(case, user),
    )


def _deciding(case: Case, user: User) -> bool:
    kinds = [step.kind for step in getattr(case, "open_steps", [])]
    return kinds == ["decide"] and policy.why_not(user, policy.WORK, case) is None


def reasons(case: Case, user: User, today: date, signing: str = "") -> list[str]:
    """Why the case needs somebody, the most pressing first; one sentence fragment each.

    `signing` says where its co-signature stands, if it has one.
    """
    if case.status == Case.Status.CLOSED:
        waits = _("Mail to deal with") if _mail_due(case) else ""
        mail = _attention(case, user) or waits
        return [mail, _("Closed")] if mail else [_("Closed")]
    answered = case.attention == Case.Attention.ANSWER
    found = [signing, _attention(case, user)]
    missed = case.due_on is not None and case.due_on < today
    if case.waiting_for == Case.WaitingFor.APPLICANT and not answered:
        found.append(_("Applicant did not answer") if missed else _("Waiting for the applicant"))
    elif case.waiting_for == Case.WaitingFor.AUTHORITY and not answered:
        found.append(_("Other body did not answer") if missed else _("Waiting for another body"))
    elif missed:
        found.append(_("Deadline missed"))
    near = urgency(case.due_on, today).level in ("today", "soon")
    usual = _("In progress") if case.assignee_id else _("Not taken yet")
    # A near date stands in its own column; it is a reason only where there is no other.
    return [reason for reason in found if reason] or [_("Deadline near") if near else usual]


def _attention(case: Case, user: User) -> str:
    if case.attention == Case.Attention.ASSIGNED:
        return _("Assigned to you") if case.assignee_id == user.pk else _("Newly assigned")
    return {
        Case.Attention.NEW.value: _("New application"),
        Case.Attention.ANSWER.value: _("Answer arrived"),
        Case.Attention.RETURNED_MAIL.value: _("Letter came back"),
        Case.Attention.OBJECTION.value: _("Objection received"),
    }.get(case.attention, "")


def _mail_due(case: Case) -> date | None:
    """Until when mail of a closed case is to be dealt with (see queue.revived)."""
    found: date | None = getattr(case, "mail_due", None)
    return found


def _url(case: Case, asked: ToSign | None) -> str:
    if asked:
        return reverse("desk:cosign", args=[case.file_number, asked.request.pk])
    return reverse("desk:case", args=[case.file_number])
