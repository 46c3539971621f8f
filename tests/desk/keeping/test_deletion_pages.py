"""The pages of retention, deletion runs and proofs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.archive.models import DeletionRun, Disposal
from casework.archive.retaining import compute
from casework.archive.running import work_on
from casework.cases.exclusion import exclude
from casework.cases.models import Case
from tests.archive.making import OFFERED, close
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case


@pytest.fixture
def due(office: Office) -> Case:
    """A case closed long before today."""
    now = timezone.now()
    case = close(make_case(office), now - timedelta(days=4 * 366))
    compute(case, now)
    return case


def test_from_the_list_to_the_proof_with_two_people(
    office: Office, due: Case, sign_in: SignIn
) -> None:
    lea, adm = sign_in(office.lea), sign_in(office.adm)
    page = lea.get("/privacy/retention/").content.decode()
    assert due.file_number in page
    assert due.applicant_name not in page
    sent = lea.post("/privacy/deletion/propose/", {"case": due.pk, "offered": OFFERED})
    run = DeletionRun.objects.get()
    assert sent["Location"] == f"/privacy/deletion/{run.pk}/"
    work_on(run.pk)
    shown = lea.get(sent["Location"]).content.decode()
    assert "1 party" in shown
    assert "1 document" in shown
    assert "Delete 1 case for good" not in shown
    assert lea.post(f"{sent['Location']}confirm/").status_code == 403
    assert "Delete 1 case for good" in adm.get(sent["Location"]).content.decode()
    adm.post(f"{sent['Location']}confirm/")
    work_on(run.pk)
    assert not Case.objects.exists()
    proofs = adm.get("/privacy/deletion/proofs/", {"q": due.file_number}).content.decode()
    assert due.file_number in proofs
    assert due.applicant_name not in proofs
    assert Disposal.objects.get().hashes[0]["sha256"] in proofs


def test_without_a_word_on_the_archive_the_form_comes_back(
    office: Office, due: Case, sign_in: SignIn
) -> None:
    answer = sign_in(office.lea).post("/privacy/deletion/propose/", {"all": "1", "offered": " "})
    assert answer.status_code == 422
    assert not DeletionRun.objects.exists()


def test_others_see_neither_pages_nor_runs(
    office: Office, other_office: Office, due: Case, sign_in: SignIn
) -> None:
    lea = sign_in(office.lea)
    lea.post("/privacy/deletion/propose/", {"all": "1", "offered": OFFERED})
    address = f"/privacy/deletion/{DeletionRun.objects.get().pk}/"
    for person in (office.ada, office.rolf):
        assert sign_in(person).get(address).status_code == 403
        assert sign_in(person).get("/privacy/retention/").status_code == 403
    for act in ("", "confirm/", "stop/"):
        answer = sign_in(other_office.lea).post(address + act)
        assert answer.status_code in (404, 405)


def test_the_queries_do_not_grow(
    office: Office, due: Case, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    lea = sign_in(office.lea)
    before = queries(lea, "/privacy/retention/")
    for reference in "ab":
        now = timezone.now()
        compute(close(make_case(office, reference), now - timedelta(days=4 * 366)), now)
    assert queries(lea, "/privacy/retention/") == before


def test_a_stopped_run_says_so(office: Office, due: Case, sign_in: SignIn) -> None:
    lea = sign_in(office.lea)
    lea.post("/privacy/deletion/propose/", {"all": "1", "offered": OFFERED})
    run = DeletionRun.objects.get()
    lea.post(f"/privacy/deletion/{run.pk}/stop/")
    assert "Stopped: 0 of 1" in lea.get(f"/privacy/deletion/{run.pk}/").content.decode()
    assert lea.get("/privacy/deletion/").status_code == 200


def test_a_run_with_a_case_somebody_is_excluded_from_is_not_there_for_them(
    office: Office, due: Case, sign_in: SignIn
) -> None:
    lea, adm = sign_in(office.lea), sign_in(office.adm)
    sent = lea.post("/privacy/deletion/propose/", {"case": due.pk, "offered": OFFERED})
    now, norm = timezone.now(), "§ 20 Abs. 1 Satz 1 VwVfG"
    exclude(case=due, user=office.adm, by=office.lea, now=now, reason="Verwandt.", norm=norm)
    assert lea.get(sent["Location"]).status_code == 200
    assert adm.get(sent["Location"]).status_code == 404
    assert adm.post(f"{sent['Location']}confirm/").status_code == 404
