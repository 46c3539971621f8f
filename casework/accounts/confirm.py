"""Proving again who one is before an act that matters.

Issuing asks for a sign-in of the last hours (`SignInRules.confirm_minutes`): in a normal day
nobody notices. Whoever settles roles or other people's accounts proves it every quarter of an hour.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.accounts import session

What = Literal["issue", "people"]
PEOPLE_SECONDS = 15 * 60
View = Callable[..., HttpResponse]


def is_recent(request: HttpRequest, what: What, now: float) -> bool:
    """Whether the person proved who they are lately enough for `what`."""
    mark = session.mark_of(request.session)
    if mark is None:
        return False
    strong = session.is_strong(request.session)
    allowed = {
        "issue": mark.confirm if strong else mark.confirm_password,
        "people": PEOPLE_SECONDS,
    }
    return now - session.confirmed_at(request.session) < allowed[what]


def first(request: HttpRequest, what: What) -> HttpResponse | None:
    """The way to the page that asks who one is, None when that was answered lately enough.

    It leads back to the page one came from; nothing was done yet, and the page says so.
    """
    if is_recent(request, what, time.time()):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    place = methods[0]["url"] if methods else reverse("account_login")
    url = f"{place}?{urlencode({'next': _page(request)})}"
    if request.method == "POST":
        messages.info(request, _("Nothing was done yet. Please confirm who you are and repeat it."))
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def confirmed(what: What) -> Callable[[View], View]:
    """Mark a view whose changes need a fresh proof of who one is; reading does not."""

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = first(request, what) if request.method == "POST" else None
            return asked or view(request, *args, **kwargs)

        return answer

    return marked


def _page(request: HttpRequest) -> str:
    """Address of the page that was open: of our own pages only."""
    if request.method == "GET":
        return request.get_full_path()
    parts = urlsplit(request.headers.get("referer", ""))
    own = parts.netloc == request.get_host() and parts.path.startswith("/")
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if own else "/"
