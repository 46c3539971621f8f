"""The invented town's own law from fixtures/demo/bylaws, as an administrator would enter it."""

from datetime import datetime
from pathlib import Path

from casework.demo.town import FIXTURES, Town
from casework.lawwatch.entries import enter_bylaw, enter_link
from legal.bylaws.upload import front_matter
from legal.bylaws.writer import Head
from legal.models import Statute

LINKS = (
    {
        "abbreviation": "LVwVfG",
        "title": "Landesverwaltungsverfahrensgesetz Rheinland-Pfalz",
        "kind": Statute.Kind.LAND,
        "link": "https://www.landesrecht.rlp.de/bsrp/document/jlr-VwVfGRP1976rahmen",
        "celex": "",
    },
    {
        "abbreviation": "DSGVO",
        "title": "Datenschutz-Grundverordnung",
        "kind": Statute.Kind.EU,
        "link": "",
        "celex": "32016R0679",
    },
)


def enter(town: Town, now: datetime) -> list[Statute]:
    """Enter the by-laws and links of the town; what is there as it is in the files stays."""
    by, keeper = town.people["petersen"], town.authority.slug
    for link in LINKS:
        if not Statute.objects.filter(keeper=keeper, name=link["abbreviation"]).exists():
            enter_link(by=by, now=now, **link)
    return [_enter(path, town, now) for path in sorted((FIXTURES / "bylaws").glob("*.md"))]


def _enter(path: Path, town: Town, now: datetime) -> Statute:
    given, text = front_matter(path.read_text(encoding="utf-8"))
    there = Statute.objects.filter(keeper=town.authority.slug, name=given["abbreviation"]).first()
    by = town.people["petersen"]
    return enter_bylaw(head=Head(**given), text=text, by=by, now=now, statute=there).statute
