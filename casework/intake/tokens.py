"""Tokens of senders: made once, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import datetime

from casework.access.models import Authority
from casework.intake.models import SenderToken


def create_token(*, authority: Authority, name: str, now: datetime) -> str:
    """Make a token for a sender and return it; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    SenderToken.objects.create(
        authority=authority, name=name, token_sha256=_hash(token), created_at=now
    )
    return token


def find_token(token: str) -> SenderToken | None:
    """The valid token with this secret, or None."""
    return (
        SenderToken.objects.select_related("authority")
        .filter(token_sha256=_hash(token), revoked_at__isnull=True)
        .first()
    )


def _hash(token: str) -> str:
    # A token is 256 random bits, so that a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()
