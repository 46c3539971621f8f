"""Reads the environment for the settings; every failure names the variable and what to do."""

import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from casework import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def data_dir() -> Path:
    """Folder for what the installation keeps on disk: documents, embedded database, own key."""
    return Path(env.str("SACHSTAND_DATA", default=str(BASE_DIR / "var"))).resolve()


def database_url() -> str:
    """The address of the PostgreSQL server; starts the embedded one when none is named."""
    url: str = env.str("DATABASE_URL", default="")
    if url:
        if not url.startswith(("postgres://", "postgresql://", "psql://")):
            raise ImproperlyConfigured(
                "DATABASE_URL must name a PostgreSQL 15+ server, like "
                "postgres://user:password@host:5432/sachstand. Leave it empty for the embedded one."
            )
        return url
    return embedded.start(data_dir())


def secret_key() -> str:
    """The signing key: from SECRET_KEY or SECRET_KEY_FILE, else one made for this data folder.

    A key of our own making is only allowed with the embedded database, that is for a first run;
    several web processes on several machines need one common key.
    """
    if key := env.str("SECRET_KEY", default=""):
        return str(key)
    if path := env.str("SECRET_KEY_FILE", default=""):
        try:
            return Path(path).read_text(encoding="ascii").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"SECRET_KEY_FILE cannot be read: {error}") from error
    if env.str("DATABASE_URL", default="") and not env.bool("SACHSTAND_DEMO", default=False):
        raise ImproperlyConfigured(
            "SECRET_KEY (or SECRET_KEY_FILE) is needed beside DATABASE_URL: at least 50 random "
            "characters, the same for every web and worker process."
        )
    return _own_key(data_dir() / "secret_key")


def older_keys() -> list[str]:
    """Signing keys used before: what they signed or encrypted is still read, nothing new is."""
    return [secret("", path) for path in env.list("SECRET_KEY_FALLBACK_FILES", default=[])]


def secret(value: str, path: str) -> str:
    """A secret as it was given, or as it stands in the file at `path`; "" for none."""
    if not path:
        return value
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"The secret in {path} cannot be read: {error}") from error


def _own_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(50)
    path.write_text(key, encoding="ascii")
    return key


def mail_settings(url: str, sender: str, site: str) -> dict[str, Any]:
    """Django's settings of the mail server at `url`, like smtp+tls://name:password@host:587.

    Also needed are a `sender` and the address of the pages (`site`), to which the mails lead.
    """
    schemes = ("smtp", "smtp+tls", "smtp+ssl", "consolemail")
    if url.partition("://")[0] not in schemes:
        raise ImproperlyConfigured(
            "SACHSTAND_MAIL_URL must name a mail server, like smtp+tls://name:password@host:587."
        )
    if not sender or not site.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            "Beside SACHSTAND_MAIL_URL, SACHSTAND_MAIL_FROM must name the sender and SACHSTAND_URL "
            "the address of the pages, like https://sachstand.example.org."
        )
    found: dict[str, Any] = environ.Env.email_url_config(url)
    return found


def audit_limits() -> dict[str, int]:
    """From when on a pattern in the log counts as unusual, where the installation says so."""
    try:
        limits: dict[str, int] = env.dict("SACHSTAND_AUDIT_LIMITS", {"value": int}, default={})
    except ValueError as error:
        raise ImproperlyConfigured(
            "SACHSTAND_AUDIT_LIMITS must be names with numbers, like overrides=5;night_acts=10."
        ) from error
    return limits


def second_factor_roles(default: list[str]) -> list[str]:
    """The roles whose sign-in needs a second factor where an authority has not settled it."""
    named: list[str] = env.list("SACHSTAND_SECOND_FACTOR", default=default)
    known = {"work", "lead", "audit", "administer"}
    if not set(named) <= known:
        raise ImproperlyConfigured(
            "SACHSTAND_SECOND_FACTOR must name roles, like lead,audit,administer."
        )
    return named
