"""Earlier decisions that rest on a norm, so that like cases are decided alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import Decision
from legal.facts import Fact, Question, ask

EXCERPT = 320  # characters of the reasons
WINDOW = 1000  # of them the database sends, around the citation
COUNTED = 10  # decisions whose outcomes are counted; of more, the page says that there are more
KIND = "earlier"
_NAMES = {outcome.value: outcome.label for outcome in Decision.Outcome}

# The last citations of each norm, by their key, which grows as decisions are issued: of a norm that
# every decision cites the database then reads the last few and not all. Three for each that is
# counted, for a decision may cite a norm several times.
_SQL = """
    SELECT asked.norm, (
        WITH cited AS (
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
        )
        SELECT jsonb_build_object(
            'outcomes', (SELECT jsonb_agg(cited.outcome ORDER BY cited.rank) FROM cited),
            'latest', (
                SELECT jsonb_agg(jsonb_build_object(
                    'citation', cited.citation,
                    'outcome', cited.outcome,
                    'later', (SELECT later.outcome FROM decisions_decision AS later
                        WHERE later.target_id = decision.id AND later.status = 'issued'
                        ORDER BY later.id DESC LIMIT 1),
                    'decided_at', decision.decided_at,
                    'file_number', a_case.file_number,
                    'service', service.name,
                    'window', substr(decision.reasons, {start}, {window}),
                    'start', {start},
                    'length', length(decision.reasons)
                ) ORDER BY cited.rank)
                FROM cited
                JOIN decisions_decision AS decision ON decision.id = cited.decision_id
                JOIN cases_case AS a_case ON a_case.id = decision.case_id
                JOIN services_service AS service ON service.id = a_case.service_id
                WHERE cited.rank <= %s
            )
        )
    )
    FROM unnest(%s::bigint[]) AS asked(norm)
"""
_START = f"greatest(strpos(decision.reasons, cited.citation) - {WINDOW // 2}, 1)"


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
    facts = ask(*question)
    return {norm: read_earlier(facts.get(KIND, {}).get(norm, ())) for norm in norms}


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
    sql = _SQL.format(
        cases=visible, start=_START, window=WINDOW, counted=COUNTED, citations=3 * COUNTED
    )
    return [Question(KIND, sql, (*params, limit, list(norms)))]


def read_earlier(facts: Sequence[Fact]) -> Earlier:
    """From the answer to `earlier_question` for one norm."""
    if not facts or not facts[0]["outcomes"]:
        return Earlier()
    latest = tuple(_earlier(one) for one in facts[0]["latest"])
    return Earlier(latest, tuple(facts[0]["outcomes"]))


def _earlier(fact: Fact) -> EarlierDecision:
    text, start = fact["window"], fact["start"]
    return EarlierDecision(
        citation=fact["citation"],
        outcome=fact["outcome"],
        later_outcome=fact["later"] or "",
        decided_at=datetime.fromisoformat(fact["decided_at"]),
        file_number=fact["file_number"],
        service=fact["service"],
        excerpt=excerpt(
            text,
            fact["citation"],
            cut_before=start > 1,
            cut_after=start - 1 + len(text) < fact["length"],
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
    return str(_NAMES.get(outcome, outcome))
