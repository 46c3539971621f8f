"""German typesetting: pairs stay together, nothing but blanks, hyphens and marks changes."""

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.notices.rendering import render_html
from casework.notices.rendering.document import use_our_patterns
from casework.notices.rendering.typography import plain, prose, typeset
from tests.notices.render_samples import changed, facts_of

BLANKS = str.maketrans({"~": "\u00a0", "^": "\u202f"})  # of usual width, and narrow


@pytest.mark.parametrize(
    "text",
    [
        "§^41~Abs.~2",
        "§§^48, 49 VwVfG",
        "(§^45~Abs.~1b Satz~1 Nr.~2a StVO)",
        "§^60~Abs.~1 Satz~1 Nr.~3 SGB~I",
        "Art.~6 Buchst.~f",
        "am 3.~März~2026",
        "30,70~Euro, 1.234,50^€ und 19^%",
        "um 9~Uhr",
        "z.^B. und i.^V.^m. dem Vertrag, o.^Ä.",
        "Dr.~Krämer und Frau~Şahin",
        "55999~Lindenfurt",
        "ja~– nein",
        "Nr.~265 des Tarifs",
    ],
)
def test_pairs_stay_on_one_line(text: str) -> None:
    assert typeset(text.replace("~", " ").replace("^", " ")) == text.translate(BLANKS)


@pytest.mark.parametrize("text", ["Sie haben 3 Anträge.", "Das war 2026 so.", "Satz für Satz"])
def test_other_blanks_stay_ordinary(text: str) -> None:
    assert typeset(text) == text


def test_hyphens_that_look_alike_become_the_common_one() -> None:
    assert typeset("Kfz\u2010Steuer, Rhein\u2011Main") == "Kfz-Steuer, Rhein-Main"


def test_letters_are_composed() -> None:
    assert typeset("Bru\u0308ckner") == "Brückner"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Der Bereich "Südliche Altstadt" ist voll.', "Der Bereich „Südliche Altstadt“ ist voll."),
        ('"Nein", sagte sie.', "„Nein“, sagte sie."),
        ('("so")', "(„so“)"),
        ('ein Rohr von 3" Weite', 'ein Rohr von 3" Weite'),
        ("„schon richtig“", "„schon richtig“"),
        ("und so weiter ...", "und so weiter …"),
        ("kurz - sehr kurz", "kurz\u00a0– sehr kurz"),
        ("Rhein-Main und 8-12", "Rhein-Main und 8-12"),
    ],
)
def test_running_text_has_german_marks(typed: str, printed: str) -> None:
    assert prose(typed) == printed
    assert prose(printed) == printed


def test_names_come_out_as_they_went_in() -> None:
    name = 'Kim "K" O\'Neill - van ...'
    facts = changed(facts_of("interim"), "addressee.lines.1", name)
    facts = changed(facts, "body.0", name)
    html = render_html(facts)
    assert "Kim &quot;K&quot; O&#x27;Neill - van ..." in html
    assert "Kim „K“ O&#x27;Neill\u00a0– van …" in html


@given(st.text(alphabet='§ AbsNrSatz.0123456789zB–-()SGBXI\u00a0\n"', max_size=60))
def test_typesetting_twice_changes_nothing_and_no_word_is_lost(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once
    assert plain(once) == plain(text)
    assert prose(prose(text)) == prose(text)


@pytest.mark.parametrize(
    "word",
    [
        "Rechts-be-helfs-be-leh-rung",
        "Ver-wal-tungs-ver-fah-rens-ge-setz",
        "Be-woh-ner-park-aus-weis",
        "An-trag-stel-le-rin",
        "Sach-be-ar-bei-te-rin",
        "Bun-des-im-mis-si-ons-schutz-ge-setz",
        "Auf-ent-halts-ge-neh-mi-gung",
        "Ein-kom-men-steu-er-be-scheid",
        "Pass-ersatz-num-mer",
        "Split-ter-grund-stü-cke",
        "Da-ten-ab-ruf",
        "Stra-ßen-ver-kehrs-be-hör-de",
    ],
)
def test_long_words_are_broken_where_a_reader_would(word: str) -> None:
    use_our_patterns()
    assert pyphen.Pyphen(lang="de").inserted(word.replace("-", "")) == word
