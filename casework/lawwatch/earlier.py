"""Earlier decisions that rest on a norm, so that like cases are decided alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Expression, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, JSONObject, Length, StrIndex, Substr

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import CitedNorm, Decision
from legal.models import Norm

EXCERPT = 320  # characters of the reasons
WINDOW = 1000  # of them the database sends, around the citation
COUNTED = 20  # decisions whose outcomes are counted; of more, the page says that there are more


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """An issued decision that cites the norm: what came of it, and what its reasons say there.

    `later_outcome` is what a later decision did with it (it was withdrawn, say), else "".
    """

    citation: str
    outcome: str
    later_outcome: str
    decided_at: datetime
    file_number: str
    service: str
    excerpt: str

    @property
    def outcome_name(self) -> str:
        return _name(self.outcome)

    @property
    def later_outcome_name(self) -> str:
        return _name(self.later_outcome)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest decisions that rest on a norm, and how the last `COUNTED` of them ended."""

    latest: tuple[EarlierDecision, ...] = ()
    outcomes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return min(len(self.outcomes), COUNTED)

    @property
    def has_more(self) -> bool:
        """Whether there are more than were counted."""
        return len(self.outcomes) > COUNTED

    @property
    def tally(self) -> list[tuple[str, int]]:
        """Outcomes in words with their number, the most frequent first."""
        counted = Counter(self.outcomes[:COUNTED]).most_common()
        return [(_name(outcome), number) for outcome, number in counted]


def earlier_decisions(
    norm_ids: Iterable[int],
    user: User,
    limit: int = 3,
    *,
    unit_id: int | None = None,
    without_case: int | None = None,
) -> dict[int, Earlier]:
    """For each norm the latest decisions that rest on it, at most `limit`; one query for all.

    Only decisions of cases that `user` may see; with `unit_id` only those of that unit (what the
    user may see costs two queries the first time). `without_case` leaves out the case at hand.
    """
    fields = earlier_fields(user, limit, unit_id=unit_id, without_case=without_case)
    rows = Norm.objects.filter(pk__in=list(norm_ids)).order_by().annotate(**fields)
    return {row["pk"]: read_earlier(row) for row in rows.values("pk", *fields)}


def earlier_fields(
    user: User, limit: int, *, unit_id: int | None = None, without_case: int | None = None
) -> dict[str, Expression]:
    """The columns for `read_earlier`, to be added to a query of norms."""
    citing = _citing(user, unit_id, without_case)
    start = Greatest(StrIndex("decision__reasons", "citation") - Value(WINDOW // 2), Value(1))
    details = JSONObject(
        citation="citation",
        outcome="decision__outcome",
        later=Subquery(_later().values("outcome")[:1]),
        decided_at="decision__decided_at",
        file_number="decision__case__file_number",
        service="decision__case__service__name",
        window=Substr("decision__reasons", start, WINDOW),
        start=start,
        length=Length("decision__reasons"),
    )
    return {
        "earlier_latest": ArraySubquery(citing.values(found=details)[:limit]),
        "earlier_outcomes": ArraySubquery(citing.values("decision__outcome")[: COUNTED + 1]),
    }


def read_earlier(row: Mapping[str, Any]) -> Earlier:
    """From the columns of `earlier_fields`, which are null for who may see nothing at all."""
    latest = tuple(_earlier(one) for one in row["earlier_latest"] or ())
    return Earlier(latest, tuple(row["earlier_outcomes"] or ()))


def _citing(user: User, unit_id: int | None, without_case: int | None) -> QuerySet[CitedNorm]:
    """The first citation of the outer norm in each issued decision, the latest issued first.

    Ordered by the key of the citation, which is written when the decision is issued: of a norm that
    every decision cites the database then reads the last few and not all.
    """
    cases = Case.objects.visible_to(user)
    if unit_id is not None:
        cases = cases.filter(unit=unit_id)
    if without_case is not None:
        cases = cases.exclude(pk=without_case)
    before = CitedNorm.objects.filter(
        decision=OuterRef("decision"),
        norm_version__norm=OuterRef("norm_version__norm"),
        position__lt=OuterRef("position"),
    )
    return CitedNorm.objects.filter(
        ~Exists(before),
        norm_version__norm=OuterRef("pk"),
        decision__status=Decision.Status.ISSUED,
        decision__case__in=cases,
    ).order_by("-pk")


def _later() -> QuerySet[Decision]:
    return Decision.objects.filter(
        target=OuterRef("decision"), status=Decision.Status.ISSUED
    ).order_by("-pk")


def _earlier(row: Mapping[str, Any]) -> EarlierDecision:
    text, start = row["window"], row["start"]
    return EarlierDecision(
        citation=row["citation"],
        outcome=row["outcome"],
        later_outcome=row["later"] or "",
        decided_at=datetime.fromisoformat(row["decided_at"]),
        file_number=row["file_number"],
        service=row["service"],
        excerpt=excerpt(
            text,
            row["citation"],
            cut_before=start > 1,
            cut_after=start - 1 + len(text) < row["length"],
        ),
    )


def excerpt(
    reasons: str,
    citation: str,
    length: int = EXCERPT,
    *,
    cut_before: bool = False,
    cut_after: bool = False,
) -> str:
    """The stretch of the reasons around a citation (their beginning where it is not in them).

    `cut_before` and `cut_after` say that `reasons` is itself a part of a longer text.
    """
    text = " ".join(reasons.split())
    if len(text) <= length:
        return ("… " if cut_before else "") + text + (" …" if cut_after else "")
    at = max(text.find(citation), 0)
    start = max(0, min(at - length // 2, len(text) - length))
    end = start + length
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
        cut_after = True
    return ("… " if start or cut_before else "") + text[start:end] + (" …" if cut_after else "")


def _name(outcome: str) -> str:
    return str(dict(Decision.Outcome.choices).get(outcome, outcome))
