"""A log to tamper with: entries, their chain, a seal, and a folder of seals of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from casework.audit.log import acting
from casework.audit.sealing import seal_all
from tests.factories import NOW, Office

ENTRIES = 12


@pytest.fixture
def seals(settings: Settings, tmp_path: Path) -> Path:
    """The folder of key and seals of this test alone."""
    settings.SEAL_FOLDER = tmp_path / "seals"
    return tmp_path / "seals"


@pytest.fixture
def chain(office: Office, seals: Path) -> int:
    """The chain of the office's authority with twelve more acts, sealed."""
    write(office, ENTRIES)
    seal_all(NOW)
    return office.authority.pk


def write(office: Office, times: int, word: str = "case.x") -> None:
    """Append that many acts to the log of the office."""
    for number in range(times):
        with acting(by=office.ada, act=word, subject=office.unit, reason=f"Grund {number}"):
            pass
