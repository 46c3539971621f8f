"""The earlier decision a case deals with: an objection, a revocation or a correction is a case of
its own, linked by `Case.origin` to the one in which that decision was made.
"""

from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.decisions.models import Decision

TAKES_BACK = (Decision.Outcome.WITHDRAW, Decision.Outcome.REVOKE, Decision.Outcome.CORRECT)


def origin_values(case: Case) -> dict[str, Any]:
    """What placeholders such as `{{ origin.notice_number }}` are filled with; {} without origin."""
    if case.origin_id is None:
        return {}
    found = (
        Decision.objects.filter(case=case.origin_id, status=Decision.Status.ISSUED)
        .order_by("-decided_at")
        .values("case__file_number", "case__service__name", "notice__number", "decided_at")
        .first()
    )
    if found is None:
        return {}
    return {
        "file_number": found["case__file_number"],
        "service_name": found["case__service__name"],
        "notice_number": found["notice__number"],
        "decided_on": timezone.localdate(found["decided_at"]),
    }


def targets(case: Case) -> list[Decision]:
    """The issued decisions that a decision in this case may take back or correct, newest first."""
    cases = [case.pk, case.origin_id] if case.origin_id else [case.pk]
    issued = Decision.objects.filter(case__in=cases, status=Decision.Status.ISSUED)
    return list(issued.select_related("case", "step", "notice").order_by("-decided_at"))
