"""Gives the log the network address of a request, and forgets after it who stood in for whom."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from casework.audit.log import from_address, standing_in_for


class AddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with from_address(address_of(request)), standing_in_for(None):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str | None:
    """Where a request came from, None where nobody knows.

    Behind proxies of the house (`SACHSTAND_PROXIES` says how many) the first of them wrote it into
    X-Forwarded-For; whatever stands before that was written by the sender and is not believed.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if not proxies:
        return request.META.get("REMOTE_ADDR") or None
    written = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(written) < proxies:
        return None
    try:
        return str(ipaddress.ip_address(written[-proxies].strip()))
    except ValueError:
        return None
