"""The administrator's intake: why a submission is no case, and what can be done about it."""

import pytest
from django.test import Client

from casework.access import roles
from casework.cases.models import Case
from casework.intake.actions import receive
from casework.intake.models import Submission
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(office: Office) -> Submission:
    return receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference="P-1",
        media_type="application/json",
        raw=b"{broken <script>",
        now=NOW,
    )


@pytest.fixture
def adm(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.adm)


def test_reason_is_plain(adm: Client, broken: Submission) -> None:
    text = adm.get("/intake/").content.decode()
    assert "P-1" in text
    assert str(broken.problems[0]) in text


def test_accepted_submissions_do_not_show(office: Office, adm: Client) -> None:
    submit(office)
    assert "Everything that arrived has become a case." in adm.get("/intake/").content.decode()


def test_raw_bytes_are_only_saved(adm: Client, broken: Submission) -> None:
    answer = adm.get(f"/intake/{broken.pk}/raw/")
    assert answer.content == b"{broken <script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_retry_makes_a_case_once_the_service_is_there(office: Office, adm: Client) -> None:
    office.service.key = "renamed"
    office.service.save()
    submission = submit(office)
    assert submission.status == Submission.Status.SET_ASIDE
    url = f"/intake/{submission.pk}/retry/"
    assert "still cannot be read" in adm.post(url, follow=True).content.decode()
    office.service.key = "resident-parking"
    office.service.save()
    text = adm.post(url, follow=True).content.decode()
    assert f"became the case {Case.objects.get().file_number}" in text


def test_discarding_needs_a_reason(adm: Client, broken: Submission) -> None:
    url = f"/intake/{broken.pk}/discard/"
    assert adm.post(url, {"reason": " "}).status_code == 422
    adm.post(url, {"reason": "Werbung"})
    broken.refresh_from_db()
    assert broken.status == Submission.Status.DISCARDED
    assert bytes(broken.raw) == b"{broken <script>"


def test_others_are_kept_out(
    office: Office, other_office: Office, broken: Submission, sign_in: SignIn
) -> None:
    for person in (office.ada, office.lea, office.rolf):
        assert sign_in(person).get("/intake/").status_code == 403
        assert sign_in(person).get(f"/intake/{broken.pk}/raw/").status_code == 403
    stranger = sign_in(other_office.adm)
    assert "P-1" not in stranger.get("/intake/").content.decode()
    assert stranger.get(f"/intake/{broken.pk}/raw/").status_code == 404
    assert stranger.post(f"/intake/{broken.pk}/discard/", {"reason": "x"}).status_code == 404


def test_what_became_a_case_is_for_who_sees_the_case(office: Office, sign_in: SignIn) -> None:
    """An administrator without a role in the unit sees what waits, not people's applications."""
    waiting, accepted = submit(office, "no", service="unknown"), submit(office, "yes")
    admin = sign_in(office.adm)
    assert admin.get(f"/intake/{waiting.pk}/raw/").status_code == 200
    assert admin.get(f"/intake/{accepted.pk}/raw/").status_code == 404
    roles.grant(user=office.adm, role=roles.AUDIT, unit=office.unit)
    assert sign_in(office.adm).get(f"/intake/{accepted.pk}/raw/").status_code == 200
