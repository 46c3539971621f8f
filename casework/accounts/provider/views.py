"""To the identity provider and back: authorization code with PKCE, state and nonce."""

import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from casework.accounts.adapter import refuse
from casework.accounts.provider.config import Provider, providers
from casework.accounts.provider.tokens import BadToken, verify

LOCAL = ("localhost", "127.0.0.1")


class ProviderClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """django-allauth's client, which then believes the ID token alone, and only a verified one."""

    state: dict[str, Any]

    @property
    def settled(self) -> Provider:
        """What the installation says of this provider."""
        return providers()[self.provider_id]

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself, if it says it is the one we mean."""
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != self.settled.issuer:
            raise BadToken("the provider's configuration names another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            parts = urlsplit(str(config.get(name, "")))
            if parts.scheme != "https" and parts.hostname not in LOCAL:
                raise BadToken(f"the provider's {name} is not encrypted")
        return config

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The sign-in with verified claims; nothing of them is kept with the account."""
        asked, raw = self.state.get("data") or {}, str(kwargs["response"].get("id_token") or "")
        claims = verify(
            raw,
            keys=self._keys(),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=str(asked.get("nonce", "")),
            acr=self.settled.acr,
            fresh_since=asked.get("fresh_since"),
        )
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {}
        login.claims = claims
        login.leaving = self._leaving(raw)
        return login

    def _keys(self) -> dict[str, Any]:
        with get_adapter().get_requests_session() as connection:
            answer = connection.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
        return found

    def _leaving(self, raw: str) -> dict[str, str]:
        """What signing out there needs; empty where the provider has no such page."""
        address = self.openid_config.get("end_session_endpoint")
        if not address:
            return {}
        return {"address": str(address), "token": raw, "client_id": self.settled.client_id}


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """django-allauth's, which tells the client what was asked for."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


@login_not_required
@never_cache
@require_POST
def provider_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider; with `again`, where the person shall sign in there anew."""
    if provider_id not in providers():
        raise Http404
    nonce, again = secrets.token_urlsafe(32), "again" in request.POST
    asked = {"nonce": nonce, "fresh_since": time.time() if again else None}
    further = {"nonce": nonce} | ({"prompt": "login", "max_age": "0"} if again else {})
    if acr := providers()[provider_id].acr:
        further["acr_values"] = " ".join(acr)
    provider = get_adapter(request).get_provider(request, provider_id)
    provider.oauth2_adapter_class = ProviderClient
    wished = request.POST.get("next", "")
    try:
        answer: HttpResponse = provider.redirect(
            request,
            "login",
            next_url=wished if get_account_adapter(request).is_safe_url(wished) else None,
            data=asked,
            auth_params=further,
        )
    except (RequestException, BadToken, ValueError, KeyError):
        stop = refuse(request, _("The identity provider does not answer. Please try again later."))
        return _response(stop)
    return answer


@login_not_required
@never_cache
@require_GET
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider."""
    if provider_id not in providers():
        raise Http404
    view = Callback.adapter_view(ProviderClient(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


def _response(stop: ImmediateHttpResponse) -> HttpResponse:
    answer: HttpResponse = stop.response
    return answer
