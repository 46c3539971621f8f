"""Finds and ranks norms. One statement for all: the words decide what fits, then how well."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connection

from legal.search.models import SearchEntry
from legal.search.precedence import precedence
from legal.search.query import Group, Query

# How much a word counts by its weight D, C, B, A (see vector); ts_rank lets further occurrences
# count less and less. Many older laws have no titles: there the text must say it.
WEIGHTS = "{0.12, 0.3, 0.5, 1.0}"
WEIGHTS_UNTITLED = "{0.2, 0.55, 0.7, 1.0}"
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
    keeper: str | None = None
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
) -> tuple[str, list[Any]]:
    """The statement and its parameters, as `rank` runs it."""
    relevance, params = _relevance(query.groups)
    slugs = precedence()
    conditions, values = _conditions(scope)
    statement = f"""
        SELECT score, norm_id FROM (
            SELECT entry.norm_id, ({relevance})
                / (1 + 0.05 * entry.title_length)
                * coalesce(kind.weight, 1.0)
                * (CASE WHEN statute.slug = ANY(%s) THEN %s ELSE 1.0 END)
                * (CASE WHEN statute.id = ANY(%s) THEN %s ELSE 1.0 END)
                * coalesce(law.weight, 1.0)
                / (1 + 0.05 * ln(1 + entry.length))
                - (CASE WHEN statute.withdrawn THEN %s ELSE 0.0 END) AS score
            FROM (
                SELECT *, (CASE WHEN title_length = 0 THEN %s ELSE %s END)::float4[] AS weights
                FROM legal_searchentry
            ) AS entry
            JOIN legal_statute statute ON statute.id = entry.statute_id
            LEFT JOIN unnest(%s::text[], %s::float8[]) AS law (slug, weight) USING (slug)
            LEFT JOIN unnest(%s::text[], %s::float8[]) AS kind (kind, weight)
                ON kind.kind = entry.kind
            WHERE entry.words @@ %s::tsquery {conditions}
        ) AS found
        WHERE %s OR (score, -norm_id) < (%s, -%s)
        ORDER BY score DESC, norm_id LIMIT %s
    """  # noqa: S608 (only our own text is put in)
    params += [list(scope.prefer), PREFERRED, list(scope.named), NAMED, WITHDRAWN]
    params += [WEIGHTS_UNTITLED, WEIGHTS]
    params += [list(slugs), list(slugs.values()), list(KINDS), list(KINDS.values())]
    params += [query.tsquery(), *values]
    last = after or Ranked(0.0, 0)
    return statement, [*params, after is None, last.score, last.norm_id, limit]


def _relevance(groups: Sequence[Group]) -> tuple[str, list[Any]]:
    """The sum over all words of how well the best reading of each fits."""
    words: list[str] = []
    params: list[Any] = []
    for group in groups:
        readings = []
        for reading in group.readings:
            ranks = ["ts_rank(entry.weights, entry.words, %s::tsquery)"] * len(reading.terms)
            readings.append(f"%s::float8 * ({' + '.join(ranks)})")
            params += [reading.likely * group.weight / len(reading.terms), *reading.terms]
        words.append(f"greatest({', '.join(readings)})")
    return " + ".join(words), params


def _conditions(scope: Scope) -> tuple[str, list[Any]]:
    conditions = ""
    values: list[Any] = []
    if scope.kinds:
        conditions += " AND statute.kind = ANY(%s)"
        values.append(list(scope.kinds))
    if scope.keeper is not None:
        conditions += " AND statute.keeper = ANY(%s)"
        values.append(["", scope.keeper])
    return conditions, values
