"""Who may come in through an identity provider, and as whom."""

import logging
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, UnitPermission, User
from casework.accounts.adapter import refuse
from casework.accounts.provider.config import providers
from casework.accounts.provider.connection import Connection
from casework.accounts.provider.mapping import apply, new_person, values_of, wanted
from casework.audit.log import acting

logger = logging.getLogger(__name__)
FAILED = _("The sign-in through the identity provider did not work. Please try again.")
NO_ROLE = _(
    "The identity provider knows you, but you have no role here. Please ask your administrator."
)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or make the account and set its roles; ends the sign-in where it gets none.

        `sociallogin.claims` are verified.
        """
        provider = providers()[sociallogin.account.provider]
        authority = Authority.objects.filter(slug=provider.authority).first()
        if authority is None:
            raise refuse(request, FAILED)
        values = values_of(sociallogin.claims, provider.claim)
        now = timezone.now()
        if not sociallogin.is_existing:
            if not wanted(authority, values, timezone.localdate(now)):
                _note_refusal(authority)
                raise refuse(request, NO_ROLE)
            _make(request, sociallogin, authority)
        user = sociallogin.user
        if user.authority_id != authority.pk or not user.is_active:
            _note_refusal(authority)
            raise refuse(request, NO_ROLE)
        apply(user=user, values=values, now=now)
        if not UnitPermission.objects.filter(user=user).exists():
            _note_refusal(authority)
            raise refuse(request, NO_ROLE)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made above or not at all."""
        return False

    def get_requests_session(self) -> Connection:
        return Connection()

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Back to the sign-in page; why stands in the program's log, without who it was."""
        why = str(exception) if exception.__class__.__name__ == "BadToken" else error
        logger.warning("Sign-in through %s failed: %s", provider.sub_id, why)
        raise refuse(request, FAILED)


def _make(request: HttpRequest, sociallogin: SocialLogin, authority: Authority) -> None:
    with transaction.atomic():
        person = new_person(authority, sociallogin.claims)
        person.save()
        with acting(by=None, act="person.create", subject=person, authority_id=authority.pk):
            sociallogin.connect(request, person)


def _note_refusal(authority: Authority) -> None:
    with (
        transaction.atomic(),
        acting(by=None, act="sign-in.refused", subject=authority, authority_id=authority.pk),
    ):
        pass


def known_as(user: User) -> list[str]:
    """Ids of the providers through which `user` signs in."""
    found: list[str] = list(user.socialaccount_set.values_list("provider", flat=True))  # type: ignore[attr-defined]
    return found
