"""Fetches laws from the federal portal or what plays it: a folder or another address."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

from legal.gii import LawError
from legal.gii.parse import MAX_BYTES, parse_xml
from legal.sources import BROKEN_ARCHIVE
from legal.targets import PORTAL

TIMEOUT = 30.0  # seconds without a byte
LONGEST = 300.0  # seconds for one answer
PAUSES = (1.0, 4.0, 15.0)  # seconds before the second, third and fourth attempt
USER_AGENT = "Sachstand (law sync)"
MAX_ZIP = 32 * 1024 * 1024  # bytes; the largest zip of the portal, images included, has 20 MB
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504}


class Unreachable(Exception):
    """The source did not answer at all; the message says which and why."""


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
            if state.st_size > MAX_ZIP:
                raise LawError(slug, f"larger than {MAX_ZIP // 1024 // 1024} MB")
            data = found.read_bytes()
        except OSError as error:
            raise LawError(slug, f"cannot be read: {error.strerror}") from error
        return Fetched(unzip(data, slug) if found.suffix == ".zip" else data, now)

    def _check(self) -> None:
        if not self.path.is_dir():
            raise Unreachable(f"the folder {self.path} does not exist")


class Portal:
    """The federal portal: a table of contents, and one zip a law at `<slug>/xml.zip`."""

    def __init__(self, base: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.base = base.rstrip("/") + "/"
        self.sleep = sleep
        try:
            self.opener = build_opener(_SameHostOnly(self.base))
        except ValueError as error:
            raise Unreachable(f"{base} is no address: {error}") from error

    def slugs(self) -> list[str]:
        data = self._get(urljoin(self.base, "gii-toc.xml"), "")[0] or b""
        try:
            root = parse_xml(data, "gii-toc.xml")
        except LawError as error:
            raise Unreachable(
                f"the table of contents of {self.base} is broken: {error.reason}"
            ) from error
        paths = (urlsplit(link.text or "").path.strip("/") for link in root.iter("link"))
        return sorted({path.split("/")[0] for path in paths if path.endswith("/xml.zip")})

    def fetch(self, slug: str, tag: str) -> Fetched:
        data, new_tag = self._get(urljoin(self.base, f"{slug}/xml.zip"), tag)
        return Fetched(None if data is None else unzip(data, slug), new_tag)

    def _get(self, url: str, tag: str) -> tuple[bytes | None, str]:
        """The answer's body and its tag, None for "not modified"; transient faults are retried."""
        for pause in (*PAUSES, None):
            try:
                return self._once(url, tag)
            except HTTPError as error:
                error.close()
                if error.code == 304:
                    return None, tag
                if error.code not in _TRANSIENT:
                    raise LawError(
                        url, f"the source answered {error.code} {error.reason}"
                    ) from error
                trouble: Exception = error
            except LawError:
                raise
            except (URLError, HTTPException, OSError, ValueError) as error:
                trouble = error
            if pause is not None:
                self.sleep(pause)
        raise Unreachable(f"{url} did not answer: {trouble}") from trouble

    def _once(self, url: str, tag: str) -> tuple[bytes, str]:
        with self.opener.open(Request(url, headers=_headers(tag)), timeout=TIMEOUT) as answer:  # noqa: S310
            data = _body(answer, url)
            expected = answer.headers.get("Content-Length")
            if expected is not None and int(expected) != len(data):
                raise HTTPException(f"{len(data)} of {expected} bytes arrived")
            etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
            return data, f"etag {etag}" if etag else f"date {modified}" if modified else ""


def _body(answer: HTTPResponse, url: str) -> bytes:
    """All bytes of the answer, within the bounds of size and time."""
    begun, data = time.monotonic(), bytearray()
    while piece := answer.read1(MAX_ZIP):
        data += piece
        if len(data) > MAX_ZIP:
            raise LawError(url, f"larger than {MAX_ZIP // 1024 // 1024} MB")
        if time.monotonic() - begun > LONGEST:
            raise HTTPException(f"it was not complete after {LONGEST:.0f} s")
    return bytes(data)


def _headers(tag: str) -> dict[str, str]:
    kind, _, value = tag.partition(" ")
    names = {"etag": "If-None-Match", "date": "If-Modified-Since"}
    return {"User-Agent": USER_AGENT} | ({names[kind]: value} if kind in names else {})


class _SameHostOnly(HTTPErrorProcessor):
    """Refuses a redirect to another host: the law comes from the source that was named."""

    def __init__(self, base: str) -> None:
        self.host = urlsplit(base).hostname

    def http_response(self, request, response):  # type: ignore[no-untyped-def]
        target = response.headers.get("Location")
        if target and urlsplit(urljoin(request.full_url, target)).hostname != self.host:
            response.close()
            raise LawError(request.full_url, "the source redirects to another host")
        return super().http_response(request, response)

    https_response = http_response


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
