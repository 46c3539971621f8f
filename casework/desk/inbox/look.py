"""What the quick look shows of a case: enough to judge whether to open it; a fixed number of
queries."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.access.models import User
from casework.cases import drafts, follow_ups, policy
from casework.cases.models import Case
from casework.desk.case.kept_forms import kept_form
from casework.desk.case.remarks import latest_remarks
from casework.desk.inbox import queue
from casework.desk.inbox.rows import row_of
from casework.desk.inbox.urgency import urgency

NOTES_SHOWN = 3


def look_context(case: Case, user: User, now: datetime) -> dict[str, Any]:
    """The context of the quick look at a case this person sees."""
    today = timezone.localdate(now)
    queue.with_open_steps([case])
    running = follow_ups.running(case)
    case.follow_up_reason = running.reason if running else ""  # type: ignore[attr-defined]
    deadlines = case.deadlines.filter(done_at__isnull=True)
    kept = kept_form("follow-up", drafts.kept(case, user))
    return {
        "case": case,
        "row": row_of(case, user, today),
        "submission": case.submissions.order_by("received_at", "pk").defer("raw").first(),
        "parties": case.parties.all(),
        "documents": case.documents.all(),
        "deadlines": [(one.label, urgency(one.due_on, today)) for one in deadlines],
        "remarks": latest_remarks(case, NOTES_SHOWN),
        "follow_up": running,
        "kept_follow_up": kept,
        "typed": kept.post,
        "why_not_take": policy.why_not(user, policy.TAKE, case),
        "why_not_follow_up": policy.why_not(user, policy.FOLLOW_UP, case),
        "today": today,
    }
