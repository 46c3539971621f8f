"""Bytes of the record: only for those who see the case, and never run by the browser."""

import pytest

from casework.audit.models import Entry
from casework.cases import files
from casework.cases.models import Case, Document
from tests.desk.conftest import SignIn
from tests.factories import NOW, PDF, Office, make_case

pytestmark = pytest.mark.django_db


def document(case: Case, media_type: str, content: bytes, filename: str) -> Document:
    return Document.objects.create(
        case=case,
        title="x",
        filename=filename,
        media_type=media_type,
        size=len(content),
        sha256=files.store(content),
        received_at=NOW,
    )


def test_pdf_is_shown_in_place(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    found = case.documents.get()
    answer = sign_in(office.ada).get(f"/cases/{case.file_number}/documents/{found.pk}/")
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Entry.objects.filter(act="document.read", actor=office.ada).exists()


def test_anything_else_is_only_saved_and_runs_nothing(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    name = 'böse"\r\nSet-Cookie: x=1.html'
    found = document(case, "text/html", b"<script>alert(1)</script>", name)
    answer = sign_in(office.ada).get(f"/cases/{case.file_number}/documents/{found.pk}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_document_of_another_case_is_not_found(office: Office, sign_in: SignIn) -> None:
    case, other = make_case(office, "1"), make_case(office, "2")
    url = f"/cases/{case.file_number}/documents/{other.documents.get().pk}/"
    assert sign_in(office.ada).get(url).status_code == 404


def test_lost_bytes_are_404_and_not_a_crash(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    found = document(case, "application/pdf", b"x", "x.pdf")
    Document.objects.filter(pk=found.pk).update(sha256="0" * 64)
    url = f"/cases/{case.file_number}/documents/{found.pk}/"
    assert sign_in(office.ada).get(url).status_code == 404
