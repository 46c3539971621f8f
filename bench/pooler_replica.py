"""Repeats the trial of PgBouncer (transaction pooling) and a streaming replica on this machine.

    .venv/bin/python bench/pooler_replica.py FOLDER [--people 20] [--seconds 60]

FOLDER is a data folder that `manage.py bench_data` filled; needs the program `pgbouncer`. Makes a
replica of the embedded server with pg_basebackup beside it (removed in the end), puts PgBouncer on
127.0.0.1 before both, and has the application work through it: caseworkers on gunicorn without a
failure, lists read from the replica, one's own changes seen at once even while the replica stands
still, and pages from the server when the replica is gone. Exit code 1 when one of these fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

POOL, SIZE = 6397, 8
PORT = 8195
CONFIG = """
[databases]
sachstand = host={server} port={server_port} dbname=sachstand user=postgres
lists = host={replica} port={replica_port} dbname=sachstand user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 400
stats_users = postgres
admin_users = postgres
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    if not shutil.which("pgbouncer"):
        raise SystemExit("This needs the program pgbouncer (Debian: apt-get install pgbouncer).")
    os.environ["SACHSTAND_DATA"] = str(options.folder.resolve())
    with (
        tempfile.TemporaryDirectory(prefix="sachstand-trial-") as folder,
        servers(options.folder.resolve() / "postgres", Path(folder)) as (_server, replica),
    ):
        os.environ |= {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{POOL}/sachstand",
            "REPLICA_URL": f"postgres://postgres@127.0.0.1:{POOL}/lists",
            "SACHSTAND_POOLER": "yes",
        }
        results = trial(replica, options.people, options.seconds)
    for words, fine in results.items():
        print(f"{'fine  ' if fine else 'FAILED'}  {words}")
    return 0 if all(results.values()) else 1


class Replica(NamedTuple):
    """The second server, of the same programs and account as the first."""

    first: Any
    pgdata: Path

    def uri(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.pgdata}"

    def send(self, sql: str) -> Any:
        """The first row of the answer."""
        import psycopg

        with psycopg.connect(self.uri("sachstand"), autocommit=True) as connection:
            return connection.execute(sql).fetchone()


@contextmanager
def servers(data: Path, folder: Path) -> Iterator[tuple[Any, Any]]:
    """The embedded server, its replica, and PgBouncer before both."""
    from casework.embedded import pgserver

    folder.chmod(0o755)
    server = pgserver.get_server(data)
    run(server, "pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-d", server.get_uri(), "-D",
        str(own(folder / "replica", server)))  # fmt: skip
    replica = Replica(server, folder / "replica")
    for left in replica.pgdata.glob(".s.PGSQL*"):  # the embedded server's socket lies in its data
        left.unlink()
    control = ("pg_ctl", "-D", str(replica.pgdata), "-w", "-t", "120")
    run(server, *control, "-l", str(replica.pgdata / "log"), "-o", f"-h '' -k {replica.pgdata}",
        "start")  # fmt: skip
    config = folder / "pgbouncer.ini"
    config.write_text(
        CONFIG.format(
            server=place(server)[0],
            server_port=place(server)[1],
            replica=replica.pgdata,
            replica_port="5432",
            port=POOL,
            size=SIZE,
            folder=own(folder / "pool", server),
        )
    )
    pooler = subprocess.Popen(  # noqa: S603 - what the system installed
        [str(shutil.which("pgbouncer")), "-q", str(config)], **as_user(server)
    )
    try:
        yield server, replica
    finally:
        pooler.terminate()
        pooler.wait(20)
        with suppress(subprocess.CalledProcessError):  # the trial stops it itself in the end
            run(server, *control, "-m", "immediate", "stop")
        server.cleanup()


def trial(replica: Replica, people: int, seconds: int) -> dict[str, bool]:
    """What holds and what does not, in words."""
    from bench.measuring import start

    time.sleep(2)  # PgBouncer opens its door
    start()
    from bench.crowd import crowd, failures, server, together

    before = transactions(replica)
    with server(PORT, worker=False):
        answers = together(crowd(people, PORT, think=3), seconds)
    failed, read = failures(answers), transactions(replica) - before
    print(
        f"{len(answers)} requests, failed: {failed or 'none'}; the replica did {read} transactions"
    )
    return {
        f"{people} caseworkers through {SIZE} pooled connections, no failure": not failed,
        "lists came from the replica": read > len(answers) / 4,
        **own_changes(replica),
        **replica_gone(replica),
    }


def own_changes(replica: Replica) -> dict[str, bool]:
    """While the replica stands still: who changed something sees it, others the state before."""
    from bench.measuring import caseworker, client_of
    from casework.cases.models import Case

    user = caseworker()
    mine, other = client_of(user), client_of(user)
    seen = Case.objects.visible_to(user).filter(status="open", assignee__isnull=True)
    case = seen.order_by("next_on", "pk")[0]
    page = f"/?view=open&q={case.file_number}&person=me"
    replica.send("SELECT pg_wal_replay_pause()")
    try:
        done = mine.post(f"/cases/{case.file_number}/take/")
        own, others = mine.get(page), other.get(page)
    finally:
        replica.send("SELECT pg_wal_replay_resume()")
    shown = f"/cases/{case.file_number}/"
    caught_up = wait(lambda: shown in other.get(page).content.decode())
    return {
        "one's own change is seen at once": done.status_code == 302
        and shown in own.content.decode(),
        "others saw the list of a moment ago, from the replica": shown
        not in others.content.decode(),
        "and the change once the replica had it": caught_up,
    }


def replica_gone(replica: Replica) -> dict[str, bool]:
    """Without the replica the server answers."""
    from bench.measuring import caseworker, client_of

    client = client_of(caseworker())
    run(replica.first, "pg_ctl", "-D", str(replica.pgdata), "-m", "immediate", "stop")
    answers = [client.get("/").status_code for _ in range(5)]
    return {"without the replica the inbox still answers": answers == [200] * 5}


def wait(done: Any, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.5)
    return False


def transactions(replica: Replica) -> int:
    """How many transactions the application's database saw there."""
    time.sleep(1.5)  # sessions report once a second
    row = replica.send("SELECT xact_commit FROM pg_stat_database WHERE datname = 'sachstand'")
    return int(row[0])


def place(server: Any) -> tuple[str, str]:
    """Socket folder and port of an embedded server."""
    query = parse_qs(urlparse(server.get_uri()).query)
    return query["host"][0], query.get("port", ["5432"])[0]


def as_user(server: Any) -> dict[str, Any]:
    """The server's own account where it has one, that is where we are root."""
    return {"user": server.system_user, "group": server.system_user} if server.system_user else {}


def own(folder: Path, server: Any) -> Path:
    """An empty folder that belongs to the server's account."""
    folder.mkdir(mode=0o700)
    if server.system_user:
        shutil.chown(folder, server.system_user, server.system_user)
    return folder


def run(server: Any, program: str, *arguments: str) -> None:
    """A program of the embedded server, as its account."""
    subprocess.run([str(server.bin_path / program), *arguments], check=True, **as_user(server))  # noqa: S603 - ours


if __name__ == "__main__":
    sys.exit(main())
