"""Failed sign-ins in the log: for accounts that exist, never what was typed.

A name that nobody has may be a password in the wrong field.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q

from casework.access.models import User
from casework.audit.log import acting

FAILED = "sign-in.failed"


def note_failure(sender: object, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Receiver of Django's `user_login_failed`."""
    keys = ("username", "login", "email")
    name = next((str(credentials[key]) for key in keys if credentials.get(key)), "")
    matches = Q(username__iexact=name) | Q(email__iexact=name)
    user = User.objects.filter(matches).order_by("pk").first() if name else None
    if user is None:
        return
    with (
        transaction.atomic(),
        acting(by=None, act=FAILED, subject=user, authority_id=user.authority_id),
    ):
        pass
