"""The file that names the identity providers: read, or refused with what is wrong."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casework.environment import second_factor_roles
from casework.identity import identity_providers

GOOD = """[[provider]]
id = "stadt"
authority = "lindenfurt"
name = "Verzeichnis"
issuer = "https://id.example/realms/stadt/"
client_id = "sachstand"
client_secret_file = "{secret}"
claim = "realm_access.roles"
acr = ["2fa"]
"""


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A right file, named in the environment."""
    (tmp_path / "secret").write_text("s3cret\n")
    path = tmp_path / "oidc.toml"
    path.write_text(GOOD.format(secret=tmp_path / "secret"))
    monkeypatch.setenv("SACHSTAND_OIDC", str(path))
    return path


def test_file_is_read(named: Path) -> None:
    (found,) = identity_providers()
    assert (found.issuer, found.client_secret) == ("https://id.example/realms/stadt", "s3cret")
    assert (found.claim, found.acr, found.origin) == (
        "realm_access.roles",
        ("2fa",),
        "https://id.example",
    )


def test_nothing_named_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SACHSTAND_OIDC", raising=False)
    assert identity_providers() == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('client_id = "sachstand"\n', "", "lacks client_id"),
        ('id = "stadt"', 'id = "../x"', "small letters"),
        ("https://id", "http://id", "https://"),
        ("[[provider]]", "[[provider]", "cannot be read"),
        ("/secret", "/none", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(named: Path, before: str, after: str, said: str) -> None:
    named.write_text(named.read_text().replace(before, after, 1))
    with pytest.raises(ImproperlyConfigured, match=said):
        identity_providers()


def test_ids_are_unique(named: Path) -> None:
    named.write_text(named.read_text() * 2)
    with pytest.raises(ImproperlyConfigured, match="same id"):
        identity_providers()


def test_roles_that_need_a_second_factor_are_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACHSTAND_SECOND_FACTOR", "lead,boss")
    with pytest.raises(ImproperlyConfigured, match="must name roles"):
        second_factor_roles([])
    monkeypatch.setenv("SACHSTAND_SECOND_FACTOR", "work,lead")
    assert second_factor_roles([]) == ["work", "lead"]
