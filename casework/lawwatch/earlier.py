"""Earlier decisions that rest on a norm, so that like cases are decided alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import Decision
from legal.facts import Fact, Question, ask

EXCERPT = 320  # characters of the reasons
LONGEST = 20_000  # of them that are read to find the citation
COUNTED = 10  # decisions whose outcomes are counted; of more, the page says that there are more
KIND = "earlier"
_NAMES = {outcome.value: outcome.label for outcome in Decision.Outcome}

# The last citations of each norm, by their key, which grows as decisions are issued: of a norm that
# every decision cites the database then reads the last few and not all. Three for each that is
# counted, for a decision may cite a norm several times. What is told of a decision comes once (norm
# 0), for the same ones rest on several norms of a step.
_SQL = """
    WITH cited AS MATERIALIZED (
        SELECT asked.norm, found.* FROM unnest(%s::bigint[]) AS asked(norm) CROSS JOIN LATERAL (
            SELECT once.*, row_number() OVER (ORDER BY once.id DESC) AS rank FROM (
                SELECT DISTINCT ON (last.decision_id) last.* FROM (
                    SELECT citing.id, citing.decision_id, citing.citation, issued.outcome
                    FROM legal_normversion AS version
                    JOIN decisions_citednorm AS citing ON citing.norm_version_id = version.id
                    JOIN decisions_decision AS issued ON issued.id = citing.decision_id
                    WHERE version.norm_id = asked.norm AND issued.status = 'issued'
                        AND issued.case_id IN ({cases})
                    ORDER BY citing.id DESC LIMIT {citations}
                ) AS last ORDER BY last.decision_id, last.id
            ) AS once ORDER BY once.id DESC LIMIT {counted} + 1
        ) AS found
    )
    SELECT cited.norm, jsonb_agg(
        jsonb_build_array(cited.outcome, cited.decision_id, cited.citation) ORDER BY cited.rank
    ) FROM cited GROUP BY cited.norm
    UNION ALL
    SELECT 0, jsonb_build_object(
        'id', decision.id,
        'later', (SELECT later.outcome FROM decisions_decision AS later
            WHERE later.target_id = decision.id AND later.status = 'issued'
            ORDER BY later.id DESC LIMIT 1),
        'decided_at', decision.decided_at,
        'file_number', a_case.file_number,
        'service', service.name,
        'reasons', left(decision.reasons, {longest})
    )
    FROM decisions_decision AS decision
    JOIN cases_case AS a_case ON a_case.id = decision.case_id
    JOIN services_service AS service ON service.id = a_case.service_id
    WHERE decision.id IN (SELECT cited.decision_id FROM cited WHERE cited.rank <= %s)
"""


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
    norms = list(norm_ids)
    question = earlier_question(norms, user, limit, unit_id=unit_id, without_case=without_case)
    return read_earlier(ask(*question).get(KIND, {}), norms, limit)


def earlier_question(
    norms: Iterable[int],
    user: User,
    limit: int,
    *,
    unit_id: int | None = None,
    without_case: int | None = None,
) -> list[Question]:
    """To be asked together with others; none for who may see no case at all."""
    cases = Case.objects.visible_to(user).order_by().values("pk")
    if unit_id is not None:
        cases = cases.filter(unit=unit_id)
    if without_case is not None:
        cases = cases.exclude(pk=without_case)
    try:
        visible, params = cases.query.sql_with_params()
    except EmptyResultSet:
        return []
    sql = _SQL.format(cases=visible, counted=COUNTED, citations=3 * COUNTED, longest=LONGEST)
    return [Question(KIND, sql, (list(norms), *params, limit))]


def read_earlier(
    facts: Mapping[int, Sequence[Fact]], norms: Iterable[int], limit: int
) -> dict[int, Earlier]:
    """By norm, from the answer to `earlier_question`."""
    decisions = {
        fact["id"]: {**fact, "reasons": _folded(fact["reasons"])} for fact in facts.get(0, ())
    }
    return {norm: _of_norm(facts.get(norm, ()), decisions, limit) for norm in norms}


def _of_norm(facts: Sequence[Fact], decisions: Mapping[int, Fact], limit: int) -> Earlier:
    cited: Sequence[tuple[str, int, str]] = facts[0] if facts else ()
    latest = (
        _earlier(outcome, citation, decisions[decision])
        for outcome, decision, citation in cited[:limit]
    )
    return Earlier(tuple(latest), tuple(outcome for outcome, _decision, _citation in cited))


def _earlier(outcome: str, citation: str, decision: Fact) -> EarlierDecision:
    return EarlierDecision(
        citation=citation,
        outcome=outcome,
        later_outcome=decision["later"] or "",
        decided_at=datetime.fromisoformat(decision["decided_at"]),
        file_number=decision["file_number"],
        service=decision["service"],
        excerpt=excerpt(decision["reasons"], citation),
    )


def excerpt(reasons: str, citation: str, length: int = EXCERPT) -> str:
    """The stretch of the reasons around a citation (their beginning where it is not in them).

    White space in `reasons` is folded already.
    """
    if len(reasons) <= length:
        return reasons
    at = max(reasons.find(citation), 0)
    start = max(0, min(at - length // 2, len(reasons) - length))
    end = start + length
    if start:
        start = reasons.find(" ", start) + 1 or start
    if end < len(reasons):
        end = max(reasons.rfind(" ", start, end), start)
    return ("… " if start else "") + reasons[start:end] + (" …" if end < len(reasons) else "")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _name(outcome: str) -> str:
    return str(_NAMES.get(outcome, outcome))
