"""What one line of the inbox says about a case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case, Share
from casework.cases.models.reach import reach_of
from casework.decisions.cosign_lists import ToSign
from casework.decisions.models import CoSignature
from casework.desk.inbox.reasons import Reason, reasons
from casework.desk.inbox.urgency import Urgency, urgency
from casework.desk.office.signing_words import signing_words


@dataclass(frozen=True)
class Row:
    """A case with everything its line shows; `reasons` say why it needs somebody.

    `asked`: this person is asked for a signature or an opinion, the first of the reasons.
    `deciding`: its one open step is a decision this person may make. `ticks`: they may do
    something to it together with others. `in_place`: they stand in for whoever has it. `tick` and
    `cells` are the line as it stands on the page (see inbox.lines).
    """

    case: Case
    steps: list[str]
    who: str
    mine: bool
    urgency: Urgency
    reasons: list[Reason]
    unread: bool
    url: str
    look: str
    deciding: bool
    asked: bool
    ticks: bool
    in_place: bool
    tick: SafeString = SafeString()
    cells: SafeString = SafeString()


def row_of(
    case: Case,
    user: User,
    today: date,
    to_sign: ToSign | None = None,
    co_signature: CoSignature | None = None,
    ask: Share | None = None,
) -> Row:
    """The line of a case that was fetched with its `open_steps` (see queue.page_of).

    `to_sign` is the request this person is asked to answer, `co_signature` the last of the draft,
    `ask` a question for their opinion.
    """
    steps = getattr(case, "open_steps", [])
    is_open = case.status == Case.Status.OPEN
    page = reverse("desk:case", args=[case.file_number])
    why_not_work = policy.why_not(user, policy.WORK, case)
    due: date | None = case.next_on if is_open else getattr(case, "mail_due", None)
    return Row(
        case=case,
        steps=[step.name for step in steps],
        who=str(case.assignee or ""),
        mine=case.assignee_id == user.pk,
        urgency=urgency(due, today),
        reasons=reasons(case, user, today, _signing(to_sign, co_signature), ask),
        unread=_unread(case, user),
        url=_url(case, page, to_sign),
        look=f"{page}look/",
        asked=to_sign is not None or (ask is not None and ask.waits),
        deciding=[step.kind for step in steps] == ["decide"] and why_not_work is None,
        ticks=policy.why_not(user, policy.TAKE, case) is None,
        in_place=case.assignee_id in reach_of(user).absent,
    )


def _signing(to_sign: ToSign | None, latest: CoSignature | None) -> Reason | None:
    words = signing_words(to_sign, latest)
    if not words:
        return None
    # Who is asked reads the day in the sentence itself.
    at = None if to_sign or latest is None else latest.requested_at
    return Reason(words, timezone.localdate(at) if at else None, "call" if to_sign else "wait")


def _unread(case: Case, user: User) -> bool:
    """Whether there is news of a case in one's own hands, or nobody's, that one has not seen."""
    seen: datetime | None = getattr(case, "seen_at", None)
    fresh = seen is None or case.attention_since is None or case.attention_since > seen
    return bool(case.attention) and fresh and case.assignee_id in (None, user.pk)


def _url(case: Case, page: str, asked: ToSign | None) -> str:
    if asked:
        return reverse("desk:cosign", args=[case.file_number, asked.request.pk])
    return page
