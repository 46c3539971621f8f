"""Gets a file over HTTP: only if it is newer, again where trouble passes, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPErrorProcessor, HTTPRedirectHandler, Request

from legal.gii import LawError
from outbound import Refused, TooLarge, opener, read

TIMEOUT = 30.0  # seconds without a byte
LONGEST = 300.0  # seconds for one answer
PAUSES = (1.0, 4.0, 15.0)  # seconds before the second, third and fourth attempt
USER_AGENT = "Sachstand (law sync)"
MAX_SIZE = 32 * 1024 * 1024  # bytes; the largest zip of the portal, images included, has 20 MB
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504}


class Unreachable(Exception):
    """The source did not answer at all; the message says which and why."""


class Download:
    """Files below one address; a redirect to another host is refused.

    `inside` names the hosts of the house that may be reached (see `outbound`).
    """

    def __init__(
        self,
        base: str,
        sleep: Callable[[float], None] = time.sleep,
        inside: Collection[str] = (),
    ) -> None:
        self.base = base
        self.sleep = sleep
        try:
            self.opener = opener(inside, _SameHostOnly(base), HTTPRedirectHandler())
        except ValueError as error:
            raise Unreachable(f"{base} is no address: {error}") from error

    def get(self, path: str, tag: str = "") -> tuple[bytes | None, str]:
        """The file and its tag; None in place of the file that still is the one `tag` marks.

        Raises Unreachable where nothing answers, LawError where the answer is a refusal.
        """
        url = urljoin(self.base, path)
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
            except Refused as error:
                raise Unreachable(f"{url} is not asked: {error}") from error
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
    try:
        return read(answer, most=MAX_SIZE, seconds=LONGEST)
    except TooLarge as error:
        raise LawError(url, f"larger than {MAX_SIZE // 1024 // 1024} MB") from error


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
