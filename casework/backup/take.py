"""Takes a backup: the database as it was at one moment, and every file it speaks of.

Seals are copied first, the snapshot is taken second, files are copied last: a seal only speaks of
links that were committed before it, and a file is in the store before the database names it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from casework.audit import keys
from casework.backup import contents
from casework.backup.clients import programs, run, server_version
from casework.backup.contents import Manifest
from casework.backup.errors import BackupError
from casework.cases.models import Document
from casework.delivery.models import PostBatch

# A stolen backup shall not hold sessions that are still good.
WITHOUT_ROWS = ("django_session", "usersessions_usersession")


def take(target: Path, *, now: datetime, with_keys: bool = False) -> Manifest:
    """Make the folder `target` a backup of database, files and seals; keys only on request.

    Until everything is written, flushed and has its checksum, it has another name, so that what
    a full disk or a crash leaves does not look like a backup. BackupError, then nothing is left.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; a backup needs a folder of its own.")
    draft = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(mode=0o700, parents=True)
        manifest = _fill(draft, now, with_keys)
        os.sync()
        draft.rename(target)
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _fill(draft: Path, now: datetime, with_keys: bool) -> Manifest:
    folder, client = programs(server_version())
    _copy_seals(draft / contents.SEALS)
    with _snapshot() as snapshot:
        run(
            folder / "pg_dump",
            "--format=custom",
            f"--snapshot={snapshot}",
            f"--file={draft / contents.DATABASE}",
            *(f"--exclude-table-data={name}" for name in WITHOUT_ROWS),
        )
        migrations = _migrations()
        copied, damaged = _copy_files(draft / contents.FILES)
        missing = sorted(_named() - copied)
    if with_keys:
        _copy_keys(draft / contents.KEYS)
    manifest = Manifest(
        format=contents.FORMAT,
        made_at=now.isoformat(timespec="seconds"),
        server=server_version(),
        client=client,
        migrations=migrations,
        files=len(copied),
        missing=missing,
        damaged=damaged,
    )
    manifest.write(draft)
    contents.write_sums(draft)
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """A transaction that sees one moment, and the name under which pg_dump sees the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _migrations() -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [list(row) for row in cursor.fetchall()]


def _named() -> set[str]:
    """The files of which the database speaks."""
    documents = Document.objects.order_by().values_list("sha256", flat=True)
    batches = PostBatch.objects.exclude(sha256="").order_by().values_list("sha256", flat=True)
    return {*documents.iterator(), *batches.iterator()}


def _copy_files(target: Path) -> tuple[set[str], list[str]]:
    """Copy the store; returns what was copied, and what is not what its name says.

    A damaged file is copied too: it may be all there is left.
    """
    copied, damaged = set(), []
    store = Path(settings.DATA_DIR) / "files"
    for path in sorted(store.glob("??/??/*")):
        if path.name.startswith("."):
            continue
        place = target / path.relative_to(store)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, place)
        except FileNotFoundError:  # deleted a moment ago, as deletion runs do
            continue
        copied.add(path.name)
        if contents.digest(place) != path.name:
            damaged.append(path.name)
    return copied, damaged


def _copy_seals(target: Path) -> None:
    target.mkdir()
    for name in (keys.SEALS, keys.PUBLIC):
        if (keys.folder() / name).exists():
            shutil.copyfile(keys.folder() / name, target / name)


def _copy_keys(target: Path) -> None:
    """The key of the log's seals, this installation's own signing key, and the letters' seals."""
    target.mkdir(mode=0o700)
    for source in (keys.folder() / keys.PRIVATE, Path(settings.DATA_DIR) / "secret_key"):
        if source.exists():
            shutil.copy2(source, target / source.name)
    for source in sorted(settings.SEALS.rglob("*")):
        if source.is_file() and source.name not in (keys.SEALS, keys.PUBLIC, keys.PRIVATE):
            place = target / "letters" / source.relative_to(settings.SEALS)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)
