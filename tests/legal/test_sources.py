"""Law files in folders, zips and tars, and what their paths tell."""

import io
import tarfile
import zipfile
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from legal import sources
from legal.gii import LawError
from legal.sources import LawFile, law_files, place_of

XML = b"<dokumente/>"


@pytest.mark.parametrize(
    ("path", "slug", "observed"),
    [
        ("/x/vwvfg.xml", "vwvfg", None),
        ("/x/vwvfg/BJNR012530976.xml", "vwvfg", None),
        ("/x/vwvfg/xml/BJNR012530976.xml", "vwvfg", None),
        ("/x/vwvfg/2024-07-24_b20240718215525.xml", "vwvfg", date(2024, 7, 24)),
        ("/x/VwVfG/2024-07-24.xml", "vwvfg", date(2024, 7, 24)),
        ("/BJNR012530976.xml", "", None),
    ],
)
def test_what_a_path_tells(path: str, slug: str, observed: date | None) -> None:
    assert place_of(PurePosixPath(path)) == (slug, observed)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, int]) -> Path:
    """A tar with members of so many blanks."""
    with tarfile.open(path, "w") as archive:
        for name, size in members.items():
            member = tarfile.TarInfo(name)
            member.size = size
            archive.addfile(member, io.BytesIO(b" " * size))
    return path


def test_a_folder_with_files_zips_and_folders(tmp_path: Path) -> None:
    (tmp_path / "ag.xml").write_bytes(XML)
    (tmp_path / "bg").mkdir()
    (tmp_path / "bg" / "BJNR000010001.xml").write_bytes(XML)
    (tmp_path / "cg").mkdir()
    zipped(tmp_path / "cg" / "xml.zip", {"BJNR000010002.xml": XML, "bild.jpg": b"x"})
    zipped(tmp_path / "dg.zip", {"BJNR000010003.xml": XML})
    (tmp_path / "note.txt").write_text("no law")
    assert list(law_files(tmp_path)) == [LawFile(s, XML) for s in ("ag", "bg", "cg", "dg")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_tar_with_a_folder_for_each_law(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "corpus.tar"
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for slug in ("ag", "bg"):
            member = tarfile.TarInfo(f"raw/{slug}/BJNR000010001.xml")
            member.size = len(XML)
            archive.addfile(member, io.BytesIO(XML))
        link = tarfile.TarInfo("raw/evil/BJNR1.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert list(law_files(path)) == [LawFile("ag", XML), LawFile("bg", XML)]


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "ag.xml"
    path.write_bytes(XML)
    assert list(law_files(path)) == [LawFile("ag", XML)]


@pytest.mark.parametrize(("name", "data"), [("x.pdf", b"%PDF"), ("x.zip", b"PK"), ("gone", None)])
def test_what_holds_no_law_is_refused(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(LawError, match=name):
        list(law_files(path))


def test_a_member_too_large_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 1024 * 1024)
    bomb = zipped(tmp_path / "laws.zip", {"ag/ag.xml": b" " * 5_000_000, "bg/bg.xml": XML})
    refused, read = law_files(bomb)
    assert isinstance(refused, LawError)
    assert (refused.law, refused.reason) == ("ag", "larger than 1 MB")
    assert read == LawFile("bg", XML)


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ag.zip", {"ag.xml": XML * 1000})
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    path.write_bytes(data)
    (result,) = law_files(tmp_path)
    assert isinstance(result, LawError)
    assert "no readable zip" in result.reason


def test_an_archive_with_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_MEMBERS", 2)
    zipped(tmp_path / "many.zip", {f"{n}.xml": XML for n in range(3)})
    tarred(tmp_path / "many.tar", {f"{n}.xml": 1 for n in range(3)})
    zipped(tmp_path / "one.zip", {"zg.xml": XML})
    refused, read = law_files(tmp_path)
    assert isinstance(refused, LawError)
    assert (refused.law, refused.reason) == (str(tmp_path / "many.zip"), "holds more than 2 files")
    assert read == LawFile("zg", XML)
    *_, refused = law_files(tmp_path / "many.tar")
    assert isinstance(refused, LawError) and "more than 2 files" in refused.reason


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the bytes are in files that are no law: a tar has to be read through them."""
    monkeypatch.setattr(sources, "MAX_UNPACKED", 1024**2)
    tarred(tmp_path / "a.tar", {"ag.xml": 10, "picture.jpg": 2 * 1024**2, "bg.xml": 10})
    zipped(tmp_path / "a.zip", {"ag.xml": b" " * 600_000, "bg.xml": b" " * 600_000})
    first, refused = law_files(tmp_path / "a.tar")
    assert first == LawFile("ag", b" " * 10)
    assert isinstance(refused, LawError) and "unpacks to more than" in refused.reason
    (refused,) = law_files(tmp_path / "a.zip")
    assert isinstance(refused, LawError) and refused.law.endswith("a.zip")
