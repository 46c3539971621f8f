"""How the invented town's letters look, as an administrator would enter it."""

from datetime import date, datetime

from casework.demo.town import FIXTURES, Town
from casework.notices.logos import clean
from casework.notices.models import LetterStyle
from casework.notices.style_entry import Place, enter_style

SINCE = date(2020, 1, 1)  # before any letter of the demo


def enter(town: Town, now: datetime) -> None:
    """Give the town its crest, its colour and a word about the way in; what is there stays."""
    if LetterStyle.objects.filter(authority=town.authority).exists():
        return
    media_type, logo = clean((FIXTURES / "crest.svg").read_bytes())
    values = {
        "letterhead": "Wein- und Rosenstadt an der Lind",
        "colour": "#0b6b5d",
        "logo": logo,
        "logo_type": media_type,
        "logo_alt": "Wappen der Stadt Lindenfurt: eine Linde über dem Fluss",
        "foot": "Barrierefreier Eingang: Marktgasse\nBus 3 und 7, Halt Rathaus",
    }
    enter_style(
        place=Place(town.authority),
        valid_from=SINCE,
        values=values,
        by=town.people["petersen"],
        now=now,
    )
