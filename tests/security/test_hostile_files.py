"""Hostile files come in as what they are, are never opened here, and run nothing in a browser."""

import base64
import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from casework.cases.errors import InvalidData
from casework.intake.actions import receive
from casework.intake.reading import MAX_DOCUMENTS
from casework.notices import logos
from tests.factories import NOW, Office, envelope, make_case
from tests.security import hostile

PDF, PNG, BYTES = "application/pdf", "image/png", "application/octet-stream"
FILES = {
    "a page with a script": (hostile.HTML, "bild.png", BYTES, "bild.png"),
    "a picture with a script": (hostile.SVG, "logo.svg", BYTES, "logo.svg"),
    "a program called PDF": (hostile.EXE, "antrag.pdf", BYTES, "antrag.pdf"),
    "a PDF called program": (hostile.PDF_AND_HTML, "antrag.exe", PDF, "antrag.exe.pdf"),
    "a PDF that is also a page": (hostile.PDF_AND_HTML, "antrag.html", PDF, "antrag.html.pdf"),
    "an archive that bursts": (hostile.zip_bomb(), "../../etc/x.zip", BYTES, "x.zip"),
    "a huge picture": (hostile.png(60_000, 60_000), "c:\\scans\\a.png", PNG, "a.png"),
    "a name read backwards": (hostile.EXE, "rechnung\u202efdp.exe", BYTES, "rechnungfdp.exe"),
    "a name with lines": (hostile.EXE, "a\r\nSet-Cookie: b=c\x1b[2J", BYTES, "aSet-Cookie"),
    "no name but a path": (hostile.EXE, "../..", BYTES, "dokument-1"),
}


@pytest.mark.parametrize(
    ("content", "sent_as", "media_type", "saved_as"), FILES.values(), ids=list(FILES)
)
def test_a_document_is_served_as_what_it_is(
    office: Office, client: Client, content: bytes, sent_as: str, media_type: str, saved_as: str
) -> None:
    """The type is by its bytes; only PDF and pictures are shown, the rest is saved."""
    sent = {"key": "x", "title": "x", "filename": sent_as, "content": _base64(content)}
    case = make_case(office, documents=[sent])
    document = case.documents.get()
    assert document.media_type == media_type
    assert document.filename.isprintable() and not set("/\\") & set(document.filename)

    client.force_login(office.ada)
    answer = client.get(f"/cases/{case.file_number}/documents/{document.pk}/")
    assert answer.content == content
    assert answer["Content-Type"] == media_type
    kind, _, name = answer["Content-Disposition"].partition("; ")
    assert kind == ("attachment" if media_type == BYTES else "inline")
    assert name.startswith(f"filename*=UTF-8''{saved_as}")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert ("sandbox" in answer["Content-Security-Policy"]) == (media_type != PDF)
    assert "Set-Cookie" not in answer.headers


SUBMISSIONS: dict[str, bytes] = {
    "too many documents": json.dumps(
        envelope(documents=[{"content": "eA=="}] * (MAX_DOCUMENTS + 1))
    ).encode(),
    "nested without end": b'{"data":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number of a million digits": b'{"data": ' + b"9" * 1_000_000 + b"}",
    "a number beyond all numbers": b'{"service": "x", "data": {"a": NaN}}',
    "a name twice": b'{"service": "a", "service": "b"}',
    "a character no database keeps": b'{"service": "a\\u0000"}',
    "half a character": b'{"service": "\\ud800"}',
    "XML": hostile.LAUGHS,
    "not even text": hostile.EXE,
}


@pytest.mark.parametrize("raw", SUBMISSIONS.values(), ids=list(SUBMISSIONS))
def test_a_hostile_submission_is_kept_and_set_aside(office: Office, raw: bytes) -> None:
    found = receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference="",
        media_type="application/json",
        raw=raw,
        now=NOW,
    )
    assert (found.status, found.case, bytes(found.raw)) == ("set_aside", None, raw)
    assert found.problems


LOGOS = {
    "a picture of 3.6 billion pixels": hostile.png(60_000, 60_000),
    "a picture of no width": hostile.png(0, 60_000),
    "a picture that is none": hostile.png(10, 10)[:40],
    "a billion laughs": hostile.LAUGHS,
    "a file of the server": hostile.EXTERNAL,
    "scripts": hostile.SVG,
    "a PDF": hostile.PDF_AND_HTML,
}


@pytest.mark.parametrize("content", LOGOS.values(), ids=list(LOGOS))
def test_a_hostile_logo_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidData) as caught:
        logos.clean(content)
    assert caught.value.errors["logo"].endswith(".")


@pytest.mark.parametrize("address", ["/accounts/login/", "/api/submissions"])
def test_what_is_too_large_is_refused_unread(
    client: Client, settings: Settings, address: str
) -> None:
    """Files of a form too, which Django itself takes in any size."""
    settings.MAX_SUBMISSION_BYTES = -1024 * 1024 + 10
    answer = client.post(address, b"x" * 11, content_type="application/json")
    assert answer.status_code == 413
    assert "zu groß" in answer.content.decode() and answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("length", ["-1", "1e9", "x"])
def test_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    answer: Any = client.post("/accounts/login/", {}, CONTENT_LENGTH=length)
    assert answer.status_code == 413


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
