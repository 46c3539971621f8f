"""The files of a package from a folder or a zip: bounded in size, never outside the package."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from casework.services.package.problems import PackageError, Problem

MAX_FILES = 200
MAX_FILE_BYTES = 1_000_000
MAX_PACKAGE_BYTES = 8_000_000
MAX_NAME = 200


def read_files(source: Path | bytes) -> dict[str, bytes]:
    """All files of a package by their name relative to it.

    ``source`` is a folder, a zip file or a zip file's bytes. Raises PackageError.
    """
    if isinstance(source, Path) and source.is_dir():
        files, problems = _from_folder(source)
    else:
        files, problems = _from_zip(_zip_bytes(source))
    if problems:
        raise PackageError(problems)
    return files


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names, lengths and contents in order of name.

    Line ends count as LF, so that the same package has one digest on every system.
    """
    total = hashlib.sha256()
    for name in sorted(files):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _zip_bytes(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    if not source.is_file():
        raise PackageError([Problem(source.name, "", "not-found")])
    if source.stat().st_size > MAX_PACKAGE_BYTES:
        raise PackageError([_too_large(source.name, MAX_PACKAGE_BYTES)])
    return source.read_bytes()


def _from_folder(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    total = 0
    for name, path in _walk(folder):
        if path.is_symlink():
            problems.append(Problem(name, "", "link", {"name": name}))
        elif path.stat().st_size > MAX_FILE_BYTES:
            problems.append(_too_large(name, MAX_FILE_BYTES))
        else:
            total += path.stat().st_size
            if len(files) == MAX_FILES or total > MAX_PACKAGE_BYTES:
                return files, [*problems, _too_much(len(files) == MAX_FILES)]
            files[name] = path.read_bytes()
    return files, problems


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file, and every link whatever it leads to, with its name; links are not followed."""
    for top, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(top) / name).is_symlink()]
        for path in (Path(top) / name for name in sorted([*names, *links])):
            name = path.relative_to(folder).as_posix()
            if not _ignored(name) and (path.is_file() or path.is_symlink()):
                yield name, path


def _from_zip(content: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _from_archive(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return {}, [Problem("", "", "not-a-zip")]


def _from_archive(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], list[Problem]]:
    entries = [e for e in archive.infolist() if not e.is_dir() and not _ignored(e.filename)]
    if len(entries) > MAX_FILES:
        return {}, [_too_much(True)]
    problems = [problem for entry in entries if (problem := _entry_problem(entry))]
    top = _common_folder([entry.filename for entry in entries])
    files: dict[str, bytes] = {}
    for entry in entries if not problems else []:
        name = entry.filename.removeprefix(top)
        if name in files:
            problems.append(Problem(name, "", "twice", {"name": name}))
        # The declared size may lie, so never read more than the limit plus one byte.
        with archive.open(entry) as stream:
            files[name] = stream.read(MAX_FILE_BYTES + 1)
        if len(files[name]) > MAX_FILE_BYTES:
            return {}, [*problems, _too_large(name, MAX_FILE_BYTES)]
        if sum(map(len, files.values())) > MAX_PACKAGE_BYTES:
            return {}, [*problems, _too_much(False)]
    return files, problems


def _entry_problem(entry: zipfile.ZipInfo) -> Problem | None:
    name = entry.filename
    if not _is_plain(name):
        return Problem(name[:MAX_NAME], "", "unsafe-name", {"name": name[:MAX_NAME]})
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Problem(name, "", "link", {"name": name})
    if entry.flag_bits & 0x1:
        return Problem(name, "", "encrypted", {"name": name})
    if entry.file_size > MAX_FILE_BYTES:
        return _too_large(name, MAX_FILE_BYTES)
    return None


def _is_plain(name: str) -> bool:
    """Whether a zip entry's name is a relative path of ordinary parts."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and len(name) <= MAX_NAME
    return plain and name.isprintable() and not any(char in name for char in '\\:<>|"?*')


def _common_folder(names: list[str]) -> str:
    """The one folder all files are in (a zip of the folder itself), with its slash, or ""."""
    tops = {name.split("/", 1)[0] + "/" for name in names}
    top = next(iter(tops), "")
    return top if len(tops) == 1 and all(name.startswith(top) for name in names) else ""


def _ignored(name: str) -> bool:
    """Files that operating systems leave behind."""
    parts = PurePosixPath(name).parts
    return ".." not in parts and any(
        part == "__MACOSX" or (part.startswith(".") and part != ".") for part in parts
    )


def _too_large(name: str, limit: int) -> Problem:
    return Problem(name, "", "too-large", {"name": name, "limit": str(limit)})


def _too_much(many: bool) -> Problem:
    code, limit = (
        ("too-many-files", MAX_FILES) if many else ("package-too-large", MAX_PACKAGE_BYTES)
    )
    return Problem("", "", code, {"limit": str(limit)})
