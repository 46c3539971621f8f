"""The product as an authority runs it: started anew with the documented settings, without debug."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

RUN = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING")
# Nothing was collected here; that the pages find their files is for other tests.
plain_files = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain_files}
client = Client(SERVER_NAME="sachstand.example.org")
page = client.get("/accounts/login/", secure=True)
client.post("/i18n/setlang/", {"language": "en"}, secure=True)
print(json.dumps({
    "plain": client.get("/accounts/login/").get("Location"),
    "status": page.status_code,
    "hsts": page.get("Strict-Transport-Security"),
    "session": {name: getattr(settings, "SESSION_COOKIE_" + name) for name in
                ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")},
    "cookies": {name: morsel.OutputString() for name, morsel in client.cookies.items()},
    "missing": client.get("/no-such-page/", secure=True).content.decode(),
}))
"""


@pytest.fixture
def answers(db: None, tmp_path: Path) -> dict[str, Any]:
    """What a process of its own answers, over HTTPS and not."""
    (tmp_path / "static").mkdir()
    (tmp_path / "secret").write_text("f" * 8 + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN")
    given = connection.get_connection_params()
    host, port = str(given.get("host") or ""), given.get("port") or 5432
    user, name = quote(str(given.get("user") or "")), connection.settings_dict["NAME"]
    password = f":{quote(str(given['password']))}" if given.get("password") else ""
    place = f"/{name}?host={host}" if host.startswith("/") else f"{host}:{port}/{name}"
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("SACHSTAND_", "FITCONNECT_"))}
    kept.pop("SECRET_KEY", None)
    documented = {
        "DATABASE_URL": f"postgres://{user}{password}@{place}",
        "SECRET_KEY_FILE": str(tmp_path / "secret"),
        "ALLOWED_HOSTS": "sachstand.example.org",
        "SACHSTAND_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "casework.settings",
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", RUN],
        cwd=settings.BASE_DIR,
        env={**kept, **documented},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_it_is_fit_to_be_deployed(answers: dict[str, Any]) -> None:
    """`check --deploy` finds nothing, cookies belong to this host alone, plain HTTP leads away."""
    assert answers["status"] == 200
    assert answers["plain"] == "https://sachstand.example.org/accounts/login/"
    assert answers["hsts"] == "max-age=31536000; includeSubDomains"
    assert answers["session"] == {
        "NAME": "__Host-sessionid",
        "SECURE": True,
        "HTTPONLY": True,
        "SAMESITE": "Lax",
        "PATH": "/",
        "DOMAIN": None,
    }
    assert {"__Host-csrftoken", "__Host-language"} <= set(answers["cookies"])
    for name, cookie in answers["cookies"].items():
        parts = cookie.split("; ")
        assert name.startswith("__Host-") and "Secure" in parts and "SameSite=Lax" in parts
        assert "Path=/" in parts and "Domain" not in cookie
        assert "HttpOnly" in parts or name == "__Host-csrftoken"
    assert "Traceback" not in answers["missing"] and "urlpatterns" not in answers["missing"]
