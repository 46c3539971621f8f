"""`manage.py law`."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from legal.models import NormVersion, Statute
from tests.legal.laws import DRAGONS, small_law

pytestmark = pytest.mark.django_db


def law(*args: str) -> str:
    stream = io.StringIO()
    call_command("law", *args, stdout=stream, stderr=stream)
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drachg.xml").write_bytes(DRAGONS)
    (tmp_path / "testg.xml").write_bytes(small_law({"§ 1": "<P>Text.</P>"}))
    return tmp_path


def test_import_says_what_it_did(folder: Path) -> None:
    printed = law("import", str(folder))
    assert "drachg: 10 " in printed
    assert "testg: 2 " in printed
    assert Statute.objects.count() == 2
    assert "drachg" not in law("import", str(folder))


def test_import_names_what_it_refused_and_fails(folder: Path) -> None:
    (folder / "kaputt.xml").write_bytes(b"<dokumente>")
    stream = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("law", "import", str(folder), stdout=stream, stderr=stream)
    assert failure.value.returncode == 1
    assert "kaputt: not well-formed" in stream.getvalue()
    assert Statute.objects.count() == 2


def test_import_as_observed_on_a_day(folder: Path) -> None:
    law("import", str(folder / "testg.xml"), "--observed-at", "2025-05-05")
    assert f"{Statute.objects.get().observed_at:%Y-%m-%d %H:%M}" == "2025-05-04 22:00"
    with pytest.raises(CommandError, match="morgen"):
        law("import", str(folder), "--observed-at", "morgen")


def test_import_from_nowhere() -> None:
    with pytest.raises(CommandError, match="no such file"):
        law("import", "/nowhere")


def test_sync_takes_only_what_is_asked_for(folder: Path, settings: Any) -> None:
    settings.LAW_SOURCE = str(folder)
    law("sync", "--slug", "testg")
    assert list(Statute.objects.values_list("slug", flat=True)) == ["testg"]
    assert Statute.objects.get().source_tag
    assert "new" not in law("sync", "--slug", "testg", "--slug", "testg")


def test_sync_all(folder: Path) -> None:
    law("sync", "--all", "--source", str(folder))
    assert Statute.objects.count() == 2


def test_sync_goes_on_after_a_law_that_is_not_there(folder: Path) -> None:
    stream = io.StringIO()
    with pytest.raises(CommandError) as failure:
        args = ("--slug", "fehlt", "--slug", "testg", "--source", str(folder))
        call_command("law", "sync", *args, stdout=stream, stderr=stream)
    assert failure.value.returncode == 1
    assert "fehlt: is not in the folder" in stream.getvalue()
    assert Statute.objects.count() == 1


def test_sync_without_a_source_that_answers_exits_with_3(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not exist") as failure:
        law("sync", "--slug", "testg", "--source", str(tmp_path / "gone"))
    assert failure.value.returncode == 3


def test_sync_wants_to_know_which_laws() -> None:
    with pytest.raises(CommandError, match="--slug"):
        law("sync")


def test_show_prints_the_passage_and_its_version(folder: Path) -> None:
    law("import", str(folder), "--observed-at", "2026-01-02")
    printed = law("show", "§ 1 Abs. 2 Nr. 1 DrachG")
    assert "§ 1 Begriffe (DrachG)\n\n1. Papierdrachen,\n\nStand: zuletzt geändert" in printed
    assert "2026-01-02" in printed
    assert "https://www.gesetze-im-internet.de/drachg/__1.html" in printed


def test_show_the_version_of_a_day(folder: Path) -> None:
    law("import", str(folder / "testg.xml"), "--observed-at", "2025-05-05")
    (folder / "testg.xml").write_bytes(small_law({"§ 1": "<P>Anders.</P>"}))
    law("import", str(folder / "testg.xml"), "--observed-at", "2025-06-06")
    NormVersion.objects.filter(text="Anders.").update(
        valid_from="2025-07-01", valid_source="BGBl. 2025 I Nr. 1"
    )
    assert "Text." in law("show", "§ 1 TestG", "--on", "2025-06-30")
    printed = law("show", "§ 1 TestG", "--on", "2025-07-01")
    assert "Anders." in printed
    assert "2025-07-01 (BGBl. 2025 I Nr. 1)" in printed


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("§ 41 VwVfG",), "gesetze-im-internet.de/vwvfg/__41.html"),
        (("§ 1 XyzG",), "XyzG"),
        (("§ 1 TestG", "--on", "gestern"), "gestern"),
    ],
)
def test_show_says_what_is_wrong(args: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        law("show", *args)


def test_sentences_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Es gilt Abs. 1. Es endet.\n\nNur eins.\n"))
    lines = [json.loads(line) for line in law("sentences", "--lines").splitlines()]
    assert lines == [["Es gilt Abs. 1.", "Es endet."], [], ["Nur eins."]]
    monkeypatch.setattr("sys.stdin", io.StringIO("Es gilt.\nEs endet.\n"))
    assert json.loads(law("sentences")) == ["Es gilt.", "Es endet."]
