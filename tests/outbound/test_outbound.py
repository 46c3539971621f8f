"""What may be opened out there, and what may not."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

import outbound
from outbound import Refused, TooLarge, opener, read

HOUSE = ["127.0.0.1"]
OWN = [
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
]


@pytest.fixture
def resolves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes every name lead to the numbers given."""

    def to(*numbers: str) -> None:
        def found(host: str, port: int, **options: Any) -> list[Any]:
            return [(None, None, None, "", (number, port)) for number in numbers]

        monkeypatch.setattr(socket, "getaddrinfo", found)

    return to


@pytest.mark.parametrize("number", OWN)
def test_a_name_that_leads_into_the_house_is_refused(
    resolves: Callable[..., None], number: str
) -> None:
    resolves("93.184.215.14", number)  # one good number does not make up for a bad one
    with pytest.raises(Refused, match="own network"):
        opener([]).open("https://law.example/x")


def test_the_number_that_was_checked_is_the_one_connected_to(
    resolves: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time (DNS rebinding) gains nothing."""
    reached: list[object] = []

    def connect(address: object, *args: object, **options: object) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    resolves("2606:2800:21f::1", "93.184.215.14")
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(URLError):
        opener([]).open("https://law.example/x")
    assert reached == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://law.example/x", "data:text/plain,x", "gopher://a/"]
)
def test_other_schemes_are_not_known(address: str) -> None:
    with pytest.raises(URLError, match="unknown url type"):
        opener(HOUSE).open(address)


def test_the_house_is_refused_unless_it_is_named(server: str) -> None:
    with pytest.raises(Refused, match="by https"):
        opener([]).open(server)
    with pytest.raises(Refused, match="own network"):
        opener([]).open(server.replace("http:", "https:"))
    with opener(HOUSE).open(server, timeout=5) as answer:
        assert read(answer, most=10, seconds=5) == b"xx"


def test_no_redirect_is_followed(server: str) -> None:
    with pytest.raises(HTTPError, match="302") as caught:
        opener(HOUSE).open(f"{server}/?to=http://localhost/", timeout=5)
    caught.value.close()


def test_an_answer_has_bounds(server: str) -> None:
    with (
        opener(HOUSE).open(f"{server}/long", timeout=5) as answer,
        pytest.raises(TooLarge, match="larger than 4000"),
    ):
        read(answer, most=4000, seconds=5)
    with (
        opener(HOUSE).open(f"{server}/long", timeout=5) as answer,
        pytest.raises(TimeoutError, match="not complete after 0 s"),
    ):
        read(answer, most=9000, seconds=0)


def test_nothing_else_in_the_product_opens_addresses() -> None:
    """Only this package makes connections; whoever needs one takes its opener."""
    ways = ("urlopen(", "build_opener(", "\nimport requests", "\nimport httpx", "HTTPSConnection(")
    root = Path(outbound.__path__[0]).parent
    found = {
        path.relative_to(root).as_posix()
        for folder in ("casework", "legal")
        for path in (root / folder).rglob("*.py")
        if any(way in path.read_text(encoding="utf-8") for way in ways)
    }
    # The demo asks its own servers whether they are up; the other asks `outbound` first.
    others = {name for name in found if not name.startswith("casework/demo/")}
    assert others == {"casework/accounts/provider/connection.py"}
