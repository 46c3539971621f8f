"""What the page about one's own sign-in shows."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.accounts import session
from casework.accounts.rules import needs_second_factor, rules_of

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    """A session somebody has open."""

    number: int
    device: str
    address: str
    since: datetime
    seen: datetime
    current: bool


@dataclass
class Overview:
    """`must_add`: nothing else works before a second factor is there; `needed`: the role asks."""

    has_password: bool
    needed: bool
    must_add: bool
    app: Authenticator | None = None
    passkeys: list[Authenticator] = field(default_factory=list)
    codes_left: int | None = None
    sessions: list[OpenSession] = field(default_factory=list)

    @property
    def has_factor(self) -> bool:
        return bool(self.app or self.passkeys)


def overview_of(request: HttpRequest, user: User) -> Overview:
    """The page of `user`, whose session the request is."""
    mark = session.mark_of(request.session)
    page = Overview(
        has_password=user.has_usable_password(),
        needed=needs_second_factor(user, rules_of(user.authority_id)),
        must_add=bool(mark and mark.add_factor),
    )
    for one in Authenticator.objects.filter(user=user).order_by("created_at"):
        if one.type == Authenticator.Type.TOTP:
            page.app = one
        elif one.type == Authenticator.Type.WEBAUTHN:
            page.passkeys.append(one)
        else:
            page.codes_left = len(one.wrap().get_unused_codes())
    page.sessions = sessions_of(user, request.session.session_key)
    return page


def sessions_of(user: User, current: str | None = None) -> list[OpenSession]:
    """The open sessions of `user`, the one in use first, then the one used last."""
    found = [
        OpenSession(
            number=one.pk,
            device=device(one.user_agent),
            address=one.ip,
            since=one.created_at,
            seen=one.last_seen_at,
            current=one.session_key == current,
        )
        for one in UserSession.objects.purge_and_list(user)
    ]
    return sorted(found, key=lambda one: (not one.current, -one.seen.timestamp()))


def device(agent: str) -> str:
    """Browser and system in a word each, as far as they can be told."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    if not browser and re.search(r"Version/\S+ .*Safari/", agent):
        browser = "Safari"
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unknown device")
