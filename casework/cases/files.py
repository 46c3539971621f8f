"""The file store: bytes lie once under their SHA-256; what is written is whole or not there."""

import contextlib
import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from casework.cases.models import Document


def store(content: bytes) -> str:
    """Keep `content` and return its SHA-256 (hex). Raises OSError when the disk is full.

    Written to a temporary file, flushed to disk and renamed, so that a crash leaves no half file.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = _path(digest)
    with contextlib.suppress(FileNotFoundError):
        os.utime(target)  # so that `remove` sees that somebody counts on it
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def open_document(document: Document) -> BinaryIO:
    """The bytes of a document. FileNotFoundError when the store has lost them."""
    return open_stored(document.sha256)


def open_stored(digest: str) -> BinaryIO:
    """The bytes kept under a SHA-256. FileNotFoundError when the store has lost them."""
    return _path(digest).open("rb")


def remove(digest: str, *, untouched_since: datetime) -> bool:
    """Take the bytes of a SHA-256 out of the store; False when they must stay for now.

    They stay when they were stored (again) after `untouched_since`: the row that needs them may
    not be visible yet. Moved aside first, so that a file that comes meanwhile is not lost.
    """
    target = _path(digest)
    leaving = target.with_name(f".leaving-{digest}")
    with contextlib.suppress(FileNotFoundError):
        target.replace(leaving)
    try:
        touched = leaving.stat().st_mtime
    except FileNotFoundError:
        return True
    if touched >= untouched_since.timestamp():
        leaving.replace(target)
        return False
    leaving.unlink()
    return True


def _path(digest: str) -> Path:
    return Path(settings.DATA_DIR) / "files" / digest[:2] / digest[2:4] / digest


MAGIC = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def media_type(content: bytes) -> str:
    """The media type by the bytes themselves; what a sender says of a file is not believed."""
    for magic, found in MAGIC.items():
        if content.startswith(magic):
            return found
    return "application/octet-stream"
