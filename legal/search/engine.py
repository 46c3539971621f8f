"""Finds and ranks norms. One statement for all: the words decide what fits, then how well."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connection

from legal.search.facts import precedence
from legal.search.models import SearchEntry
from legal.search.query import Group, Query

# How much a word counts by its weight D, C, B, A (see vector); ts_rank lets further occurrences
# count less and less. Many older laws have no titles: there the text must say it.
TITLED = "'{0.12, 0.3, 0.65, 1.0}'::float4[]"
UNTITLED = "'{0.2, 0.5, 0.75, 1.0}'::float4[]"
COMPLETE = 0.5  # how much is taken off a norm that lacks words, by their share of the weight
TITLE_LENGTH = 0.05  # how much longer titles and texts count less
LENGTH = 0.05
PREFERRED = 1.6
NAMED = 4.0  # a statute whose name was typed with the words
KINDS = {
    SearchEntry.Kind.ANNEX.value: 0.6,
    SearchEntry.Kind.CONTENTS.value: 0.15,
    SearchEntry.Kind.OUTLINE.value: 0.4,
    SearchEntry.Kind.HEAD.value: 0.5,
}
WITHDRAWN = 1000.0  # taken off the score: behind everything that is in force


class Ranked(NamedTuple):
    score: float
    norm_id: int


class Scope(NamedTuple):
    """What limits and favours: kinds of law (all if empty), whose by-laws, statutes by slug."""

    kinds: Collection[str] = ()
    keeper: str = ""
    prefer: Collection[str] = ()
    named: Collection[int] = ()


def rank(query: Query, scope: Scope, after: Ranked | None, limit: int) -> list[Ranked]:
    """The best norms in order, those behind `after` if given; one statement."""
    if not query.groups:
        return []
    statement, params = statement_of(query, scope, after, limit)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [Ranked(*row) for row in cursor.fetchall()]


def statement_of(
    query: Query, scope: Scope, after: Ranked | None, limit: int
) -> tuple[str, dict[str, Any]]:
    """The statement and its parameters, as `rank` runs it.

    Innermost: how well each word fits each norm that has enough of them (kept apart by OFFSET, so
    that no fit is computed twice); then what else makes a norm come first.
    """
    fits, params = _fits(query.groups)
    names = [f"fit_{number}" for number in range(len(query.groups))]
    found = " + ".join(f"(CASE WHEN {name} > 0 THEN %({name})s ELSE 0 END)" for name in names)
    statement = f"""
        SELECT score, norm_id FROM (
            SELECT norm_id, ({" + ".join(names)})
                * ({COMPLETE} * ({found})::float8 / %(weight)s + 1 - {COMPLETE})
                / (1 + {TITLE_LENGTH} * title_length) / (1 + {LENGTH} * ln(1 + length))
                * coalesce(kind.weight, 1) * coalesce(law.weight, 1)
                * (CASE WHEN statute.slug = ANY(%(prefer)s) THEN {PREFERRED} ELSE 1 END)
                * (CASE WHEN statute.id = ANY(%(named)s) THEN {NAMED} ELSE 1 END)
                - (CASE WHEN statute.withdrawn THEN {WITHDRAWN} ELSE 0 END) AS score
            FROM (
                SELECT norm_id, statute_id, kind, title_length, length, {fits}
                FROM (
                    SELECT *, (CASE title_length WHEN 0 THEN {UNTITLED} ELSE {TITLED} END) weights
                    FROM legal_searchentry WHERE words @@ %(query)s::tsquery
                ) AS fitting OFFSET 0
            ) AS entry
            JOIN legal_statute statute ON statute.id = statute_id
            LEFT JOIN unnest(%(laws)s::text[], %(law_weights)s::float8[])
                AS law (slug, weight) ON law.slug = statute.slug
            LEFT JOIN unnest(%(kinds)s::text[], %(kind_weights)s::float8[])
                AS kind (kind, weight) ON kind.kind = entry.kind
            WHERE (%(all_laws)s OR statute.kind = ANY(%(law_kinds)s))
                AND statute.keeper = ANY(%(keepers)s)
        ) AS ranked
        WHERE %(first)s OR (score, -norm_id) < (%(score)s, -%(norm)s)
        ORDER BY score DESC, norm_id LIMIT %(limit)s
    """  # noqa: S608 (only our own text is put in)
    params |= {"query": query.tsquery(), "limit": limit, **_scope_params(scope)}
    last = after or Ranked(0.0, 0)
    return statement, params | {"first": after is None, "score": last.score, "norm": last.norm_id}


def _fits(groups: Sequence[Group]) -> tuple[str, dict[str, Any]]:
    """For each word a column: how well the best of its readings fits."""
    columns: list[str] = []
    params: dict[str, Any] = {"weight": sum(group.weight for group in groups)}
    for number, group in enumerate(groups):
        params[f"fit_{number}"] = group.weight
        readings = []
        for reading in group.readings:
            ranks = []
            for term in reading.terms:
                name = f"term_{len(params)}"
                params[name] = term
                ranks.append(f"ts_rank(weights, words, %({name})s::tsquery)")
            factor = float(reading.likely * group.weight / len(reading.terms))
            readings.append(f"{factor!r} * ({' + '.join(ranks)})")
        columns.append(f"greatest({', '.join(readings)}) AS fit_{number}")
    return ", ".join(columns), params


def _scope_params(scope: Scope) -> dict[str, Any]:
    laws = precedence()
    return {
        "laws": list(laws),
        "law_weights": list(laws.values()),
        "kinds": list(KINDS),
        "kind_weights": list(KINDS.values()),
        "prefer": list(scope.prefer),
        "named": list(scope.named),
        "all_laws": not scope.kinds,
        "law_kinds": list(scope.kinds),
        "keepers": ["", scope.keeper],
    }
