"""Gives the log the network address of a request, and forgets after it who stood in for whom."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casework.audit.log import from_address, standing_in_for


class AddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with from_address(request.META.get("REMOTE_ADDR") or None), standing_in_for(None):
            return self.get_response(request)
