"""The PDF of a letter: reproducible, with its facts inside, set in our fonts."""

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from casework.notices.pdf_checks.content import shown_glyphs
from casework.notices.pdf_checks.fonts import fonts_of, unicode_map
from casework.notices.rendering import LetterError, render
from tests.notices.render_samples import DATA, NAMES, changed, facts_of, rendered

AGAIN = """
import json, sys
import django
from django.conf import settings
settings.configure()
django.setup()
from casework.notices.pdf_checks.content import shown_glyphs
from casework.notices.pdf_checks.fonts import fonts_of, unicode_map
from casework.notices.rendering import render
print(render(json.load(sys.stdin)).pdf_sha256)
"""


@pytest.mark.parametrize("name", NAMES)
def test_identical_facts_give_identical_bytes(name: str) -> None:
    assert render(facts_of(name)) == rendered(name)


def test_another_process_gives_the_same_bytes_whatever_the_order_of_keys() -> None:
    facts = dict(reversed(facts_of("parking_refusal").items()))
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", AGAIN],
        input=json.dumps(facts),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=DATA.parents[2],
    )
    assert result.stdout.strip() == rendered("parking_refusal").pdf_sha256


def test_other_facts_give_other_bytes_and_another_identifier() -> None:
    other = render(changed(facts_of(), "contact.room", "2.15"))
    assert other.facts_sha256 != rendered("parking_grant").facts_sha256
    identifiers = [
        bytes(pikepdf.open(BytesIO(letter.pdf)).trailer.ID[0])
        for letter in (other, rendered("parking_grant"))
    ]
    assert identifiers[0] == other.facts_sha256[:32].encode()
    assert identifiers[0] != identifiers[1]


def test_hashes_are_those_of_what_is_kept() -> None:
    letter = rendered("hearing")
    assert letter.pdf_sha256 == hashlib.sha256(letter.pdf).hexdigest()
    with pikepdf.open(BytesIO(letter.pdf)) as pdf:
        kept = pdf.attachments["facts.json"].get_file().read_bytes()
    assert letter.facts_sha256 == hashlib.sha256(kept).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_inside_as_json_and_xml(name: str) -> None:
    with pikepdf.open(BytesIO(rendered(name).pdf)) as pdf:
        files = {key: spec.get_file().read_bytes() for key, spec in pdf.attachments.items()}
    assert json.loads(files["facts.json"]) == facts_of(name)
    root = ElementTree.fromstring(files["facts.xml"])  # noqa: S314 (our own file)
    space = "{urn:sachstand:notice-facts:1}"
    lines = [item.text for item in root.findall(f"{space}addressee/{space}lines/{space}item")]
    assert lines == facts_of(name)["addressee"]["lines"]
    assert (root.find(f"{space}remedy").get("nil") == "true") == (facts_of(name)["remedy"] is None)


def test_dates_come_from_the_facts() -> None:
    with pikepdf.open(BytesIO(rendered("acknowledgement").pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260210"
        assert str(pdf.attachments["facts.json"].get_file().mod_date)[:10] == "2026-02-10"


def test_a_draft_is_marked_on_every_page_and_carries_no_facts() -> None:
    letter = render(facts_of("parking_refusal"), draft=True)
    pages = pypdfium2.PdfDocument(letter.pdf)
    assert len(pages) == 2
    for page in pages:
        assert "Entwurf" in page.get_textpage().get_text_bounded()
    with pikepdf.open(BytesIO(letter.pdf)) as pdf:
        assert len(pdf.attachments) == 0
        assert "/StructTreeRoot" not in pdf.Root


def text_by_glyphs(content: bytes) -> str:
    """Return the text that the glyphs of a PDF stand for, in NFD, without blanks and hyphens.

    Readers arrange accents by where they stand, each in its own way; this is what they start from.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        maps = {name: unicode_map(font) for name, font in fonts_of(pdf).items()}
        codes = [maps[font][glyph] for page in pdf.pages for font, glyph in shown_glyphs(page)]
    text = "".join(bytes.fromhex(code).decode("utf-16-be") for code in codes)
    return unicodedata.normalize("NFD", "".join(text.replace("\u00ad", "").split()))


def test_every_character_of_din_91379_is_printed_and_can_be_read_back() -> None:
    lines = (DATA / "din_91379.txt").read_text().splitlines()[1:]
    read = text_by_glyphs(render(changed(facts_of("acknowledgement"), "body", lines)).pdf)
    for line in lines:
        assert unicodedata.normalize("NFD", "".join(line.split())) in read


def test_an_accent_drawn_apart_does_not_spoil_the_letter_elsewhere() -> None:
    """The first bold m of this letter is drawn as m and dot; the others must still be read as m."""
    facts = changed(facts_of("acknowledgement"), "letter.subject", "ṃa mama")
    facts["contact"]["name"] = "Jo"
    assert "m\u0323amama" in text_by_glyphs(render(facts).pdf)


@pytest.mark.parametrize("strange", ["שלום", "漢字", "🙂"])
def test_characters_outside_our_fonts_are_an_error_not_a_box(strange: str) -> None:
    facts = changed(facts_of("acknowledgement"), "body.0", f"Guten Tag {strange}")
    with pytest.raises(LetterError, match=f"font lacks .*{strange[0]}"):
        render(facts)


def test_an_address_that_does_not_fit_its_field_is_an_error() -> None:
    lines = ["Bundesarbeitsgemeinschaft der Landesverbände für Wohnungswesen e. V."] * 4
    with pytest.raises(LetterError, match="address does not fit"):
        render(changed(facts_of("hearing"), "addressee.lines", lines))
