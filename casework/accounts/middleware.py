"""Ends sessions that lasted too long or lay idle, and sends people to their second factor."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts import session
from casework.accounts.second_factor import strong_factors
from casework.accounts.session import Ended, Mark

WORDS: dict[Ended, Promise] = {
    "idle": _("You were signed out because nothing happened here for a while."),
    "over": _("You were signed out because the sign-in was long ago."),
    "demo": _("You were signed out."),
    "unknown": _("You were signed out."),
}
BY_ITSELF = ("/inbox/news/",)  # what a page asks without anybody doing anything
OPEN_WITHOUT_FACTOR = ("/accounts/", "/i18n/")


class SessionMiddleware:
    """Needs the sessions, the person and the messages before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if auth.SESSION_KEY not in request.session:
            return self.get_response(request)
        mark, now = session.mark_of(request.session), time.time()
        if reason := session.ended(mark, now):
            _end(request, reason)
        elif mark:
            if mark.add_factor and _waits_for_factor(request, mark):
                return redirect("mfa_index")
            if now - mark.seen >= session.NOTED_EVERY and request.path not in BY_ITSELF:
                _note(request, mark, now)
        return self.get_response(request)


def _waits_for_factor(request: HttpRequest, mark: Mark) -> bool:
    """Whether the page must wait; what the person set up meanwhile is noted."""
    if request.path.startswith(OPEN_WITHOUT_FACTOR):
        return False
    mark.add_factor = not strong_factors(request.user).exists()
    session.keep(request.session, mark)
    return mark.add_factor


def _end(request: HttpRequest, reason: Ended) -> None:
    request.sign_out_reason = reason  # type: ignore[attr-defined]
    auth.logout(request)
    messages.info(request, str(WORDS[reason]))


def _note(request: HttpRequest, mark: Mark, now: float) -> None:
    mark.seen = now
    session.keep(request.session, mark)
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now()
    )
