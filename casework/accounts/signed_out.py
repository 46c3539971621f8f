"""What a part of a page gets that asks for something after its session ended.

A whole page is led to the sign-in and back to its address. A part has the address of the part, and
following it would throw away what was typed beside it; so it learns where to sign in, and the page
decides (static/desk/drafts.js).
"""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url


class SignedOutMiddleware:
    """Needs to stand outside of what leads to the sign-in (LoginRequiredMiddleware, the gate)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 302 or request.headers.get("HX-Request") != "true":
            return response
        sign_in = resolve_url(settings.LOGIN_URL)
        if urlsplit(response["Location"]).path != sign_in or request.user.is_authenticated:
            return response
        url = f"{sign_in}?{urlencode({'next': _page(request)})}"
        return HttpResponse(status=401, headers={"HX-Redirect": url})


def _page(request: HttpRequest) -> str:
    """Path of the page that was open; the first page for one that is not ours."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
