"""What the installation knows of FIT-Connect, from the environment."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Config:
    """Addresses and credentials of the authority's client (docs/settings.md)."""

    api: str
    token_url: str
    client_id: str
    client_secret: str


def config() -> Config | None:
    """The access, or None where none is set up. ValueError for an address without encryption."""
    values = dict(settings.FITCONNECT)
    if not all(values.values()):
        return None
    for url in (values["api"], values["token_url"]):
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError(f"FIT-Connect must be reached by https, not {parts.scheme}")
    return Config(**{**values, "api": values["api"].rstrip("/")})
