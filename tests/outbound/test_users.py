"""Who asks other servers keeps to the rules, and says so where they forbid it."""

import pytest
import requests
from pytest_django import Settings

from casework.accounts.provider.connection import Connection
from casework.audit.timestamps import stamp
from casework.delivery.fitconnect.client import FitConnect, Refused
from casework.delivery.fitconnect.config import Config
from legal.download import Unreachable
from legal.portal import Portal


def test_the_law(server: str) -> None:
    """Refused at once; only passing trouble is tried again."""
    pauses: list[float] = []
    with pytest.raises(Unreachable, match="is not asked: 127.0.0.1 may only be reached by https"):
        Portal(server, sleep=pauses.append, inside=()).slugs()
    assert pauses == []


def test_the_time_stamps(server: str, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.TIMESTAMP_URL, settings.INSIDE_HOSTS = server, []
    assert stamp(b"a seal") is None
    assert "may only be reached by https" in caplog.text


def test_letters_through_a_portal(server: str, settings: Settings) -> None:
    settings.INSIDE_HOSTS = []
    client = FitConnect(Config(api=server, token_url=server, client_id="a", client_secret="b"))
    with pytest.raises(Refused, match="may only be reached by https"):
        client.keys()


def test_no_token_follows_a_redirect(server: str) -> None:
    elsewhere = f"{server}/?to={server}/other"
    client = FitConnect(Config(api=server, token_url=elsewhere, client_id="a", client_secret="b"))
    with pytest.raises(Refused, match="302"):
        client.announce("case", [])


def test_the_identity_provider(server: str, settings: Settings) -> None:
    """Also where it names an address of the house as that of its keys, or leads on to one."""
    with Connection() as connection:
        assert connection.get(server).status_code == 200
        answer = connection.get(f"{server}/?to=http://10.0.0.1/")
        assert (answer.status_code, answer.history) == (302, [])
        settings.INSIDE_HOSTS = []
        for address in (server, server.replace("http:", "https:"), "ftp://law.example/"):
            with pytest.raises(requests.RequestException):
                connection.get(address)
