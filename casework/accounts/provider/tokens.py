"""Judging an ID token: OpenID Connect Core 1.0, 3.1.3.7; OWASP ASVS 5.0, 10.5.

The signature is checked although the token came straight from the provider, where the standard
would let one trust the connection alone.
"""

import hmac
from collections.abc import Collection, Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ASYMMETRIC = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60  # seconds clocks may differ
LONGEST_SUB = 191  # what the column of django-allauth holds


class BadToken(OAuth2Error):  # type: ignore[misc]
    """The token proves nothing; the message says why, for the log alone."""


def verify(
    token: str,
    *,
    keys: Mapping[str, Any],
    issuer: str,
    client_id: str,
    nonce: str,
    acr: Collection[str] = (),
    fresh_since: float | None = None,
) -> dict[str, Any]:
    """The claims of a token that is genuine, meant for us, current, and the answer to our question.

    `keys` is the provider's JSON Web Key Set; `acr`, where given, the ways of signing in that are
    enough; `fresh_since` the moment since when the person must have signed in there (`auth_time`).
    Raises BadToken.
    """
    key, algorithm = _key(token, keys)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise BadToken(f"ID token: {type(error).__name__}") from error
    _answers(claims, client_id, nonce)
    if acr and claims.get("acr") not in acr:
        raise BadToken("ID token: the person signed in there in a way that is not enough")
    if fresh_since is not None and not _number(claims.get("auth_time")) >= fresh_since - LEEWAY:
        raise BadToken("ID token: the person did not sign in anew")
    return claims


def _answers(claims: Mapping[str, Any], client_id: str, nonce: str) -> None:
    given = claims.get("nonce")
    if not isinstance(given, str) or not nonce or not hmac.compare_digest(given, nonce):
        raise BadToken("ID token: wrong nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise BadToken("ID token: issued for somebody else")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUB:
        raise BadToken("ID token: no usable subject")


def _key(token: str, keys: Mapping[str, Any]) -> tuple[Any, str]:
    try:
        header = jwt.get_unverified_header(token)
        known = jwt.PyJWKSet.from_dict(dict(keys)).keys
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise BadToken(f"ID token: {type(error).__name__}") from error
    algorithm, kid = str(header.get("alg")), header.get("kid")
    if algorithm not in ASYMMETRIC:
        raise BadToken("ID token: signed with an algorithm that is not accepted")
    fitting = [one for one in known if kid is None or one.key_id == kid]
    if len(fitting) != 1:
        raise BadToken("ID token: signed with an unknown key")
    return fitting[0].key, algorithm


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
