"""The provider's process and a person's browser at it."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from casework.identity import Provider

ROOT = Path(__file__).resolve().parents[2]
CALLBACK = "/accounts/oidc/stadt/"


@dataclass
class Server:
    """A running provider."""

    folder: Path
    address: str

    def groups(self, *names: str) -> None:
        """From now on Mona is in these groups."""
        (self.folder / "groups.json").write_text(json.dumps({"mona": list(names)}))

    def take_back_to(self, address: str) -> None:
        """Let the provider send people back to this address as well."""
        uris = "\n".join([f"http://testserver{CALLBACK}", f"{address}{CALLBACK}"])
        with sqlite3.connect(self.folder / "db.sqlite3") as database:
            database.execute("UPDATE allauth_idp_oidc_client SET redirect_uris = ?", [uris])

    def provider(self, **changes: Any) -> Provider:
        """The provider as an installation would name it."""
        given = {
            "id": "stadt",
            "authority": "lindenfurt",
            "name": "Verzeichnis der Stadt",
            "issuer": self.address,
            "client_id": "sachstand",
            "client_secret": "secret-of-the-client",
        }
        return Provider(**(given | changes))


@pytest.fixture(scope="session")
def oidc_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """django-allauth's provider in a process of its own, once a run."""
    folder = tmp_path_factory.mktemp("oidc")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    (folder / "groups.json").write_text("{}")
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "OIDC_FOLDER": str(folder),
        "OIDC_REDIRECTS": f"http://testserver{CALLBACK}",
    }
    command = [sys.executable, "-m", "tests.accounts.oidc_server.serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        yield Server(folder, f"http://127.0.0.1:{_port(folder, process)}")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def oidc(oidc_process: Server, settings: Any) -> Server:
    """The provider, set up here for the authority of the tests."""
    use(settings, oidc_process.provider())
    return oidc_process


def use(settings: Any, provider: Provider) -> None:
    """Set the installation up with one provider, as casework.settings would."""
    settings.IDENTITY_PROVIDERS = [provider]
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            **settings.SOCIALACCOUNT_PROVIDERS["openid_connect"],
            "APPS": [provider.for_allauth()],
        }
    }
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "form-action": ["'self'", provider.origin]}
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}


def agree(address: str, visit: requests.Session | None = None) -> str:
    """Be Mona at the provider: sign in there if asked; the address it sends one back to."""
    visit = visit or requests.Session()
    answer = visit.get(address, allow_redirects=False)
    while not _is_back(answer):
        if answer.is_redirect:
            url = requests.compat.urljoin(answer.url, answer.headers["Location"])
            answer = visit.get(url, allow_redirects=False)
        else:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text)
            assert token, answer.text
            data = {"csrfmiddlewaretoken": token[1], "login": "mona", "password": "pw"}
            following = re.search(r'name="next"\s+value="([^"]+)"', answer.text)
            if following:
                data["next"] = following[1].replace("&amp;", "&")
            answer = visit.post(answer.url, data=data, allow_redirects=False)
            assert answer.is_redirect, answer.text
    return answer.headers["Location"]


def _is_back(answer: requests.Response) -> bool:
    return answer.is_redirect and CALLBACK in answer.headers["Location"].partition("?")[0]


def _port(folder: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 30
    while not (folder / "port").exists():
        assert process.poll() is None, "the provider did not start"
        assert time.monotonic() < until, "the provider takes too long"
        time.sleep(0.05)
    return (folder / "port").read_text()
