"""Second factors: what the authenticator app shows, and secrets that lie encrypted."""

import base64
import hashlib
import io

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import User
from casework.accounts.rules import needs_second_factor, rules_of


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: dict[str, Promise] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That did not work. Please try again with a new code."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor. Add another one before you remove the last."
        ),
    }

    def get_totp_label(self, user: User) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return "Sachstand"

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, black on white in the dark scheme too: cameras need the contrast."""
        picture = io.BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", dark="#000", light="#fff", scale=5)
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken when SECRET_KEY was changed without SECRET_KEY_FALLBACKS."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a person whose role needs one."""
        others = strong_factors(authenticator.user).exclude(pk=authenticator.pk)
        user = authenticator.user
        return others.exists() or not needs_second_factor(user, rules_of(user.authority_id))

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        return _("Passkey of %(day)s") % {
            "day": formats.date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
        }


def strong_factors(user: User | AnonymousUser) -> QuerySet[Authenticator]:
    """The authenticator app and the passkeys of a person; recovery codes are no factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user.pk, type__in=kinds)
    return found


def _box() -> MultiFernet:
    """Keys of our own from the signing keys: the newest encrypts, older ones still decrypt."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(one)) for one in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"second factor " + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
