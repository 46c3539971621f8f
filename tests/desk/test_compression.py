"""Pages go out compressed, whatever else goes out does not."""

import gzip

import pytest

from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db
LATER_VISIT = 40_000  # bytes


def test_a_full_inbox_is_small(office: Office, sign_in: SignIn) -> None:
    copies(make_case(office), 60)
    page = sign_in(office.ada).get("/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < LATER_VISIT
    assert gzip.decompress(page.content).count(b"rows__main") >= 50


def test_files_go_as_they_are(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    url = f"/cases/{case.file_number}/documents/{case.documents.get().pk}/"
    answer = sign_in(office.ada).get(url, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
