"""Words are explained where they stand, from the one page of words."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from casework.desk.help.chapters import page_of
from casework.desk.help.words import words
from tests.desk.conftest import SignIn
from tests.factories import Office

USED = re.compile(r'\{% word "([^"]+)"')


def test_every_word_a_page_uses_is_explained() -> None:
    pages = Path(settings.BASE_DIR / "templates").rglob("*.html")
    used = {word for page in pages for word in USED.findall(page.read_text(encoding="utf-8"))}
    assert used <= set(words())
    assert len(used) >= 8


def test_words_stand_in_order_with_a_place_on_their_page() -> None:
    shown = page_of("words")
    assert [heading.text for heading in shown.outline] == list(words())
    assert [heading.anchor for heading in shown.outline] == [w.anchor for w in words().values()]
    assert list(words()) == sorted(words(), key=str.casefold)


def test_an_explanation_is_short_and_has_no_markup() -> None:
    for word in words().values():
        assert 20 < len(word.text) < 300, word
        assert not re.search(r"[*`\[\]<>]", word.text), word


@pytest.mark.django_db
def test_a_page_explains_its_word(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.ada).get("/absences/").content.decode()
    assert "What does “Vertretung” mean?" in text
    assert words()["Vertretung"].text in text
    assert 'href="/help/words/#vertretung"' in text
