"""Writes many rows at once with PostgreSQL's COPY: an import has hundreds of thousands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg.sql import SQL, Identifier


def copy_rows(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Insert new rows of `model` and set the primary key (`id`) of each; two queries.

    A row is any object with the model's columns as attributes, JSON columns as text or as what
    the JSON is to be. Constraints of the database hold as always; Django's checks are left out.
    """
    if not rows:
        return
    for row, pk in zip(rows, _reserve_ids(model, len(rows)), strict=True):
        row.id = pk
    fields = model._meta.concrete_fields
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(model._meta.db_table),
        SQL(", ").join(Identifier(str(field.column)) for field in fields),
    )
    values_of = attrgetter(*(field.attname for field in fields))
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([_plain(value) for value in values_of(row)])


def _reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """`count` primary keys of `model` that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
