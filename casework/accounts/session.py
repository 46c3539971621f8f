"""What a session remembers of its sign-in: when, how long it may last, how strong it was."""

from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest

from casework.access.models import User
from casework.accounts.rules import needs_second_factor, rules_of

KEY = "sign_in"
NOTED_EVERY = 60  # seconds between two notes of activity: not every request writes
RECORDS = "account_authentication_methods"  # where django-allauth notes how somebody signed in
STRONG = ("mfa", "socialaccount")
Session = MutableMapping[str, Any]
Ended = Literal["idle", "over", "demo", "unknown"]


@dataclass
class Mark:
    """Moments in seconds since 1970, spans in seconds.

    `add_factor`: the person must set up a second factor before anything else. The rules are those
    of the authority at the time of the sign-in; changed ones hold from the next one on.
    """

    at: float
    seen: float
    idle: int
    until: float
    confirm: int
    confirm_password: int
    add_factor: bool = False
    demo: bool = False


def begin(request: HttpRequest, user: User, now: float) -> None:
    """Note the sign-in of `user` in the session."""
    rules = rules_of(user.authority_id)
    strong = is_strong(request.session)
    mark = Mark(
        at=now,
        seen=now,
        idle=rules.idle_minutes * 60,
        until=now + rules.session_hours * 3600,
        confirm=rules.confirm_minutes * 60,
        confirm_password=rules.confirm_minutes_password * 60,
        add_factor=not strong and needs_second_factor(user, rules),
        demo=settings.DEMO,
    )
    request.session[KEY] = asdict(mark)


def mark_of(session: Session) -> Mark | None:
    """What the session remembers, None when it is of nobody (or of an older version)."""
    try:
        return Mark(**session[KEY])
    except (KeyError, TypeError):
        return None


def keep(session: Session, mark: Mark) -> None:
    """Write `mark` back."""
    session[KEY] = asdict(mark)


def ended(mark: Mark | None, now: float) -> Ended | None:
    """Why a session is over at `now`, None while it runs."""
    if mark is None:
        return "unknown"
    if mark.demo != settings.DEMO:
        return "demo"
    if now >= mark.until:
        return "over"
    return "idle" if now - mark.seen >= mark.idle else None


def is_strong(session: Session) -> bool:
    """Whether a second factor, a passkey or the identity provider vouched for this session."""
    return any(record.get("method") in STRONG for record in session.get(RECORDS) or [])


def confirmed_at(session: Session) -> float:
    """When the person last proved who they are; 0 for never."""
    mark = mark_of(session)
    proofs = [float(record.get("at", 0)) for record in session.get(RECORDS) or []]
    return max([*proofs, mark.at if mark else 0.0])
