"""An office with a case, its document and a sealed log, all of it committed, and a second server.

Other than elsewhere the rows are really committed here: pg_dump is a program of its own.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import Settings

from casework.audit.sealing import seal_all
from tests.factories import NOW, Office, make_case, make_office

OTHER = f"restored_{os.getpid()}"
ROWS = "SELECT one::text FROM {} one ORDER BY 1"


@dataclass(frozen=True)
class Installation:
    """An installation of its own beside the one of the tests: database and data folder."""

    url: str
    data: Path
    seals: Path

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` there."""
        changed = {
            "DATABASE_URL": self.url,
            "SACHSTAND_DATA": str(self.data),
            "SACHSTAND_SEAL_FOLDER": str(self.seals),
            "SECRET_KEY": "another-key-another-key-another-key-another-key-another-key",
            "DJANGO_SETTINGS_MODULE": "casework.settings",
        }
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *words],
            cwd=django_settings.BASE_DIR,
            env={**os.environ, **changed},
            capture_output=True,
            text=True,
        )

    def rows(self, table: str) -> list[tuple[str]]:
        """All rows of a table there, as text."""
        with psycopg.connect(self.url, options="-c timezone=UTC") as other:
            return other.execute(ROWS.format(table)).fetchall()  # type: ignore[arg-type]


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Office:
    """The small office with one case, its log sealed; store and seals of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    settings.SEAL_FOLDER = tmp_path / "seals-of-the-log"
    settings.SEALS = tmp_path / "seals-of-letters"
    office = make_office()
    make_case(office)
    seal_all(NOW)
    return office


@pytest.fixture
def elsewhere(tmp_path: Path, transactional_db: None) -> Iterator[Installation]:
    """An empty database on the same server, with a data folder of its own."""
    given = {**connection.get_connection_params(), "dbname": "postgres"}
    kept = {k: v for k, v in given.items() if k in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**kept, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {OTHER}")
        server.execute(f"CREATE DATABASE {OTHER} TEMPLATE template0")
        url = _url(kept)
        yield Installation(url, tmp_path / "elsewhere", tmp_path / "elsewhere/seals")
        server.execute(f"DROP DATABASE {OTHER} WITH (FORCE)")


def _url(given: dict[str, object]) -> str:
    who = f"{given.get('user') or ''}"
    who += f":{given['password']}" if given.get("password") else ""
    host = str(given.get("host") or "")
    if host.startswith("/"):
        return f"postgresql://{who}@/{OTHER}?host={host}"
    return f"postgresql://{who}@{host}:{given.get('port') or 5432}/{OTHER}"
