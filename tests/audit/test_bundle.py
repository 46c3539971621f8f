"""The export verifies without the application; the command tells what it found."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from casework.audit import keys
from casework.audit.bundle import VERIFIER, write_bundle
from casework.audit.models import Link
from casework.audit.sealing import seal_all
from tests.audit.conftest import write
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(chain: int, tmp_path: Path) -> Path:
    """The exported chain, unpacked."""
    packed = io.BytesIO()
    assert write_bundle(packed, chain, NOW) == Link.objects.filter(chain=chain).count()
    folder = tmp_path / "bundle"
    zipfile.ZipFile(packed).extractall(folder)
    (tmp_path / "bundle.zip").write_bytes(packed.getvalue())
    return folder


def test_a_whole_bundle_verifies_packed_and_unpacked(bundle: Path) -> None:
    for place in (bundle, bundle.with_suffix(".zip")):
        code, said = _check(place)
        assert code == 0, said
        assert "1 seals, all signatures right" in said


def test_the_program_is_in_the_bundle(bundle: Path) -> None:
    assert (bundle / "verify.py").read_text() == VERIFIER.read_text()


def test_it_needs_nothing_but_python(bundle: Path) -> None:
    code, said = _check(bundle, "-S", "-I")
    assert (code, "not checked" in said) == (0, True)


def test_a_changed_line_is_named(bundle: Path) -> None:
    rows = _rows(bundle)
    content = json.loads(rows[4]["content"])
    rows[4]["content"] = rows[4]["content"].replace('"act" : "', '"act" : "x', 1)
    _write(bundle, rows)
    code, said = _check(bundle)
    assert code == 1
    assert f"link 5, entry {content['id']}" in said


@pytest.mark.parametrize(
    ("cut", "expected"),
    [(slice(0, -2), "the end is cut off"), (slice(1, None), "link 1 is missing")],
)
def test_missing_lines_are_named(bundle: Path, cut: slice, expected: str) -> None:
    _write(bundle, _rows(bundle)[cut])
    code, said = _check(bundle)
    assert code == 1
    assert expected in said


def test_seals_kept_elsewhere_count(bundle: Path, chain: int, office: Office, seals: Path) -> None:
    """An export of a database that was set back: the newer seal of the file gives it away."""
    write(office, 2)
    seal_all(NOW)
    code, said = _check(bundle, extra=["--seals", str(seals / keys.SEALS)])
    assert code == 1
    assert "cut off" in said


def test_a_forged_seal_is_named(bundle: Path) -> None:
    seal = json.loads((bundle / "seals.jsonl").read_text())
    seal["signature"] = "00" * 64
    (bundle / "seals.jsonl").write_text(json.dumps(seal) + "\n")
    assert _check(bundle)[0] == 1


def test_something_else_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    assert _check(tmp_path / "x.zip")[0] == 2


def test_the_command_verifies_as_text_and_json(
    chain: int, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit", "verify")
    assert "lindenfurt: whole" in capsys.readouterr().out
    call_command("audit", "verify", "--json", "--authority", "lindenfurt")
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["fault"], found["seals"]) == (True, None, 1)


def test_the_command_ends_with_one_where_the_chain_is_broken(
    chain: int, seals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seals / keys.PUBLIC).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", "--json", "--authority", "lindenfurt")
    assert ended.value.code == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert "public key" in found["fault"]["why"]


def test_the_command_seals_and_exports(
    office: Office, seals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, 1)
    call_command("audit", "seal")
    call_command("audit", "export", "lindenfurt", str(tmp_path / "log.zip"))
    assert "entries written" in capsys.readouterr().out
    assert _check(tmp_path / "log.zip")[0] == 0


def _check(place: Path, *flags: str, extra: list[str] | None = None) -> tuple[int, str]:
    program = [sys.executable, *flags, str(VERIFIER), str(place), *(extra or [])]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.returncode, ran.stdout + ran.stderr


def _rows(bundle: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (bundle / "entries.jsonl").read_text().splitlines()]


def _write(bundle: Path, rows: list[dict[str, str]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (bundle / "entries.jsonl").write_text(text)
