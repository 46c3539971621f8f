"""The embedded server of the tests: quick instead of durable, one database a test process."""

import os
from typing import Any

import psutil
import psycopg
from psycopg.sql import SQL, Identifier

from casework.embedded import DATABASE

PREFIX = "test_of_process_"


def prepare(url: str) -> dict[str, Any]:
    """Tune the server at `url`, drop what killed test runs left there, and return Django's `TEST`
    settings: a database named after this process, so that simultaneous runs never meet, and a
    copy of the product's own empty one, so that texts sort as they do in production.
    """
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        for (name,) in names.fetchall():
            if not psutil.pid_exists(int(name.removeprefix(PREFIX).split("_")[0])):
                connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
    return {"NAME": f"{PREFIX}{os.getpid()}", "TEMPLATE": DATABASE}
