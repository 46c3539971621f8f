"""What many tests begin with, made once a process by the real actions and then put back as rows."""

import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from django.db import connection, transaction

Made = TypeVar("Made")
Rows = dict[str, list[str]]
# Filled by the database itself, when an entry or a case is written, and by migrations.
NOT_OURS = {"audit_unchained", "auth_permission", "cases_casetext"}
NOT_OURS |= {"django_content_type", "django_migrations"}
COUNTED = """SELECT pg_current_xact_id()::text, sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del)
FROM pg_stat_xact_user_tables"""


@dataclass(frozen=True)
class Frozen:
    """Rows as statements that put them back, and the objects that were returned."""

    statements: str
    made: bytes


_frozen: dict[tuple[str, str], Frozen] = {}
_last: tuple[str, Any] = ("", None)  # what was made last, and all that was written until then


def once(name: str, make: Callable[[], Made], *, after: str = "") -> Made:
    """What `make` returns and all rows it creates; from the second time on the rows are put back.

    `make` may only create, and its objects stand for what is in the database. `name` says what it
    makes: the same name is the same rows, with the same numbers, whatever else there is.
    If it builds upon something that may have been altered, `after` is the name of that: unless
    nothing at all was written since, it is made for real.
    """
    key = (str(connection.settings_dict["NAME"]), name)
    if after and (after, _written()) != _last:
        return make()
    if frozen := _frozen.get(key):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(frozen.statements)
        made = pickle.loads(frozen.made)  # noqa: S301 - our own
        _remember(name)
        return cast(Made, made)
    before = _rows()
    made = make()
    statements = [_insert(table, rows) for table, rows in _new(before, _rows()).items()]
    _frozen[key] = Frozen("; ".join(statements), pickle.dumps(made))
    _remember(name)
    return made


def _remember(name: str) -> None:
    global _last
    _last = (name, _written())


def _written() -> Any:
    """The transaction, and how many rows it wrote so far."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return cursor.fetchone()


def _rows() -> Rows:
    tables = sorted(set(connection.introspection.table_names()) - NOT_OURS)
    quoted = {table: connection.ops.quote_name(table) for table in tables}
    found = " UNION ALL ".join(
        f"SELECT '{table}', to_json(t)::text FROM {quoted[table]} t" for table in tables
    )
    rows: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute(found)
        for table, row in cursor:
            rows.setdefault(table, []).append(row)
    return rows


def _new(before: Rows, after: Rows) -> Rows:
    """What came to the rows; AssertionError when one that was there is another one now."""
    for table, rows in before.items():
        assert set(rows) <= set(after.get(table, [])), f"{table}: was changed, not only added to"
    added = {
        table: [row for row in rows if row not in set(before.get(table, []))]
        for table, rows in after.items()
    }
    return {table: rows for table, rows in added.items() if rows}


def _insert(table: str, rows: list[str]) -> str:
    name = connection.ops.quote_name(table)
    columns = ", ".join(
        connection.ops.quote_name(column)
        for column in json.loads(rows[0])
        if (table, column) not in _computed()
    )
    values = "[" + ",".join(rows).replace("'", "''") + "]"
    return (
        f"INSERT INTO {name} ({columns}) "
        f"SELECT {columns} FROM json_populate_recordset(NULL::{name}, '{values}')"
    )


@cache
def _computed() -> set[tuple[str, str]]:
    """The columns that the database fills itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE is_generated = 'ALWAYS'"
        )
        return set(cursor.fetchall())
