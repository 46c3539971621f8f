"""Writes many rows at once with PostgreSQL's COPY: an import has hundreds of thousands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models
from psycopg.sql import SQL, Identifier


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """`count` primary keys of `model` that nobody else will get; one query."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, each with its primary key set; nothing else is checked.

    For models with plain columns and JSON only. Constraints of the database hold as always.
    """
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields
    columns = [(field.attname, _converter(field)) for field in fields]
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(rows[0]._meta.db_table),
        SQL(", ").join(Identifier(str(field.column)) for field in fields),
    )
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([convert(getattr(row, name)) for name, convert in columns])


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    return to_json if isinstance(field, models.JSONField) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def to_json(value: Any) -> str:
    """Compact JSON; a value that already is text is taken for JSON."""
    if isinstance(value, str):
        return value
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
