"""The earlier decision a case deals with: an objection, a revocation or a correction is a case of
its own, linked by `Case.origin` to the one in which that decision was made.

Which of its decisions is meant, the case's own data says: the number of the notice.
"""

from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.decisions.models import Decision

TAKES_BACK = (Decision.Outcome.WITHDRAW, Decision.Outcome.REVOKE, Decision.Outcome.CORRECT)
# Keys of the packages that deal with objections; which one suits, the procedure law decides.
OBJECTION_SERVICES = ("objection", "objection-social")
# Those that withdraw, revoke, correct and certify.
REVIEW_SERVICES = ("review", "review-social")


def is_objection_case(case: Case) -> bool:
    """Whether a case deals with an objection, so that its decision is an objection notice."""
    return case.origin_id is not None and case.service.key in OBJECTION_SERVICES


def is_review_case(case: Case) -> bool:
    """Whether a case reviews an earlier decision without an objection."""
    return case.origin_id is not None and case.service.key in REVIEW_SERVICES


def origin_values(case: Case) -> dict[str, Any]:
    """What placeholders such as `{{ origin.notice_number }}` are filled with; {} without origin."""
    origin = case.origin
    if origin is None:
        return {}
    values: dict[str, Any] = {
        "file_number": origin.file_number,
        "service_name": origin.service.name,
    }
    found = _first_meant(case, [one for one in targets(case) if one.case_id == origin.pk])
    if found is None or found.decided_at is None:
        return values
    decided_on = timezone.localdate(found.decided_at)
    return {**values, "notice_number": found.notice.number, "decided_on": decided_on}


def targets(case: Case) -> list[Decision]:
    """The issued decisions that a decision in this case may take back or correct, newest first."""
    cases = [case.pk, case.origin_id] if case.origin_id else [case.pk]
    issued = Decision.objects.filter(case__in=cases, status=Decision.Status.ISSUED)
    return list(issued.select_related("case", "step", "notice").order_by("-decided_at"))


def is_applied_for(case: Case) -> bool:
    """Whether somebody applied for what the case decides: not for an objection or a review of the
    authority's own accord."""
    if is_objection_case(case):
        return False
    review = case.data.get("review") if is_review_case(case) else None
    return not isinstance(review, dict) or review.get("requested") == "application"


def likely_target(case: Case) -> Decision | None:
    """The decision this case was opened for, else the newest that may be taken back."""
    return _first_meant(case, targets(case))


def notice_number(case: Case) -> str:
    """The number of the notice a track deals with, as its data says; "" where it names none."""
    notice = case.data.get("notice")
    return str(notice.get("number") or "") if isinstance(notice, dict) else ""


def _first_meant(case: Case, found: list[Decision]) -> Decision | None:
    number = notice_number(case) if case.origin_id else ""
    meant = (one for one in found if one.notice.number == number)
    return next(meant, None) or next(iter(found), None)
