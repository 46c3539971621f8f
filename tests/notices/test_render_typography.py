"""German typesetting: pairs stay together, nothing but blanks and odd hyphens changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.notices.rendering.typography import plain, typeset


@pytest.mark.parametrize(
    "text",
    [
        "§~41 Abs. 2",
        "§§~48, 49 VwVfG",
        "(§~45~Abs.~1b Satz~1 Nr.~2a StVO)",
        "§~60~Abs.~1 Satz~1 Nr.~3 SGB~I",
        "Art.~6 Buchst.~f",
        "am 3.~März 2026",
        "30,70~Euro, 1.234,50~€ und 19~%",
        "um 9~Uhr",
        "z.~B. und i.~V.~m. dem Vertrag, o.~Ä.",
        "Dr.~Krämer und Frau~Şahin",
        "55999~Lindenfurt",
        "ja~– nein",
        "Nr.~265 des Tarifs",
    ],
)
def test_pairs_stay_on_one_line(text: str) -> None:
    expected = text.replace("~", "\u00a0").replace("§\u00a041 Abs. 2", "§\u00a041\u00a0Abs.\u00a02")
    assert typeset(text.replace("~", " ")) == expected


@pytest.mark.parametrize("text", ["Sie haben 3 Anträge.", "Das war 2026 so.", "Satz für Satz"])
def test_other_blanks_stay_ordinary(text: str) -> None:
    assert typeset(text) == text


def test_hyphens_that_look_alike_become_the_common_one() -> None:
    assert typeset("Kfz\u2010Steuer, Rhein\u2011Main") == "Kfz-Steuer, Rhein-Main"


def test_letters_are_composed() -> None:
    assert typeset("Bru\u0308ckner") == "Brückner"


@given(st.text(alphabet="§ AbsNrSatz.0123456789zB–-()SGBXI\u00a0\n", max_size=60))
def test_typesetting_twice_changes_nothing_and_no_word_is_lost(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once
    assert plain(once) == plain(text)
