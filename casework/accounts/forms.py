"""Codes of the authenticator app count once; the form for a first password."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.access.models import User

VALID = 3 * 30  # seconds a code is taken: its own half minute, the one before and after


class _Once(forms.Form):
    """With a tolerance for clocks a code lives longer than django-allauth remembers its use."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            key = f"totp-used:{self.user.pk}:{normalize_user_code(code)}"
            if not cache.add(key, True, VALID):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class CodeAgainForm(_Once, ReauthenticateForm):  # type: ignore[misc]
    """Proving again who one is."""


class FirstPasswordForm(forms.Form):
    """A password twice, judged with the person's own data in mind."""

    password1 = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
        help_text=_(
            "At least 12 characters; several words in a row are good. Not a common password, "
            "not your name, not one you had here before."
        ),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password1" in cleaned and cleaned["password1"] != cleaned.get("password2"):
            self.add_error("password2", ValidationError(_("The two passwords differ.")))
        return cleaned


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey with the name its owner gives it."""

    name = forms.CharField(label=_("Name of the passkey"), required=False, max_length=60)


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)
