"""A backup is whole or not there; what the store had lost before is said."""

import resource
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from casework.backup import clients, contents
from casework.backup import take as taking
from casework.backup.errors import BackupError
from casework.backup.take import take
from casework.cases.models import Document
from tests.factories import NOW, Office, make_case


def test_the_checksums_cover_every_file(office: Office, tmp_path: Path) -> None:
    made = take(tmp_path / "backup", now=NOW)
    listed = contents.checked(tmp_path / "backup", made)
    found = (path for path in (tmp_path / "backup").rglob("*") if path.is_file())
    names = {str(path.relative_to(tmp_path / "backup")) for path in found}
    assert set(listed) == names - {contents.SUMS}
    assert made.files == Document.objects.values("sha256").distinct().count() > 0
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("most", [30_000, 2_000_000], ids=["in the database", "in a file"])
def test_a_full_disk_leaves_no_half_backup(office: Office, tmp_path: Path, most: int) -> None:
    """The limit of what a process may write to a file stands in for the disk."""
    large = Path(settings.DATA_DIR) / "files/ab/cd" / ("abcd" * 16)
    large.parent.mkdir(parents=True, exist_ok=True)
    large.write_bytes(bytes(3_000_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        with pytest.raises(CommandError, match="pg_dump failed|could not be written"):
            call_command("backup", str(tmp_path / "backup"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.glob("*backup*"))


def test_what_a_crash_left_is_no_backup_and_in_nobodys_way(office: Office, tmp_path: Path) -> None:
    (tmp_path / ".backup.unfinished/files").mkdir(parents=True)
    with pytest.raises(BackupError, match="is no backup"):
        contents.read_manifest(tmp_path / ".backup.unfinished")
    assert take(tmp_path / "backup", now=NOW)
    with pytest.raises(BackupError, match="exists already"):
        take(tmp_path / "backup", now=NOW)


def test_rows_written_meanwhile_are_left_out_with_their_files(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case that arrives while the files are copied is not in the dump; nothing is missing."""
    copy = taking._copy_files

    def while_somebody_writes(target: Path) -> tuple[set[str], list[str]]:
        def arrive() -> None:
            make_case(office, "meanwhile", documents=[])
            connection.close()

        writer = threading.Thread(target=arrive)
        writer.start()
        writer.join()
        return copy(target)

    monkeypatch.setattr(taking, "_copy_files", while_somebody_writes)
    made = take(tmp_path / "backup", now=NOW)
    assert not made.missing
    listing = clients.programs(clients.server_version())[0] / "pg_restore"
    clients.run(listing, f"--file={tmp_path / 'all.sql'}", tmp_path / "backup/database.dump")
    assert "meanwhile" not in (tmp_path / "all.sql").read_text()


def test_lost_and_altered_documents_are_named(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (lost,) = Document.objects.filter(filename="schein.pdf").values_list("sha256", flat=True)
    place = Path(settings.DATA_DIR) / "files" / lost[:2] / lost[2:4] / lost
    place.write_bytes(b"altered")
    with pytest.raises(SystemExit):
        call_command("backup", str(tmp_path / "one"))
    assert f"damaged: {lost}" in capsys.readouterr().err
    place.unlink()
    with pytest.raises(SystemExit):
        call_command("backup", str(tmp_path / "two"))
    assert f"missing from the store: {lost}" in capsys.readouterr().err


def test_missing_programs_are_said_plainly(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "PROGRAMS", [tmp_path])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="Install the client programs"):
        take(tmp_path / "backup", now=NOW)
    assert not (tmp_path / "backup").exists()
