"""An office whose parking service cites an invented StVO, which then changes."""

from datetime import timedelta
from itertools import count
from typing import Protocol

import pytest

from legal.importer import import_law
from tests.factories import NOW
from tests.legal.laws import small_law

BEFORE = (
    "<P>(1b) Die Behörde ordnet an<DL><DT>2a.</DT><DD><LA>Parkplätze für Bewohner,</LA></DD>"
    "<DT>3.</DT><DD><LA>anderes.</LA></DD></DL></P>"
)
CHANGED = BEFORE.replace("für Bewohner", "für Bewohnerinnen und Bewohner")
ELSEWHERE = BEFORE.replace("anderes", "etwas anderes")
WITHOUT = BEFORE.replace("2a.", "2.")
REST = "".join(f"<P>({n}) Eins. Zwei. Drei. Vier. Fünf. Sechs.</P>" for n in range(1, 7))


class Change(Protocol):
    """Imports the law as given, on a day after NOW; one day later each time."""

    def __call__(self, norms: dict[str, str], day: int = 0) -> None: ...


@pytest.fixture
def law(db: None) -> Change:
    """The law, there a month before the office is, and a way to change it."""
    days = count(1)

    def load(norms: dict[str, str], day: int = 0) -> None:
        day = day or next(days)
        xml = small_law(norms | {"§ 46": REST}, name="StVO", build=f"2026{day + 100:010}")
        import_law("stvo_2013", xml, NOW + timedelta(days=day))

    load({"§ 45": BEFORE}, -30)
    return load
