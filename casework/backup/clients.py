"""PostgreSQL's own programs: those of the system, or those of the embedded server's wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from casework.backup.errors import BackupError
from casework.embedded import PROGRAMS

NAMES = ("pg_dump", "pg_restore")
# libpq's variables for what Django hands to psycopg: a password in the arguments of a program
# could be read by everybody on the machine.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "options": "PGOPTIONS",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def server_version() -> int:
    """Major version of the database server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def programs(at_least: int) -> tuple[Path, int]:
    """The folder of the oldest programs that are as new as `at_least`, and their major version.

    The oldest, because what a new program writes, an old server may not understand. BackupError
    where there are none.
    """
    fitting = [(found, folder) for folder in _folders() if (found := _version(folder)) >= at_least]
    if not fitting:
        raise BackupError(
            f"{' and '.join(NAMES)} of PostgreSQL {at_least} or newer are needed and not here. "
            f"Install the client programs (Debian: postgresql-client-{at_least}) so that they "
            "are on the PATH."
        )
    version, folder = min(fitting)
    return folder, version


def environment() -> dict[str, str]:
    """The environment in which those programs reach the database of the settings."""
    given: dict[str, Any] = connection.get_connection_params()
    own = {name: str(given[key]) for key, name in VARIABLES.items() if given.get(key)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, **own}


def run(*command: str | Path) -> None:
    """Run a program to its end. BackupError with what it said where it fails."""
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")


def _folders() -> list[Path]:
    found = shutil.which("pg_dump")
    return [*([Path(found).parent] if found else []), *PROGRAMS]


def _version(folder: Path) -> int:
    """Major version of the programs in a folder; 0 where one of them is missing."""
    if not all((folder / name).exists() for name in NAMES):
        return 0
    said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True)  # noqa: S603
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0
