"""Whom to ask stands in the information block of every letter, with a number that is answered."""

import pytest

from casework.notices.models import LetterStyle, Notice
from casework.notices.rendering import render_html
from casework.notices.specimen import specimen
from casework.notices.style_entry import Place
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Notice.Kind.values)
@pytest.mark.parametrize("own", ["06999 115-17", ""])
def test_every_letter_names_who_is_to_be_asked(office: Office, kind: str, own: str) -> None:
    office.ada.phone = own
    place = Place(office.authority, None, office.service, kind)
    style = LetterStyle(authority=office.authority, kind=kind, valid_from=NOW.date())
    facts = specimen(place, style, by=office.ada, on=NOW.date())
    block = render_html(facts).partition('class="information"')[2].partition("</div>")[0]
    assert "Ansprechperson:</span> <b>Ada Klein</b>" in block
    number = own or office.authority.phone
    assert f"Telefon:</span> {number}" in block.replace("\u00a0", " ").replace("\u202f", " ")
