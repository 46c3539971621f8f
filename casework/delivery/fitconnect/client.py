"""Talks to the delivery service of FIT-Connect over HTTP, as far as replies need it.

Paths of replies mirror those of submissions; they are not yet proven against the operator's test
environment.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request

from django.conf import settings

import outbound
from casework.delivery.fitconnect.config import Config

TIMEOUT = 30.0
LONGEST = 120.0  # seconds for one answer
MOST = 16 * 1024 * 1024  # bytes of one answer; a page of events has about one million
USER_AGENT = "Sachstand (delivery)"  # without one the service answers 403
TRANSIENT = {401, 408, 425, 429, 500, 502, 503, 504}
PAGE = 500
EARLY = 60.0  # seconds before its end at which a token is no longer used


class Unreachable(Exception):
    """The service did not answer, or asked to come back later: try again."""


class Refused(Exception):
    """The service said no; trying again will not help. The message names its reason."""


class FitConnect:
    """One client of the service; keeps its token until shortly before it ends."""

    def __init__(self, config: Config, clock: Callable[[], float] = time.monotonic) -> None:
        self.config = config
        self.clock = clock
        # It follows no redirect: that would take the token to another server.
        self.opener = outbound.opener(settings.INSIDE_HOSTS)
        self.token, self.valid_until = "", 0.0

    def announce(self, case_id: str, attachments: list[str]) -> str:
        """Begin a reply in a case and return its id; nothing is visible to anybody yet."""
        body = {"caseId": case_id, "announcedAttachments": attachments}
        answer = json.loads(self._send("POST", "/v2/replies", json_body=body))
        return str(answer["replyId"])

    def upload(self, reply: str, attachment: str, jwe: str) -> None:
        """Upload an announced attachment; the same one again replaces it."""
        path = f"/v2/replies/{quote(reply, safe='')}/attachments/{quote(attachment, safe='')}"
        self._send("PUT", path, body=jwe.encode(), content_type="application/jose")

    def submit(self, reply: str, metadata: str, data: str) -> None:
        """Send the reply off."""
        body = {"encryptedMetadata": metadata, "encryptedData": data}
        self._send("PUT", f"/v2/replies/{quote(reply, safe='')}", json_body=body)

    def events(self, case_id: str) -> Iterator[str]:
        """The signed events of a case, the oldest first."""
        offset = 0
        while True:
            query = urlencode({"offset": offset, "limit": PAGE})
            path = f"/v2/cases/{quote(case_id, safe='')}/events?{query}"
            found: list[str] = json.loads(self._send("GET", path))["eventLog"]
            yield from found
            if len(found) < PAGE:
                return
            offset += PAGE

    def keys(self) -> Mapping[str, Mapping[str, Any]]:
        """The service's own signature keys by their ids."""
        answer = json.loads(self._send("GET", "/.well-known/jwks.json", signed_in=False))
        return {str(key["kid"]): key for key in answer["keys"]}

    def _sign_in(self) -> str:
        if self.clock() >= self.valid_until:
            form = {
                "grant_type": "client_credentials",
                "client_id": self.config.client_id,
                "client_secret": self.config.client_secret,
            }
            request = Request(  # noqa: S310 - an address of the settings, https checked there
                self.config.token_url,
                data=urlencode(form).encode(),
                headers={"User-Agent": USER_AGENT},
                method="POST",
            )
            answer = json.loads(self._open(request))
            self.token = str(answer["access_token"])
            self.valid_until = self.clock() + float(answer["expires_in"]) - EARLY
        return self.token

    def _send(
        self,
        method: str,
        path: str,
        *,
        json_body: Mapping[str, Any] | None = None,
        body: bytes | None = None,
        content_type: str = "application/json",
        signed_in: bool = True,
    ) -> bytes:
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        if signed_in:
            headers["Authorization"] = f"Bearer {self._sign_in()}"
        content = json.dumps(json_body).encode() if json_body is not None else body
        if content is not None:
            headers["Content-Type"] = content_type
        address = self.config.api + path
        return self._open(Request(address, data=content, headers=headers, method=method))  # noqa: S310

    def _open(self, request: Request) -> bytes:
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                return outbound.read(answer, most=MOST, seconds=LONGEST)
        except HTTPError as error:
            reason = f"{error.code} {_reason(error)}".strip()
            error.close()
            if error.code == 401:
                self.valid_until = 0.0
            raise (Unreachable if error.code in TRANSIENT else Refused)(reason) from error
        except (outbound.Refused, outbound.TooLarge) as error:
            raise Refused(str(error)) from error
        except (URLError, OSError, HTTPException) as error:
            raise Unreachable(str(error)) from error


def _reason(error: HTTPError) -> str:
    """The title or detail of an RFC 9457 answer, shortened; never the whole body."""
    try:
        problem = json.loads(error.read(10_000))
        return str(problem.get("detail") or problem.get("title") or "")[:200]
    except (ValueError, AttributeError, OSError, HTTPException):
        return str(error.reason)
