"""What other people's programs read in a finished letter: PDFium and Poppler."""

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from casework.notices.pdf_checks.structure import tree_of
from casework.notices.rendering.typography import plain
from tests.notices.render_samples import NAMES, facts_of, rendered

SOFT_HYPHENS = str.maketrans("", "", "\u00ad\u0002\ufffe")
ARABIC = re.compile("[\u0600-\u06ff]")


def words(text: str) -> str:
    """Return text without soft hyphens, and with single blanks."""
    return " ".join(text.translate(SOFT_HYPHENS).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", NAMES)
def test_pdfium_reads_every_paragraph_in_order(name: str) -> None:
    """Blanks are left out, as PDFium guesses them; a paragraph may be torn by a page break."""
    pages = pypdfium2.PdfDocument(rendered(name).pdf)
    read = "".join(page.get_textpage().get_text_bounded() for page in pages)
    read, position = words(read).replace(" ", ""), 0
    greeting = facts_of(name)["addressee"]["salutation"]
    for paragraph in rendered(name).text.split(greeting)[1].splitlines():
        if ARABIC.search(paragraph):  # see below
            continue
        line = words(paragraph).removeprefix("- ").replace(" ", "")
        whole = read.find(line, position)
        position = whole if whole >= 0 else read.find(line[:40], position)
        assert position >= 0, paragraph
        assert read.find(line[-20:], position) >= 0, paragraph


def test_pdfium_reads_arabic_words_from_right_to_left() -> None:
    """Word by word, as readers differ in where they put numbers and Latin names."""
    pages = pypdfium2.PdfDocument(rendered("housing_grant").pdf)
    read = "".join(page.get_textpage().get_text_bounded() for page in pages)
    read = unicodedata.normalize("NFKC", read)
    words_sent = set(re.findall("[\u0621-\u064a]{3,}", " ".join(arabic_of("housing_grant"))))
    assert len(words_sent) > 40
    assert {word for word in words_sent if word not in read} == set()


def arabic_of(name: str) -> list[str]:
    """Return the lines of a letter's text that are Arabic."""
    return [line for line in rendered(name).text.splitlines() if ARABIC.search(line)]


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_poppler_reads_the_structure(name: str, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(rendered(name).pdf)
    result = subprocess.run(  # noqa: S603
        ["pdfinfo", "-struct-text", str(tmp_path / "letter.pdf")],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stderr == ""
    read = words("".join(line.strip().strip('"') for line in text_lines(result.stdout)))
    for line in facts_of(name)["addressee"]["lines"]:
        assert words(line) in read
    assert (
        f'H1 (block)\n      Span (inline)\n        "{facts_of(name)["letter"]["subject"][:20]}'
        in (result.stdout.replace("\u00a0", " "))
    )
    assert "Seite 1 von" not in read  # an artifact is not read aloud


def text_lines(structure: str) -> list[str]:
    """Return the lines of Poppler's output that are text, not tags."""
    return [line for line in structure.splitlines() if line.strip().startswith('"')]


@pytest.mark.parametrize("name", NAMES)
def test_language_title_tables_and_files_are_those_of_the_facts(name: str) -> None:
    facts = facts_of(name)
    with pikepdf.open(BytesIO(rendered(name).pdf)) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert plain(str(pdf.docinfo["/Title"])) == facts["letter"]["subject"]
        assert str(pdf.docinfo["/Author"]) == facts["authority"]["name"]
        assert sorted(pdf.attachments) == ["facts.json", "facts.xml"]
        tags = [node.tag for node in tree_of(pdf).walk()]
    rows = len(facts["particulars"])
    if facts["decision"] and facts["decision"]["fee"]:
        rows += 6
    assert tags.count("TH") == tags.count("TD") == rows
    assert tags.count("Figure") == bool(facts["style"]["logo"]) + ("Caption" in tags)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_poppler_and_pdfium_read_the_same_words(name: str, tmp_path: Path) -> None:
    """As sets: the two order columns differently, and part words at different blanks."""
    (tmp_path / "letter.pdf").write_bytes(rendered(name).pdf)
    result = subprocess.run(  # noqa: S603
        ["pdftotext", "-raw", str(tmp_path / "letter.pdf"), "-"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    pages = pypdfium2.PdfDocument(rendered(name).pdf)
    pdfium = "".join(page.get_textpage().get_text_bounded() for page in pages)
    for paragraph in rendered(name).text.splitlines():
        for word in re.findall(r"[^\W\d_]{4,}", paragraph):
            if not ARABIC.search(word):
                assert word in joined(result.stdout), word
                assert word in joined(pdfium), word


def joined(text: str) -> str:
    """Return text with words that were broken at the end of a line made whole."""
    text = re.sub("[\u00ad\u0002\ufffe]\\s*|-\\n(?=[a-zäöüß])", "", text)
    return unicodedata.normalize("NFC", text.replace("\r", ""))
