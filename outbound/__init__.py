"""The one way out to other servers: encrypted, bounded, and not into the house's own network.

Whoever could have the application open an address of their choice would reach through it what only
the application reaches: a router, a cloud's metadata, the database. So addresses come from the
settings alone, and even those are held to rules: https; no other host than the one asked for; no
private, local or reserved address, checked at the moment of connecting, so that a name cannot lead
elsewhere in between; a bound on time and size. `inside` names the hosts of the house that may be
reached nevertheless, also without encryption: a mirror, a time stamping service, a proxy.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Collection
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)


class Refused(ValueError):
    """The address may not be opened; the message says why. Trying again will not help."""


class TooLarge(ValueError):
    """The answer has more bytes than allowed."""


def opener(inside: Collection[str], *more: BaseHandler) -> OpenerDirector:
    """Opens addresses within the rules; follows no redirect unless a handler in `more` does.

    No `file:`, `ftp:` or `data:`, which urllib's own opener takes too.
    """
    hosts = frozenset(host.lower() for host in inside)
    made = OpenerDirector()
    handlers: list[BaseHandler] = [
        ProxyHandler(),
        UnknownHandler(),
        HTTPDefaultErrorHandler(),
        _Http(hosts),
        _Https(hosts),
        *more,
    ]
    if not any(isinstance(handler, HTTPErrorProcessor) for handler in more):
        handlers.append(HTTPErrorProcessor())
    for handler in handlers:
        made.add_handler(handler)
    return made


def allow(address: str, inside: Collection[str]) -> None:
    """Refused unless an address may be opened: for libraries that make connections of their own.

    Weaker than `opener`: between this look and theirs a name may come to lead elsewhere.
    """
    hosts = frozenset(host.lower() for host in inside)
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" and not (parts.scheme == "http" and host in hosts):
        raise Refused(f"{host} may only be reached by https")
    try:
        _checked(host, parts.port or 443, hosts)
    except OSError as error:
        raise Refused(f"{host} is not known: {error}") from error


def read(answer: HTTPResponse, *, most: int, seconds: float) -> bytes:
    """All bytes of an answer. TooLarge for more than `most`, TimeoutError if they take longer."""
    begun, data = time.monotonic(), bytearray()
    while piece := answer.read1(most):
        data += piece
        if len(data) > most:
            raise TooLarge(f"the answer is larger than {most} bytes")
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"the answer was not complete after {seconds:.0f} s")
    return bytes(data)


class _Http(HTTPHandler):
    def __init__(self, inside: frozenset[str]) -> None:
        super().__init__()
        self.inside = inside

    def http_open(self, request: Request) -> HTTPResponse:
        host = (urlsplit(request.full_url).hostname or "").lower()
        if host not in self.inside:
            raise Refused(f"{host} may only be reached by https")
        return self.do_open(_connection(HTTPConnection, self.inside), request)


class _Https(HTTPSHandler):
    def __init__(self, inside: frozenset[str]) -> None:
        super().__init__()
        self.inside = inside

    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_connection(HTTPSConnection, self.inside), request)


def _connection(kind: type[HTTPConnection], inside: frozenset[str]) -> Any:
    """Makes connections of that kind that look at the address before they connect to it."""

    def make(host: str, **options: Any) -> HTTPConnection:
        made = kind(host, **options)

        def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
            return socket.create_connection(_checked(*address, inside), *args, **kwargs)

        made._create_connection = connect  # type: ignore[attr-defined]
        return made

    return make


def _checked(host: str, port: int, inside: frozenset[str]) -> tuple[str, int]:
    """The number of a host, once it is known to lie outside. Raises Refused, OSError."""
    if host.lower() in inside:
        return host, port
    found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    for number in sorted(found):
        address = ipaddress.ip_address(number.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None) or address
        if not mapped.is_global or mapped.is_multicast:
            raise Refused(f"{host} lies in the house's own network ({number})")
    return sorted(found, key=lambda number: ":" in number)[0], port
