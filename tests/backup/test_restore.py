"""A backup brought back into an empty database is the installation it was made of."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from casework.audit.keys import SealsUnavailable
from casework.audit.sealing import seal_all
from casework.backup import contents
from casework.backup.errors import BackupError
from casework.backup.restore import restore
from casework.backup.take import take
from tests.audit.conftest import write
from tests.backup.conftest import ROWS, Installation
from tests.factories import NOW, Office

EMPTIED = {"django_session", "usersessions_usersession"}


def _rows(table: str) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(table))
        return cursor.fetchall()


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "files").rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def test_everything_is_back_and_an_old_state_is_found_by_later_seals(
    office: Office, elsewhere: Installation, tmp_path: Path
) -> None:
    """Rows, files, chain and triggers; then the same backup beside the seals of a later day."""
    backup = tmp_path / "backup"
    call_command("backup", str(backup))
    done = elsewhere.manage("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert "audit verify" in done.stdout

    for table in sorted(set(connection.introspection.table_names()) - EMPTIED):
        assert elsewhere.rows(table) == _rows(table), table
    assert _files(elsewhere.data) == _files(Path(settings.DATA_DIR)) != {}
    verified = elsewhere.manage("audit", "verify")
    assert verified.returncode == 0 and "whole" in verified.stdout, verified.stdout

    write(office, 3)
    seal_all(NOW)
    later = (Path(settings.SEAL_FOLDER) / "seals.jsonl").read_text()
    (elsewhere.seals / "seals.jsonl").write_text(later)
    verified = elsewhere.manage("audit", "verify")
    assert verified.returncode == 1 and "the end is cut off" in verified.stdout, verified.stdout


def test_a_full_database_is_only_replaced_by_its_name(office: Office, tmp_path: Path) -> None:
    take(tmp_path / "backup", now=NOW)
    write(office, 2)
    before = len(_rows("audit_entry"))
    name = connection.settings_dict["NAME"]

    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", str(tmp_path / "backup"))
    with pytest.raises(BackupError, match="the database is"):
        restore(tmp_path / "backup", replace="another")
    assert len(_rows("audit_entry")) == before

    restore(tmp_path / "backup", replace=name)
    assert len(_rows("audit_entry")) == before - 2
    take(tmp_path / "again", now=NOW)  # and such a database can be backed up like any other
    restore(tmp_path / "again", replace=name)
    assert len(_rows("audit_entry")) == before - 2


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(
    office: Office, tmp_path: Path
) -> None:
    """The checksums fit, for somebody wrote them anew: then the transaction must protect."""
    take(tmp_path / "backup", now=NOW)
    dump = tmp_path / "backup" / contents.DATABASE
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 3 // 4])
    (tmp_path / "backup" / contents.SUMS).unlink()
    contents.write_sums(tmp_path / "backup")
    before = _rows("audit_entry")

    with pytest.raises(BackupError, match="pg_restore failed"):
        restore(tmp_path / "backup", replace=connection.settings_dict["NAME"])
    assert _rows("audit_entry") == before


def test_keys_come_along_only_on_request(office: Office, tmp_path: Path) -> None:
    """A key that is here is never overwritten; without the old one nothing new is sealed."""
    letters = settings.SEALS / "lindenfurt.p12"
    letters.parent.mkdir()
    letters.write_bytes(b"key")
    name, log = connection.settings_dict["NAME"], Path(settings.SEAL_FOLDER)
    take(tmp_path / "without", now=NOW)
    take(tmp_path / "with", now=NOW, with_keys=True)

    letters.unlink()
    shutil.rmtree(log)
    restore(tmp_path / "without", replace=name)
    write(office, 1)
    with pytest.raises(SealsUnavailable, match="bring it back"):
        seal_all(NOW)

    restore(tmp_path / "with", replace=name)
    assert letters.read_bytes() == b"key"
    assert (log / "signing-key.pem").stat().st_mode & 0o777 == 0o600
    write(office, 1)
    assert seal_all(NOW)

    (log / "public-key.pem").write_bytes(b"of another installation")
    with pytest.raises(BackupError, match="is another one than in the backup"):
        restore(tmp_path / "with", replace=name)
    assert (log / "public-key.pem").read_bytes() == b"of another installation"
