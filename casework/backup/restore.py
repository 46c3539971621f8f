"""Brings a backup back: everything is checked before anything is changed."""

from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from casework.audit import keys
from casework.backup import contents
from casework.backup.clients import server_version
from casework.backup.contents import Manifest
from casework.backup.database import bring_back, database_name, is_empty, others_at_work
from casework.backup.errors import BackupError
from casework.cases import files


def restore(source: Path, *, replace: str = "") -> Manifest:
    """Bring the backup in the folder `source` back into the database of the settings.

    `replace` is the name of that database where what is in it shall be thrown away; otherwise it
    must be empty. Files are added to the store, seals to those that are there: neither is ever
    taken away, so that a record of an earlier day is found by the seals of a later one.
    BackupError, then the database is as it was.
    """
    manifest = contents.read_manifest(source)
    names = contents.checked(source, manifest)
    _refuse_newer(manifest)
    _refuse_full_database(replace)
    _refuse_other_keys(source, names)
    try:
        _bring_files(source, names, set(manifest.damaged))
        _bring_seals(source)
        _bring_keys(source, names)
    except OSError as error:
        raise BackupError(f"The files could not be brought back: {error}") from error
    bring_back(source / contents.DATABASE, manifest.client, replace=bool(replace))
    return manifest


def migrations_ahead(manifest: Manifest) -> int:
    """How many migrations this version has that the backup has not."""
    return len(set(_own_migrations()) - {(app, name) for app, name in manifest.migrations})


def _own_migrations() -> list[tuple[str, str]]:
    return list(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _refuse_newer(manifest: Manifest) -> None:
    known = set(_own_migrations())
    installed = {app for app, _ in known}
    for app, name in manifest.migrations:
        # An app that is not installed here (the demo) has tables nobody reads; that is no harm.
        if app in installed and (app, name) not in known:
            raise BackupError(
                f"The backup was made by a newer version (it knows {app}.{name}): install that "
                "version, then restore."
            )
    if manifest.server > server_version():
        raise BackupError(
            f"The backup is from PostgreSQL {manifest.server}, this server is "
            f"{server_version()}: it needs one at least as new."
        )


def _refuse_full_database(replace: str) -> None:
    name = database_name()
    if replace:
        if replace != name:
            raise BackupError(f"--replace names {replace}, but the database is {name}.")
        if others := others_at_work():
            raise BackupError(
                f"{others} other connections use the database {name}: stop web and worker "
                "processes first."
            )
    elif not is_empty():
        raise BackupError(
            f"The database {name} is not empty. Restore into a new one, or throw away what is in "
            f"it with --replace {name}."
        )


def _refuse_other_keys(source: Path, names: list[str]) -> None:
    """A key that is here already must be the one of the backup."""
    for name, place in _placed_keys(names):
        if place.exists() and place.read_bytes() != (source / name).read_bytes():
            raise BackupError(
                f"{place} is another one than in the backup ({name}). Put it aside if the "
                "backup's shall count."
            )


def _placed_keys(names: list[str]) -> list[tuple[str, Path]]:
    """Every key of a backup with the place where it belongs."""
    fixed = {
        f"{contents.SEALS}/{keys.PUBLIC}": keys.folder() / keys.PUBLIC,
        f"{contents.KEYS}/{keys.PRIVATE}": keys.folder() / keys.PRIVATE,
        f"{contents.KEYS}/secret_key": Path(settings.DATA_DIR) / "secret_key",
    }
    letters = f"{contents.KEYS}/letters/"
    placed = [(name, fixed[name]) for name in names if name in fixed]
    return placed + [
        (name, settings.SEALS / name.removeprefix(letters))
        for name in names
        if name.startswith(letters)
    ]


def _bring_files(source: Path, names: list[str], damaged: set[str]) -> None:
    for name in names:
        path = source / name
        if not name.startswith(f"{contents.FILES}/") or path.name in damaged:
            continue
        if files.store(path.read_bytes()) != path.name:
            raise BackupError(f"The backup is damaged: {name} is not what its name says.")


def _bring_seals(source: Path) -> None:
    """Add the seals of the backup that are not here; those that are here stay."""
    path = source / contents.SEALS / keys.SEALS
    if not path.exists():
        return
    keys.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    own = keys.folder() / keys.SEALS
    known = set(own.read_text(encoding="ascii").splitlines()) if own.exists() else set()
    for line in path.read_text(encoding="ascii").splitlines():
        if line not in known:
            keys.write_out(line)


def _bring_keys(source: Path, names: list[str]) -> None:
    for name, place in _placed_keys(names):
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = place.with_name(f".{place.name}.incoming")
            draft.touch(mode=0o600)
            draft.write_bytes((source / name).read_bytes())
            draft.rename(place)
