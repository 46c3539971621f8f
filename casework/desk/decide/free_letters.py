"""The pages of a letter without a step: its kinds, its form, and the draft a person keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases import drafts
from casework.cases.models import Case, Party
from casework.desk.case.kept_forms import KeptForm, fields_of, kept_form, letter_form_name
from casework.desk.requests import user_of
from casework.notices.addresses import TO_WHOM_IT_MAY_CONCERN
from casework.notices.free_letters import FREE_KINDS, TO_BODY, Proposal, parties_of, propose
from casework.notices.models import Notice

Kind = Notice.Kind
WHEN: Mapping[str, Promise] = {
    Kind.ACKNOWLEDGEMENT: _("The application is here; how long will it take?"),
    Kind.DOCUMENT_REQUEST: _("Something is missing; please send it by a day."),
    Kind.HEARING: _("We intend to decide against you; what do you say?"),
    Kind.CONSULTATION: _("Ask another body for its opinion."),
    Kind.INTERIM: _("It takes longer; you will hear from us by a day."),
    Kind.REFERRAL: _("We are not competent; another body is."),
    Kind.CERTIFICATE: _("Confirm something in writing on request."),
}
FIELDS = (
    *("to", "subject", "text", "questions", "response_due", "reply_by", "rows"),
    *("body_lines", "body_salutation"),
    *("referred_name", "referred_lines", "referred_phone", "referred_email"),
)


@dataclass(frozen=True)
class KindChoice:
    """A kind of letter that can be written, and when one does."""

    value: str
    label: Promise
    when: Promise


@dataclass(frozen=True)
class FreeLetterForm:
    """The form of a letter: as entered so far, else as proposed."""

    kind: str
    label: Promise
    proposal: Proposal
    values: Mapping[str, str]
    items: list[tuple[Any, bool]]
    parties: list[Party]
    errors: Mapping[str, str]


def kind_choices() -> list[KindChoice]:
    """All kinds of letters without a step."""
    return [KindChoice(kind, Kind(kind).label, WHEN[kind]) for kind in FREE_KINDS]


def form_of(
    case: Case,
    kind: str,
    on: date,
    entered: Mapping[str, Any] | None,
    errors: Mapping[str, str] | None = None,
) -> FreeLetterForm:
    """The form of a letter that would be posted `on`."""
    proposal = propose(case, kind, on)
    given = entered if entered is not None else _proposed(proposal)
    return FreeLetterForm(
        kind=kind,
        label=Kind(kind).label,
        proposal=proposal,
        values={name: str(given.get(name, "")) for name in FIELDS},
        items=[(item, item.key in given.get("items", ())) for item in proposal.items],
        parties=parties_of(case),
        errors=errors or {},
    )


def read_entered(post: QueryDict) -> dict[str, Any]:
    """What was entered, as `casework.notices.free_letters.compose` takes it."""
    texts = {name: post.get(name, "").replace("\r\n", "\n").replace("\x00", "") for name in FIELDS}
    return {**texts, "items": post.getlist("items")}


def keep(request: HttpRequest, case: Case, kind: str) -> None:
    """Keep what was sent with this form. NotAllowed, InvalidData if it is too long."""
    drafts.keep(
        case=case,
        form=letter_form_name(kind),
        fields=fields_of(request.POST),
        by=user_of(request),
        now=timezone.now(),
    )


def kept(request: HttpRequest, case: Case, kind: str) -> KeptForm:
    """What this person typed for this case and kind, with when."""
    return kept_form(letter_form_name(kind), drafts.kept(case, user_of(request)))


def forget(request: HttpRequest, case: Case, kind: str) -> None:
    """Drop the draft of a letter that is issued."""
    drafts.forget(case=case, form=letter_form_name(kind), by=user_of(request))


def _proposed(proposal: Proposal) -> dict[str, Any]:
    return {
        "to": proposal.to,
        "subject": proposal.subject,
        "text": proposal.text,
        "items": [item.key for item in proposal.items if item.chosen],
        "response_due": proposal.response_due.isoformat() if proposal.response_due else "",
        "reply_by": proposal.reply_by.isoformat() if proposal.reply_by else "",
        "body_salutation": TO_WHOM_IT_MAY_CONCERN if proposal.to == TO_BODY else "",
    }
