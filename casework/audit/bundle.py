"""Exports a chain so that it can be checked without this application and without its operators.

A zip file: entries.jsonl (one link a line: number, hash, and the canonical content of the entry as
a string), seals.jsonl, the public key, and verify.py, a program of its own that needs nothing but
Python.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.contrib.contenttypes.models import ContentType

from casework.audit import keys
from casework.audit.chain import extend
from casework.audit.models import Link
from casework.audit.sealing import all_seals, line_of
from casework.audit.verification import rows

VERIFIER = Path(__file__).with_name("offline") / "verify.py"
PIECE = 256 * 1024  # bytes gathered before they are passed on


class _Sink(io.RawIOBase):
    """Takes what zipfile writes, which cannot go back here, until it is fetched."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def take(self) -> bytes:
        """All since the last time."""
        taken, self.parts, self.size = b"".join(self.parts), [], 0
        return taken


def write_bundle(target: IO[bytes], chain: int, now: datetime) -> int:
    """Write the whole chain with its seals to `target`; returns the number of entries."""
    until = last_link(chain)
    for piece in bundle_pieces(chain, until, now):
        target.write(piece)
    return until


def last_link(chain: int) -> int:
    """The number of the last link, once everything that waits is linked; 0 where there is none."""
    extend()
    last = Link.objects.filter(chain=chain).order_by("-number").first()
    return last.number if last else 0


def bundle_pieces(chain: int, until: int, now: datetime) -> Iterator[bytes]:
    """The bundle piece by piece, so that memory does not grow with the log."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as bundle:
        with bundle.open("entries.jsonl", "w", force_zip64=True) as file:
            for number, entry, found, _chain, content in rows(chain, 1, until):
                row = {"number": number, "hash": bytes(found).hex(), "content": content}
                if content is None:
                    row["entry"] = entry
                file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                if sink.size > PIECE:
                    yield sink.take()
        seals = (line_of(one.text, one.signature, one.token) for one in all_seals(chain))
        bundle.writestr("seals.jsonl", "".join(f"{line}\n" for line in seals))
        bundle.writestr("about.json", json.dumps(_about(chain, until, now), indent=1))
        public = keys.folder() / keys.PUBLIC
        if public.exists():
            bundle.write(public, keys.PUBLIC)
        bundle.write(VERIFIER, "verify.py")
    yield sink.take()


def _about(chain: int, entries: int, now: datetime) -> dict[str, object]:
    kinds = {kind.pk: f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.all()}
    return {
        "chain": chain,
        "entries": entries,
        "exported_at": now.isoformat(),
        "content_types": kinds,
    }
