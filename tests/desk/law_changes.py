"""The law of the parking permit, read again another day with other words in it."""

from datetime import timedelta

from legal.importer import import_law
from tests.factories import NOW
from tests.law import PARKING
from tests.legal.laws import small_law

CHANGED = PARKING.replace("für Bewohner", "für Bewohnerinnen und Bewohner")
ELSEWHERE = PARKING.replace("zu anderem", "zu etwas anderem")


def load_again(text: str, days: int, norms: dict[str, str] | None = None) -> None:
    """The law as it is some days after NOW, with `text` as its § 45 or with these norms."""
    seen = NOW + timedelta(days=days)
    law = small_law(norms or {"§ 45": text}, name="StVO", build=f"{seen:%Y%m%d}000000")
    import_law("stvo_2013", law, seen)
