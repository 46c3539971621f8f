"""The database under a restore: is it empty, who else is in it, and the way back into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from casework.backup.clients import programs, run, server_version

ASIDE = "before_restore"


def database_name() -> str:
    """Name of the database of the settings."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def is_empty() -> bool:
    """Whether nobody has made anything in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM "
            "pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema'))"
        )
        return bool(cursor.fetchone()[0])


def others_at_work() -> int:
    """How many other connections use the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def bring_back(dump: Path, client: int, *, replace: bool) -> None:
    """Fill the database from `dump` in one transaction; BackupError, then nothing happened.

    With `replace`, what was in it is put aside until the new has arrived, and dropped then.
    """
    if not replace:
        _load(dump, client)
        return
    with _put_aside():
        _load(dump, client)


@contextmanager
def _put_aside() -> Iterator[None]:
    _execute(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    try:
        yield
    except BaseException:
        _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _load(dump: Path, client: int) -> None:
    folder, _ = programs(max(server_version(), client))
    connection.close()
    run(
        folder / "pg_restore",
        "--no-owner",
        "--no-acl",
        "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}",
        dump,
    )
