"""Laws for tests: our own invented one, and where the real ones lie outside the repository."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from legal.gii import Body, Law, read_law

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[3] / "shared" / "law"
DRAGONS = (DATA / "drachg.xml").read_bytes()
SEEN = datetime(2026, 1, 2, 6, 0, tzinfo=UTC)


def dragons() -> Law:
    """The Drachengesetz, an invented federal act with everything that the real ones have."""
    return read_law(DRAGONS, "drachg")


def body_of(key: str) -> Body:
    """The text of one norm of the Drachengesetz."""
    return next(norm.body for norm in dragons().norms if norm.key == key)


def small_law(
    norms: Mapping[str, str], name: str = "TestG", build: str = "20260101000000"
) -> bytes:
    """XML of a law whose norms (designation -> content of Content) are given."""
    head = (
        f'<norm builddate="{build}" doknr="X"><metadaten><jurabk>{name}</jurabk></metadaten></norm>'
    )
    rest = "".join(
        f'<norm builddate="{build}" doknr="X{number}"><metadaten><jurabk>{name}</jurabk>'
        f"<enbez>{enbez}</enbez></metadaten><textdaten><text><Content>{content}</Content></text>"
        "</textdaten></norm>"
        for number, (enbez, content) in enumerate(norms.items())
    )
    xml = f'<dokumente builddate="{build}" doknr="X">{head}{rest}</dokumente>'
    return xml.encode()


def shared(*parts: str) -> Path:
    """A file or folder of the law data kept outside the repository; skips the test without it."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {path.name} of the law data, which is not part of the repository")
    return path
