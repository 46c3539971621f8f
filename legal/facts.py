"""Several questions about norms, asked of the database in one statement.

A page that is opened all day long shows much beside each norm. One statement written by hand costs
a fraction of what it takes to build and send a query for each kind of fact.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

Fact = Any  # what the jsonb of a question holds


@dataclass(frozen=True, slots=True)
class Question:
    """A SELECT of two columns: the id of a norm, and a fact about it as jsonb.

    Its rows keep their order. `sql` is written by us; whatever comes from outside is in `params`.
    """

    kind: str
    sql: str
    params: Sequence[Any]


def ask(*questions: Question) -> dict[str, dict[int, list[Fact]]]:
    """For each kind of question the facts by norm; one query, none without a question."""
    found: dict[str, dict[int, list[Fact]]] = {one.kind: defaultdict(list) for one in questions}
    if questions:
        params = [value for one in questions for value in (one.kind, *one.params)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(_part(one) for one in questions), params)
            for kind, _, norm, fact in sorted(cursor.fetchall(), key=lambda row: row[1]):
                found[kind][norm].append(json.loads(fact) if isinstance(fact, str) else fact)
    return found


def _part(question: Question) -> str:
    # A union promises no order; the numbers bring it back.
    return f"SELECT %s, row_number() OVER (), asked.* FROM ({question.sql}) AS asked(norm, fact)"  # noqa: S608 - see Question
