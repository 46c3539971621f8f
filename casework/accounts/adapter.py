"""How sign-in differs from django-allauth's defaults: it tells nothing about accounts.

An unknown name, a wrong password, a blocked name and a deactivated account get the same answer
after the same work (OWASP ASVS 5.0, 6.3.8).
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.accounts import session
from casework.accounts.blocks import name_key
from casework.accounts.models import PastPassword
from casework.accounts.passwords import REMEMBERED, is_demo_password
from casework.accounts.provider.leaving import leaving_address
from casework.accounts.signals import sign_in_blocked

REFUSED = _(
    "The sign-in did not work. Please check name and password. After several failed attempts a "
    "name is blocked for a quarter of an hour; your administrator can lift that."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "too_many_login_attempts": REFUSED,
        "invalid_login": REFUSED,
        "account_inactive": REFUSED,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("Please enter the password you have now."),
        "rate_limited": _("Too many attempts. Please wait some minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody can register: people of the authority get their sign-in from it."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, or None, after one password hash whatever the reason.

        Raises ValidationError with the same words where too many attempts failed before.
        """
        password = credentials.get("password") or ""
        try:
            self.pre_authenticate(request, **credentials)
        except ValidationError:
            User().set_password(password)  # as long as for a name that is not blocked
            sign_in_blocked.send(type(self), request=request, name=_name(credentials))
            raise
        if is_demo_password(password) and not settings.DEMO:
            credentials = {**credentials, "password": f"{password}\0"}  # checked like any wrong one
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()  # a deactivated person; nobody asks
        if not isinstance(user, User):
            return None
        self._rollback_login_failed_rl_usage()
        return user

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return name_key(_name(credentials))

    def set_password(self, user: User, password: str) -> None:
        """Set it and remember the one before."""
        if user.pk and user.password and user.has_usable_password():
            PastPassword.objects.create(user=user, password=user.password, kept_at=timezone.now())
            kept = PastPassword.objects.filter(user=user).values("pk")[:REMEMBERED]
            PastPassword.objects.filter(user=user).exclude(
                pk__in=list(kept.values_list("pk", flat=True))
            ).delete()
        super().set_password(user, password)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Only those come here who signed in without a password of ours."""
        clear_login(request)
        messages.error(request, REFUSED)
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after signing in: that was the proof."""
        proved = session.confirmed_at(context.request.session)
        return time.time() - proved >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ways to prove who one is: those of django-allauth, else the identity provider."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if methods or not user.is_authenticated:
            return methods
        return [{"id": "provider", "description": "", "url": reverse("account_provider_again")}]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return leaving_address(request) or reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


def refuse(request: HttpRequest, text: Any = REFUSED) -> ImmediateHttpResponse:
    """What ends a sign-in under way: back to the sign-in page with a sentence."""
    clear_login(request)
    messages.error(request, text)
    return ImmediateHttpResponse(redirect("account_login"))


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")
