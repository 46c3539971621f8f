"""A little law for tests of pages, in our own words; the real texts are not in the repository."""

from datetime import UTC, datetime

from legal.importer import import_law
from tests.legal.laws import small_law

SEEN = datetime(2026, 1, 2, 6, 0, tzinfo=UTC)
PARKING = (
    "<P>(1b) Die Behörde trifft auch die nötigen Anordnungen<DL><DT>1.</DT><DD><LA>zu anderem,</LA>"
    "</DD><DT>2a.</DT><DD><LA>im Zusammenhang mit der Kennzeichnung von Parkplätzen für Bewohner,"
    "</LA></DD></DL></P>"
)


def load_law() -> None:
    """Load an invented § 45 StVO with the part that the parking permit's steps cite."""
    import_law("stvo_2013", small_law({"§ 45": PARKING}, name="StVO"), SEEN)
