"""The one-time link with which a person sets their password: made by an administrator, once read,
three days long. Only its hash is kept.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from casework.access.models import User
from casework.accounts.models import SignInLink

LASTS = timedelta(days=3)


def make(*, user: User, by: User, now: datetime) -> str:
    """A new secret for `user`; one made before is void. Within the act that asks for it."""
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.update_or_create(
        user=user,
        defaults={
            "secret_hash": _hash(secret),
            "made_by": by,
            "made_at": now,
            "ends_at": now + LASTS,
            "used_at": None,
        },
    )
    return secret


def owner(user: int, secret: str, now: datetime) -> User | None:
    """Whose link this is, None when it is wrong, used, over, or of somebody who left."""
    link = (
        SignInLink.objects.select_related("user__authority")
        .filter(user__in=User.objects.filter(pk=user))  # no error for numbers beyond any id
        .first()
    )
    known = link.secret_hash if link else _hash("")
    if not hmac.compare_digest(known, _hash(secret)) or link is None:
        return None
    if link.used_at or now >= link.ends_at or not link.user.is_active:
        return None
    return link.user


def use(*, user: User, secret: str, now: datetime) -> bool:
    """Use the link up; False when somebody was quicker. In the transaction of the act."""
    found = SignInLink.objects.filter(
        user=user, secret_hash=_hash(secret), used_at__isnull=True, ends_at__gt=now
    )
    return found.update(used_at=now) == 1


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
