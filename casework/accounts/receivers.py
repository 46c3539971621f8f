"""Signing in and out in the log: for accounts that exist, never what was typed.

A name that nobody has may be a password in the wrong field. Failed passwords are noted by
casework.audit.sign_in.
"""

import time
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth_signals
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from casework.access.models import User
from casework.accounts import session
from casework.accounts.provider import leaving
from casework.accounts.signals import sign_in_blocked
from casework.audit.log import acting

BLOCK_NOTED = 15 * 60  # one line a block, not one an attempt


def connect() -> None:
    """Called once, when the application starts."""
    here = "accounts."
    auth_signals.user_logged_in.connect(_begin, dispatch_uid=here + "begin")
    auth_signals.user_logged_out.connect(_signed_out, dispatch_uid=here + "out")
    account_signals.user_logged_in.connect(_signed_in, dispatch_uid=here + "in")
    account_signals.authentication_step_completed.connect(
        _confirmed, dispatch_uid=here + "confirmed"
    )
    account_signals.password_changed.connect(_password_changed, dispatch_uid=here + "password")
    factor_signals.authenticator_added.connect(_factor_added, dispatch_uid=here + "added")
    factor_signals.authenticator_removed.connect(_factor_removed, dispatch_uid=here + "removed")
    factor_signals.authenticator_reset.connect(_codes_made, dispatch_uid=here + "codes")
    factor_signals.authentication_failed.connect(_code_wrong, dispatch_uid=here + "wrong")
    sign_in_blocked.connect(_blocked, dispatch_uid=here + "blocked")


def _begin(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    session.begin(request, user, time.time())


def _signed_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if "sociallogin" in kwargs:
        request.session[leaving.KEY] = kwargs["sociallogin"].leaving
    records = request.session.get(session.RECORDS) or []
    how = [record.get("type") or record.get("method") for record in records]
    note("sign-in", user, by=user, further={"how": how})


def _confirmed(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """Give the session another key once somebody proved again who they are (ASVS 7.2.4)."""
    if not kwargs.get("reauthenticated"):
        return
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _signed_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if not isinstance(user, User):
        return
    reason = getattr(request, "sign_out_reason", None)
    if reason:
        note("sign-in.ended", user, by=None, further={"why": reason})
    else:
        note("sign-out", user, by=user)


def _blocked(sender: object, name: str, **kwargs: Any) -> None:
    user = _named(name)
    if user and cache.add(f"sign-in-blocked:{user.pk}", True, BLOCK_NOTED):
        note("sign-in.blocked", user, by=None)


def _code_wrong(sender: object, user: User, **kwargs: Any) -> None:
    note("sign-in.factor-failed", user, by=None)


def _password_changed(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note("password.change", user, by=user)
    for one in UserSession.objects.filter(user=user):
        if one.session_key != request.session.session_key:
            one.end()


def _factor_added(sender: object, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note("factor.add", user, by=user, further={"kind": authenticator.type})


def _factor_removed(
    sender: object, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    note("factor.remove", user, by=user, further={"kind": authenticator.type})


def _codes_made(sender: object, user: User, **kwargs: Any) -> None:
    note("factor.codes", user, by=user)


def note(act: str, user: User, *, by: User | None, further: dict[str, Any] | None = None) -> None:
    """One line about `user`; `by` None where nobody proved to be them."""
    with (
        transaction.atomic(),
        acting(by=by, act=act, subject=user, authority_id=user.authority_id, further=further),
    ):
        pass


def _named(name: str) -> User | None:
    matches = Q(username__iexact=name) | Q(email__iexact=name)
    return User.objects.filter(matches).order_by("pk").first() if name else None
