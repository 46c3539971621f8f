"""What a backup is made of: names, manifest and the list of checksums.

database.dump    the database (pg_dump, custom format) as it was at one moment
files/ab/cd/…    the file store; each file is named after its SHA-256
seals/           seals of the log and the public key that proves them
keys/            only on request: the keys that sign and decrypt
manifest.json    from when and from which versions it is
SHA256SUMS       checksum of each of them, as `sha256sum --check` reads it
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from casework.backup.errors import BackupError

FORMAT = 1
DATABASE, MANIFEST, SUMS = "database.dump", "manifest.json", "SHA256SUMS"
FILES, SEALS, KEYS = "files", "seals", "keys"
LINE = re.compile(r"([0-9a-f]{64})  ([\w./ -]+)")
CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`missing` and `damaged` name files of which the database speaks and that the store had lost
    or altered before the backup was made; `migrations` are app and name of those applied.
    """

    format: int
    made_at: str
    server: int
    client: int
    migrations: list[list[str]]
    files: int
    missing: list[str]
    damaged: list[str]

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="ascii")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. BackupError for anything else, or for a newer format."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="ascii"))
        if found["format"] > FORMAT:
            raise BackupError(
                f"The backup has format {found['format']}, this version reads up to {FORMAT}: "
                "install the version that made it, or a newer one."
            )
        return Manifest(**found)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} is no backup: it has no {MANIFEST}.") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(f"The backup is damaged: {MANIFEST} cannot be read.") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """Write the checksum of every file of the folder."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    lines = "".join(f"{digest(folder / name)}  {name}\n" for name in names)
    (folder / SUMS).write_text(lines, encoding="ascii")


def checked(folder: Path, manifest: Manifest) -> list[str]:
    """Names of everything in a backup, each found as it was written. BackupError for damage."""
    names = []
    for expected, name in _sums(folder):
        path = folder / name
        if not path.is_file() or path.is_symlink():
            raise BackupError(f"The backup is damaged: {name} is missing.")
        if digest(path) != expected:
            raise BackupError(f"The backup is damaged: {name} is not as it was written.")
        names.append(name)
    found = sum(name.startswith(f"{FILES}/") for name in names)
    if not {DATABASE, MANIFEST} <= set(names) or found != manifest.files:
        raise BackupError(f"The backup is damaged: {SUMS} is not complete.")
    return names


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as error:
        raise BackupError(f"The backup is damaged: {SUMS} cannot be read.") from error
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None or Path(match[2]).is_absolute() or ".." in Path(match[2]).parts:
            raise BackupError(f"The backup is damaged: {SUMS} cannot be read.")
        yield match[1], match[2]
