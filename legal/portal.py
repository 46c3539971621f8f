"""Fetches laws from the federal portal or what plays it: a folder or another address."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from legal.download import MAX_SIZE, Download, Unreachable
from legal.gii import LawError
from legal.gii.parse import MAX_BYTES, parse_xml
from legal.sources import BROKEN_ARCHIVE
from legal.targets import PORTAL


@dataclass(frozen=True, slots=True)
class Fetched:
    """A law's XML as the source has it now; `data` is None when it has not changed."""

    data: bytes | None
    tag: str = ""


class Source(Protocol):
    """Where laws come from."""

    def slugs(self) -> list[str]:
        """All laws there are. Raises Unreachable."""

    def fetch(self, slug: str, tag: str) -> Fetched:
        """One law, unless it still is the one that `tag` marks. Raises Unreachable, LawError."""


def source_from(setting: str) -> Source:
    """The source that a setting names: "" is the official portal, else an address or a folder."""
    if not setting or setting.startswith(("https://", "http://")):
        return Portal(setting or PORTAL)
    return Folder(Path(setting))


class Folder:
    """A folder with `<slug>.xml`, or `<slug>/` with one XML or zip, as the portal packs it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def slugs(self) -> list[str]:
        self._check()
        names = (p.stem if p.suffix == ".xml" else p.name for p in self.path.iterdir())
        return sorted({name for name in names if not name.startswith(".")})

    def fetch(self, slug: str, tag: str) -> Fetched:
        self._check()
        inside = self.path / slug
        candidates = [self.path / f"{slug}.xml", *sorted(inside.glob("*.xml")), inside / "xml.zip"]
        found = next((path for path in candidates if path.is_file()), None)
        if found is None or Path(slug).name != slug:
            raise LawError(slug, f"is not in the folder {self.path}")
        try:
            state = found.stat()
            now = f"{state.st_mtime_ns}-{state.st_size}"
            if now == tag:
                return Fetched(None, tag)
            if state.st_size > MAX_SIZE:
                raise LawError(slug, f"larger than {MAX_SIZE // 1024 // 1024} MB")
            data = found.read_bytes()
        except OSError as error:
            raise LawError(slug, f"cannot be read: {error.strerror}") from error
        return Fetched(unzip(data, slug) if found.suffix == ".zip" else data, now)

    def _check(self) -> None:
        if not self.path.is_dir():
            raise Unreachable(f"the folder {self.path} does not exist")


class Portal:
    """The federal portal: a table of contents, and one zip a law at `<slug>/xml.zip`."""

    def __init__(
        self,
        base: str,
        sleep: Callable[[float], None] = time.sleep,
        inside: Collection[str] | None = None,
    ) -> None:
        """`inside`: hosts of the house (see `outbound`), by default those of the settings."""
        if inside is None:
            inside = getattr(settings, "INSIDE_HOSTS", ())
        self.base = base.rstrip("/") + "/"
        self.download = Download(self.base, sleep, inside)

    def slugs(self) -> list[str]:
        data = self.download.get("gii-toc.xml")[0] or b""
        try:
            root = parse_xml(data, "gii-toc.xml")
        except LawError as error:
            raise Unreachable(
                f"the table of contents of {self.base} is broken: {error.reason}"
            ) from error
        paths = (urlsplit(link.text or "").path.strip("/") for link in root.iter("link"))
        return sorted({path.split("/")[0] for path in paths if path.endswith("/xml.zip")})

    def fetch(self, slug: str, tag: str) -> Fetched:
        data, new_tag = self.download.get(f"{slug}/xml.zip", tag)
        return Fetched(None if data is None else unzip(data, slug), new_tag)


def unzip(data: bytes, slug: str) -> bytes:
    """The one XML file in a law's zip, bounded in size. Raises LawError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".xml")]
            if len(names) != 1:
                raise LawError(slug, f"its zip holds {len(names)} XML files, not one")
            with archive.open(names[0]) as stream:
                text = stream.read(MAX_BYTES + 1)
    except BROKEN_ARCHIVE as error:
        raise LawError(slug, f"its zip cannot be read: {error}") from error
    if len(text) > MAX_BYTES:
        raise LawError(slug, f"larger than {MAX_BYTES // 1024 // 1024} MB")
    return text
