"""Law files from a file, folder, zip or tar of the portal's form, one after the other."""

from __future__ import annotations

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO

from legal.gii import LawError
from legal.gii.parse import MAX_BYTES

# What the standard library raises for damaged, encrypted or unsupported archives.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    OSError,
    RuntimeError,
    EOFError,
)
# Of one archive; the whole corpus has 7,248 files and 0.3 GB.
MAX_MEMBERS = 100_000
MAX_UNPACKED = 4 * 1024**3  # bytes

_DOCUMENT = re.compile(r"B[A-Z0-9]{3}\d{3,}[A-Z0-9]*$")  # the portal names the file by doknr
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:_.*)?$")
_ANONYMOUS = {"xml", ""}


@dataclass(frozen=True, slots=True)
class LawFile:
    """One law's XML; `slug` is "" where neither file nor folder names it.

    `observed` is the day in a file name such as `vwvfg/2024-07-24_b20240718.xml`.
    """

    slug: str
    data: bytes
    observed: date | None = None


def law_files(path: Path) -> Iterator[LawFile | LawError]:
    """Every law under `path`, in the order of names; what cannot be read comes as a LawError.

    Raises LawError when `path` itself is nothing that could hold laws.
    """
    if path.is_dir():
        yield from _folder(path)
    elif not path.is_file():
        raise LawError(str(path), "no such file or folder")
    elif zipfile.is_zipfile(path):
        yield from _zip(path)
    elif path.suffix.lower() == ".xml":
        yield from _file(path)
    elif tarfile.is_tarfile(path):
        yield from _tar(path)
    else:
        raise LawError(str(path), "is neither XML nor a zip or tar archive")


def _folder(path: Path) -> Iterator[LawFile | LawError]:
    for found in sorted(path.rglob("*")):
        if found.suffix.lower() == ".xml" and found.is_file():
            yield from _file(found)
        elif found.suffix.lower() == ".zip" and found.is_file():
            yield from _zip(found)


def _file(path: Path) -> Iterator[LawFile | LawError]:
    try:
        with path.open("rb") as stream:
            yield _read(stream, PurePosixPath(path.resolve().as_posix()))
    except OSError as error:
        yield LawError(str(path), f"cannot be read: {error.strerror}")


def _zip(path: Path) -> Iterator[LawFile | LawError]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            if error := _too_much(path, len(members), sum(member.file_size for member in members)):
                yield error
                return
            for member in members:
                if member.filename.lower().endswith(".xml"):
                    with archive.open(member) as stream:
                        yield _read(stream, _inside(path, member.filename))
    except BROKEN_ARCHIVE as error:
        yield LawError(str(path), f"is no readable zip archive: {error}")


def _tar(path: Path) -> Iterator[LawFile | LawError]:
    try:
        with tarfile.open(path) as archive:
            size = 0
            for count, member in enumerate(archive, start=1):
                size += member.size
                if error := _too_much(path, count, size):
                    yield error
                    return
                if member.isfile() and member.name.lower().endswith(".xml"):
                    stream = archive.extractfile(member)
                    if stream is not None:
                        yield _read(stream, _inside(path, member.name))
    except BROKEN_ARCHIVE as error:
        yield LawError(str(path), f"is no readable tar archive: {error}")


def _too_much(path: Path, count: int, size: int) -> LawError | None:
    """Why an archive with so many files of so many bytes is not read (on)."""
    if count > MAX_MEMBERS:
        return LawError(str(path), f"holds more than {MAX_MEMBERS} files")
    if size > MAX_UNPACKED:
        return LawError(str(path), f"unpacks to more than {MAX_UNPACKED // 1024**3} GB")
    return None


def _inside(archive: Path, member: str) -> PurePosixPath:
    """Where a member stands: the zip of one law, or the folder around it, has its slug as name."""
    resolved = archive.resolve()
    return PurePosixPath(resolved.parent.as_posix()) / resolved.name.split(".")[0] / member


def _read(stream: IO[bytes], path: PurePosixPath) -> LawFile | LawError:
    data = stream.read(MAX_BYTES + 1)
    slug, observed = place_of(path)
    if len(data) > MAX_BYTES:
        return LawError(slug or str(path), f"larger than {MAX_BYTES // 1024 // 1024} MB")
    return LawFile(slug, data, observed)


def place_of(path: PurePosixPath) -> tuple[str, date | None]:
    """The slug and the day of observation that a path tells: the file's own name, or its folder's.

    `vwvfg.xml`, `vwvfg/BJNR012530976.xml`, `vwvfg/xml.zip`, `vwvfg/2024-07-24_b….xml`.
    """
    dated = _DATED.match(path.stem)
    observed = date.fromisoformat(dated[1]) if dated else None
    names = [path.stem, *(parent.name for parent in path.parents)]
    if observed is not None:
        names = names[1:]
    for name in names[:3]:
        if name.lower() not in _ANONYMOUS and not _DOCUMENT.match(name):
            return name.lower(), observed
    return "", observed
