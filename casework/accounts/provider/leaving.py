"""Signing out at the identity provider too (OpenID Connect RP-Initiated Logout 1.0)."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

KEY = "leaving"  # in the session: address, token and client_id


def leaving_address(request: HttpRequest) -> str | None:
    """Where signing out goes on, and comes back from; None for a sign-in without provider."""
    stored = request.session.get(KEY)
    if not isinstance(stored, dict) or not stored:
        return None
    query = {
        "id_token_hint": stored["token"],
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("account_login")),
        "client_id": stored["client_id"],
    }
    return f"{stored['address']}?{urlencode(query)}"
