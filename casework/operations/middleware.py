"""Around every request: its number, its line in the log, its place in the figures."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casework.operations import request_id
from casework.operations.metrics import REQUESTS, SECONDS

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
logger = logging.getLogger("casework.requests")


class RequestMiddleware:
    """The first of all middleware, so that it sees what the others answer by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, begun = request_id.begin(request.headers.get(request_id.HEADER)), time.monotonic()
        response = self.get_response(request)
        response[request_id.HEADER] = number
        _note(request, response, time.monotonic() - begun)
        return response


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    view = match.view_name if match else "none"
    method = request.method if request.method in METHODS else "other"  # a client may invent some
    REQUESTS.labels(view, method, str(response.status_code)).inc()
    SECONDS.labels(view).observe(seconds)
    logger.info(
        "answered",
        extra={
            "view": view,
            "method": method,
            "status": response.status_code,
            "milliseconds": round(1000 * seconds, 1),
        },
    )
