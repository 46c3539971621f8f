"""Earlier decisions that rest on a norm, so that like cases are decided alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import CitedNorm, Decision

EXCERPT = 320  # characters of the reasons


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """An issued decision that cites the norm: what came of it, and what its reasons say there."""

    norm_id: int
    citation: str
    outcome: str
    outcome_name: str
    decided_at: datetime
    file_number: str
    service: str
    excerpt: str


def earlier_decisions(
    norm_ids: Iterable[int],
    user: User,
    limit: int = 3,
    *,
    unit_id: int | None = None,
    without_case: int | None = None,
) -> dict[int, list[EarlierDecision]]:
    """For each norm the latest decisions that rest on it, at most `limit`; one query for all.

    Only decisions of cases that `user` may see; with `unit_id` only those of that unit (what the
    user may see costs two queries the first time). `without_case` leaves out the case at hand.
    """
    found: dict[int, list[EarlierDecision]] = {norm: [] for norm in norm_ids}
    cases = Case.objects.visible_to(user)
    if unit_id is not None:
        cases = cases.filter(unit=unit_id)
    if without_case is not None:
        cases = cases.exclude(pk=without_case)
    rows = CitedNorm.objects.filter(
        decision__status=Decision.Status.ISSUED,
        decision__case__in=cases,
        norm_version__norm__in=list(found),
    )
    first = rows.order_by("decision_id", "norm_version__norm_id", "position").distinct(
        "decision_id", "norm_version__norm_id"
    )
    latest = Window(
        RowNumber(),
        partition_by=F("norm_version__norm_id"),
        order_by=(F("decision__decided_at").desc(), F("decision").desc()),
    )
    ranked = (
        CitedNorm.objects.filter(pk__in=first.values("pk"))
        .annotate(rank=latest, norm=F("norm_version__norm_id"))
        .filter(rank__lte=limit)
        .select_related("decision__case__service")
        .order_by("norm", "rank")
    )
    for row in ranked:
        found[row.norm].append(_earlier(row, row.norm))
    return found


def _earlier(row: CitedNorm, norm_id: int) -> EarlierDecision:
    decision = row.decision
    if decision.decided_at is None:
        raise ValueError("an issued decision is signed")  # the database makes sure of it
    return EarlierDecision(
        norm_id=norm_id,
        citation=row.citation,
        outcome=decision.outcome,
        outcome_name=decision.get_outcome_display(),
        decided_at=decision.decided_at,
        file_number=decision.case.file_number,
        service=decision.case.service.name,
        excerpt=excerpt(decision.reasons, row.citation),
    )


def excerpt(reasons: str, citation: str, length: int = EXCERPT) -> str:
    """The stretch of the reasons around a citation (their beginning where it is not in them)."""
    text = " ".join(reasons.split())
    if len(text) <= length:
        return text
    at = max(text.find(citation), 0)
    start = max(0, min(at - length // 2, len(text) - length))
    end = start + length
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
