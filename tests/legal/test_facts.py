"""Several questions in one statement: each with its own facts, in its own order."""

from typing import Any

import pytest

from legal.facts import Question, ask

pytestmark = pytest.mark.django_db
LETTERS = "SELECT n::bigint, jsonb_build_object('letter', chr(n)) FROM unnest(%s::int[]) AS n"


def test_facts_by_kind_and_norm(django_assert_num_queries: Any) -> None:
    one = Question("one", LETTERS + " ORDER BY n DESC", ([65, 66, 66],))
    other = Question("other", LETTERS, ([67],))
    with django_assert_num_queries(1):
        found = ask(one, other)
    assert found["one"] == {66: [{"letter": "B"}, {"letter": "B"}], 65: [{"letter": "A"}]}
    assert list(found["one"]) == [66, 65]
    assert found["other"] == {67: [{"letter": "C"}]}


def test_no_question_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert ask() == {}


def test_what_comes_from_outside_is_no_sql() -> None:
    nasty = "x'); DROP TABLE legal_norm; --"
    sql = "SELECT 1::bigint, jsonb_build_object('text', %s::text)"
    assert ask(Question("one", sql, (nasty,)))["one"] == {1: [{"text": nasty}]}
