"""Hostile or careless containers: nothing outside the package is read, nothing grows unbounded."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from casework.services.package import PackageError, read_package
from casework.services.package import files as package_files
from tests.services.package.making import package_files as good_files
from tests.services.package.making import problems_of, write


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def codes(source: Path | bytes) -> list[str]:
    with pytest.raises(PackageError) as caught:
        read_package(source)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    "name", ["../evil.toml", "/etc/passwd", "a/../../b", "c:\\x", "texts\\x.md", "a\nb", "x" * 300]
)
def test_names_that_lead_out_or_are_no_plain_names(name: str) -> None:
    assert codes(zipped({name: b"x", "service.toml": b""})) == ["unsafe-name"]


def test_a_link_in_a_zip() -> None:
    entry = zipfile.ZipInfo("service.toml")
    entry.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert codes(buffer.getvalue()) == ["link"]


def test_a_link_in_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "p", good_files())
    (folder / "texts" / "link.md").symlink_to("/etc/passwd")
    assert codes(folder) == ["link"]


def test_a_linked_folder_is_not_walked(tmp_path: Path) -> None:
    folder = write(tmp_path / "p", good_files())
    (folder / "texts" / "up").symlink_to(tmp_path)
    assert codes(folder) == ["link"]


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    assert codes(zipped({"service.toml": b"0" * 50_000_000})) == ["too-large"]


def test_a_zip_that_lies_about_its_size() -> None:
    content = zipped({"service.toml": b"0" * 5_000_000})
    told = struct.pack("<I", 5_000_000)
    assert content.count(told) == 2  # once in front of the data, once in the directory
    assert codes(content.replace(told, struct.pack("<I", 10))) in (["too-large"], ["not-a-zip"])


def test_many_files_that_are_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_files, "MAX_PACKAGE_BYTES", 1000)
    assert codes(zipped({f"texts/{i}.md": b"0" * 400 for i in range(3)})) == ["package-too-large"]


def test_too_many_files(tmp_path: Path) -> None:
    many = {f"texts/{i}.md": b"x" for i in range(201)}
    assert codes(zipped(many)) == ["too-many-files"]
    assert codes(write(tmp_path, dict.fromkeys(many, "x"))) == ["too-many-files"]


def test_a_huge_file_in_a_folder(tmp_path: Path) -> None:
    files = good_files() | {"README.md": "x" * 1_000_001}
    assert problems_of(tmp_path, files) == ["too-large@README.md"]


def test_the_same_name_twice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("service.toml", "a")
        archive.writestr("service.toml", "b")
    assert codes(buffer.getvalue()) == ["twice"]


def test_an_encrypted_entry() -> None:
    content = bytearray(zipped({"service.toml": b"x"}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    content[6] |= 1
    assert codes(bytes(content)) == ["encrypted"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\x00" * 30])
def test_no_zip_at_all(content: bytes) -> None:
    assert codes(content) == ["not-a-zip"]


def test_a_broken_zip() -> None:
    content = zipped({"service.toml": bytes(range(256)) * 40}, zipfile.ZIP_STORED)
    assert codes(content.replace(b"\x10\x11\x12", b"\x00\x00\x00")) == ["not-a-zip"]


def test_nothing_there(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere") == ["not-found"]
    assert codes(tmp_path) == ["missing-file"]


def test_a_file_that_belongs_nowhere(tmp_path: Path) -> None:
    files = good_files() | {"run.py": "print(1)", "texts/deep/x.md": "x"}
    assert problems_of(tmp_path, files) == ["unknown-file@run.py", "unknown-file@texts/deep/x.md"]


def test_wrong_encoding(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    (folder / "letters" / "grant.toml").write_bytes("subject = 'Gebühr'".encode("latin-1"))
    assert codes(folder) == ["encoding"]


@pytest.mark.parametrize("name", ["service.toml", "application.schema.json", "process.bpmn"])
def test_a_file_missing(tmp_path: Path, name: str) -> None:
    files = good_files()
    del files[name]
    assert f"missing-file@{name}" in problems_of(tmp_path, files)


@pytest.mark.parametrize("key", ["grant", "refusal", "document_request"])
def test_a_letter_missing(tmp_path: Path, key: str) -> None:
    files = good_files()
    del files[f"letters/{key}.toml"]
    assert f"missing-file@letters/{key}.toml" in problems_of(tmp_path, files)


TOO_MUCH = ["[" * 500 + "]" * 500, "[" * 90_000, "9" * 5_000]


@pytest.mark.parametrize("name", ["application.schema.json", "samples/dackel.json"])
@pytest.mark.parametrize("value", TOO_MUCH, ids=["deep", "open", "long"])
def test_json_too_deep_or_too_long(tmp_path: Path, name: str, value: str) -> None:
    assert problems_of(tmp_path, good_files() | {name: f'{{"x": {value}}}'}) == [f"json@{name}"]


@pytest.mark.parametrize("value", TOO_MUCH[1:], ids=["open", "long"])
def test_toml_too_deep_or_too_long(tmp_path: Path, value: str) -> None:
    files = good_files() | {"service.toml": f"x = {value}"}
    assert problems_of(tmp_path, files) == ["toml@service.toml"]
