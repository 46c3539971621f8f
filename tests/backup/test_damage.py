"""A backup that is damaged, forged in its form or too new is refused before anything changes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casework.backup import contents
from casework.backup import restore as restoring
from casework.backup.contents import Manifest
from casework.backup.errors import BackupError

FILE = "files/ab/cd/" + "abcd" * 16
MANIFEST = Manifest(
    format=1,
    made_at="2026-03-03T09:30:00+00:00",
    server=15,
    client=15,
    migrations=[["cases", "0001_initial"]],
    files=1,
    missing=[],
    damaged=[],
)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A small folder in the form of a backup."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"a document")
    (tmp_path / contents.DATABASE).write_bytes(b"a dump")
    MANIFEST.write(tmp_path)
    contents.write_sums(tmp_path)
    return tmp_path


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _replace_sums(backup: Path, old: str, new: str) -> None:
    sums = backup / contents.SUMS
    sums.write_text(sums.read_text().replace(old, new))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "the dump is cut off": lambda backup: _cut(backup / contents.DATABASE),
    "a file is lost": lambda backup: (backup / FILE).unlink(),
    "a file is altered": lambda backup: (backup / FILE).write_bytes(b"another document"),
    "the manifest is altered": lambda backup: replace(MANIFEST, files=0).write(backup),
    "the list is lost": lambda backup: (backup / contents.SUMS).unlink(),
    "a line of the list is lost": lambda backup: (backup / contents.SUMS).write_text(
        "".join((backup / contents.SUMS).read_text().splitlines(keepends=True)[:1])
    ),
    "the list is cut off": lambda backup: _cut(backup / contents.SUMS),
    "the list leads out of the folder": lambda backup: _replace_sums(backup, "files/", "../"),
    "the list leads to the root": lambda backup: _replace_sums(backup, "files/", "/etc/"),
}


def test_a_whole_backup_is_read(backup: Path) -> None:
    names = contents.checked(backup, contents.read_manifest(backup))
    assert names == [contents.DATABASE, FILE, contents.MANIFEST]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_backup_is_refused(backup: Path, damage: Callable[[Path], None]) -> None:
    damage(backup)
    with pytest.raises(BackupError, match="The backup is damaged"):
        contents.checked(backup, contents.read_manifest(backup))


def test_a_format_of_the_future_is_refused(backup: Path) -> None:
    (backup / contents.MANIFEST).write_text(json.dumps({"format": 2, "new": True}))
    with pytest.raises(BackupError, match="has format 2"):
        contents.read_manifest(backup)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": "x"}'])
def test_another_manifest_is_damage(backup: Path, text: str) -> None:
    (backup / contents.MANIFEST).write_text(text)
    with pytest.raises(BackupError, match="The backup is damaged"):
        contents.read_manifest(backup)


def test_a_backup_of_a_newer_version_is_refused(db: None) -> None:
    restoring._refuse_newer(MANIFEST)
    restoring._refuse_newer(replace(MANIFEST, migrations=[["no_longer_installed", "0001_x"]]))
    with pytest.raises(BackupError, match="knows cases.9999_later"):
        restoring._refuse_newer(replace(MANIFEST, migrations=[["cases", "9999_later"]]))
    with pytest.raises(BackupError, match="from PostgreSQL 99"):
        restoring._refuse_newer(replace(MANIFEST, server=99))


def test_an_older_backup_needs_migrating() -> None:
    own = [list(each) for each in restoring._own_migrations()]
    assert restoring.migrations_ahead(replace(MANIFEST, migrations=own)) == 0
    assert restoring.migrations_ahead(replace(MANIFEST, migrations=own[:-2])) == 2
