"""The words of documents: read once, apart, and found; what cannot be read stops nothing."""

import logging

import pytest

from casework.cases import files
from casework.cases.models import Case, Document, DocumentText
from casework.cases.reading import PROGRAM, read_waiting
from casework.cases.wording import with_words
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of text; readers mend its missing table of places."""
    line = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("cp1252")
    return b"\n".join(
        [
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>endobj",
            b"4 0 obj<</Length %d>>stream" % len(line),
            line,
            b"endstream endobj",
            b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
            b"/Encoding/WinAnsiEncoding>>endobj",
            b"trailer<</Root 1 0 R>>",
            b"%%EOF",
        ]
    )


def add(case: Case, content: bytes, media_type: str = "application/pdf") -> Document:
    return Document.objects.create(
        case=case,
        title="Anlage",
        filename="anlage.pdf",
        media_type=media_type,
        size=len(content),
        sha256=files.store(content),
        received_at=NOW,
    )


def test_what_stands_in_a_document_finds_its_case(office: Office) -> None:
    case = make_case(office)
    add(case, pdf("Mietvertrag über die Wohnung Gerbergasse"))
    assert read_waiting() == 2  # the one that came with the application is read too
    assert list(with_words(Case.objects.all(), "mietverträge gerberg")) == [case]
    assert read_waiting() == 0


def test_what_cannot_be_read_is_looked_at_once_and_logged_by_kind(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    case = make_case(office)  # its document only says that it is a PDF
    lost = add(case, pdf("Verloren"))
    files._path(lost.sha256).unlink()
    add(case, b"\x89PNG\r\n\x1a\n", "image/png")
    with caplog.at_level(logging.WARNING):
        assert read_waiting() == 2
    assert "documents without readable text: 1 (FileNotFoundError)" in caplog.text
    assert "documents without readable text: 1 (damaged or locked)" in caplog.text
    assert "anlage" not in caplog.text
    assert not DocumentText.objects.exists()
    assert read_waiting() == 0


def test_a_reader_that_hangs_is_ended(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    sleeper = PROGRAM.__class__(str(tmp_path)) / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr("casework.cases.reading.PROGRAM", sleeper)
    monkeypatch.setattr("casework.cases.reading.SECONDS", 0.3)
    make_case(office)
    assert read_waiting() == 1
    assert not DocumentText.objects.exists()
