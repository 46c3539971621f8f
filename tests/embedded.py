"""The embedded server of the tests: quick instead of durable, one database a test process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

from casework.embedded import DATABASE

PREFIX = "test_of_process_"
READY = "test_ready_"
KEPT = 4  # other states of the code may be at work on the same server


def prepare(url: str) -> dict[str, Any]:
    """Tune the server at `url`, drop what killed test runs left there, and return Django's `TEST`
    settings: a database named after this process, so that simultaneous runs never meet, and a
    copy of the product's own empty one, so that texts sort as they do in production.
    """
    with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            server.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
        server.execute("SELECT pg_reload_conf()")
        for name in _names(server, PREFIX):
            if not psutil.pid_exists(int(name.removeprefix(PREFIX).split("_")[0])):
                _drop(server, name)
    return {"NAME": f"{PREFIX}{os.getpid()}", "TEMPLATE": DATABASE}


def ready_made() -> str:
    """The name of a database with all tables, to copy; made when it is missing.

    All migrations take half a minute, a copy takes a moment. One process makes it, the others
    wait; it is made anew when a migration of any installed application is another one.
    """
    name = f"{READY}{_state_of_migrations()}"
    with _maintenance() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [READY])
        if name not in _names(server, READY):
            making = f"making_{name}"
            _drop(server, making)
            server.execute(_create(making))
            _migrate(making)
            server.execute(
                SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(making), Identifier(name))
            )
            for outdated in _names(server, READY)[:-KEPT]:
                _drop(server, outdated)
    return name


def _state_of_migrations() -> str:
    digest = sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = before


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    with psycopg.connect(
        **connection.get_connection_params() | {"dbname": "postgres"}, autocommit=True
    ) as server:
        yield server


def _names(server: psycopg.Connection, prefix: str) -> list[str]:
    """The databases whose names start with `prefix`, the oldest first."""
    found = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [prefix]
    )
    return [name for (name,) in found]


def _create(name: str) -> Any:
    return SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(DATABASE))


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
