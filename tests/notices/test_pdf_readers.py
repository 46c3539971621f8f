"""What other people's programs read in a finished letter: PDFium and Poppler."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from tests.notices.render_samples import NAMES, facts_of, rendered

SOFT_HYPHENS = str.maketrans("", "", "\u00ad\u0002\ufffe")


def words(text: str) -> str:
    """Return text without soft hyphens, and with single blanks."""
    return " ".join(text.translate(SOFT_HYPHENS).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", NAMES)
def test_pdfium_reads_every_paragraph_in_order(name: str) -> None:
    """Blanks are left out, as PDFium guesses them; a paragraph may be torn by a page break."""
    pages = pypdfium2.PdfDocument(rendered(name).pdf)
    read = "".join(page.get_textpage().get_text_bounded() for page in pages)
    read, position = words(read).replace(" ", ""), 0
    for paragraph in rendered(name).text.split("Sehr geehrte")[1].splitlines():
        line = words(paragraph).removeprefix("- ").replace(" ", "")
        whole = read.find(line, position)
        position = whole if whole >= 0 else read.find(line[:40], position)
        assert position >= 0, paragraph
        assert read.find(line[-20:], position) >= 0, paragraph


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
