"""Reads the identity providers (OpenID Connect) of an installation from a TOML file.

    [[provider]]
    id = "lindenfurt"                        # in the address /accounts/oidc/lindenfurt/
    authority = "lindenfurt"                 # short name of the authority whose people sign in
    name = "Verzeichnisdienst der Stadt"     # on the button
    issuer = "https://id.lindenfurt.example/realms/stadt"
    client_id = "sachstand"
    client_secret_file = "/run/secrets/oidc"
    claim = "groups"                         # its values are mapped to roles in the browser
    acr = ["urn:example:2fa"]                # optional: the sign-in must have been one of these

Nothing here is a Django setting, so that the settings can read it.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from casework.environment import env, secret

TEXTS = ("id", "authority", "name", "issuer", "client_id", "client_secret_file")


@dataclass(frozen=True)
class Provider:
    """An identity provider and the authority whose people it vouches for."""

    id: str
    authority: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    claim: str = "groups"
    acr: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Scheme and host, to which our forms may lead."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def for_allauth(self) -> dict[str, Any]:
        """The entry of django-allauth's settings."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer, "fetch_userinfo": False},
        }


def identity_providers() -> list[Provider]:
    """Those of the file SACHSTAND_OIDC names; none without it. ImproperlyConfigured says what is
    wrong."""
    path = env.str("SACHSTAND_OIDC", default="")
    if not path:
        return []
    try:
        text = Path(path).read_text(encoding="utf-8")
        rows = tomllib.loads(text).get("provider", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"SACHSTAND_OIDC cannot be read: {error}") from error
    found = [_provider(row) for row in rows]
    if len({one.id for one in found}) < len(found):
        raise ImproperlyConfigured("SACHSTAND_OIDC: two providers have the same id.")
    return found


def _provider(row: dict[str, Any]) -> Provider:
    missing = [name for name in TEXTS if not isinstance(row.get(name), str) or not row[name]]
    if missing:
        raise ImproperlyConfigured(f"SACHSTAND_OIDC: a provider lacks {', '.join(missing)}.")
    if not re.fullmatch(r"[a-z0-9-]+", row["id"]):
        raise ImproperlyConfigured("SACHSTAND_OIDC: an id is of small letters, digits, hyphens.")
    parts = urlsplit(row["issuer"])
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise ImproperlyConfigured(f"SACHSTAND_OIDC: {row['issuer']} must begin with https://.")
    return Provider(
        id=row["id"],
        authority=row["authority"],
        name=row["name"],
        issuer=row["issuer"].rstrip("/"),
        client_id=row["client_id"],
        client_secret=secret("", row["client_secret_file"]),
        claim=str(row.get("claim", "groups")),
        acr=tuple(row.get("acr", ())),
    )
