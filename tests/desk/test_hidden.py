"""A case somebody is excluded from is nowhere: no list, count, batch, log entry or address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.access import roles
from casework.access.models import User
from casework.cases.exclusion import exclude
from casework.cases.models import Case
from casework.delivery.models import Delivery
from casework.intake.models import Submission
from tests.delivery.making import make_batch, make_delivery
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
LISTS = (
    "/?view=open",
    "/?view=needs",
    "/?view=open&q={number}",
    "/post/",
    "/team/",
    "/audit/",
    "/audit/export/csv/",
    "/audit/patterns/",
)


@pytest.fixture
def lea(office: Office) -> User:
    """The lead, who here audits and administers everything too."""
    for role in (roles.WORK, roles.AUDIT, roles.ADMINISTER):
        roles.grant(user=office.lea, role=role, unit=office.unit.parent or office.unit)
    return office.lea


@pytest.fixture
def delivery(office: Office) -> Delivery:
    return make_delivery(office, issued=timezone.now() - timedelta(days=7))


def keep_out(office: Office, user: User, case: Case) -> None:
    exclude(
        case=case, user=user, by=user, now=NOW, reason="Nachbar.", norm="§ 21 Abs. 1 Satz 1 VwVfG"
    )


def told(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def places(client: Client, case: Case, number: str) -> set[str]:
    """The lists on which the case, its applicant or its letter is found."""
    words = (case.file_number, case.applicant_name, number)
    urls = [url.format(number=case.file_number[-5:]) for url in LISTS]
    return {url for url in urls if any(word in told(client, url) for word in words)}


def test_on_no_list_and_under_no_address(
    office: Office, lea: User, delivery: Delivery, sign_in: SignIn
) -> None:
    case, page = delivery.case, sign_in(lea)
    Case.objects.filter(pk=case.pk).update(status="open", closed_at=None, assignee=None)
    number, document = delivery.notice.number, case.documents.get()
    submission = Submission.objects.get(case=case)
    addresses = [
        f"/cases/{case.file_number}/",
        f"/cases/{case.file_number}/history/",
        f"/cases/{case.file_number}/documents/{document.pk}/",
        f"/cases/{case.file_number}/notices/{delivery.notice_id}/",
        f"/cases/{case.file_number}/deliveries/{delivery.pk}/",
        f"/audit/cases/{case.file_number}/",
        f"/intake/{submission.pk}/raw/",
    ]
    assert len(places(page, case, number)) >= 6
    assert {page.get(url).status_code for url in addresses} == {200}
    keep_out(office, lea, case)
    before = Case.objects.visible_to(office.ada).count()
    assert not places(page, case, number)
    assert {page.get(url).status_code for url in addresses} == {404}
    assert page.get("/").context["views"][0].count == 0
    assert before == 1


def test_neither_in_a_print_batch_nor_printed(
    office: Office, delivery: Delivery, sign_in: SignIn
) -> None:
    batch = make_batch(office, delivery)
    ada, ben = sign_in(office.ada), sign_in(office.ben)
    assert ada.get(f"/post/batches/{batch.pk}/").status_code == 200
    keep_out(office, office.ada, delivery.case)
    assert ada.get(f"/post/batches/{batch.pk}/").status_code == 404
    assert ada.get(f"/post/batches/{batch.pk}/pdf/").status_code == 404
    assert ada.post(f"/post/batches/{batch.pk}/dissolve/").status_code == 404
    assert "batches" in ada.get("/post/?view=batches").context["view"]
    assert not ada.get("/post/?view=batches").context["open_batches"]
    assert ben.get(f"/post/batches/{batch.pk}/").status_code == 200


def test_a_related_case_is_not_named(office: Office, sign_in: SignIn) -> None:
    case, track = make_case(office), make_case(office, "track")
    Case.objects.filter(pk=track.pk).update(origin=case)
    ada, url = sign_in(office.ada), f"/cases/{case.file_number}/"
    assert track.file_number in ada.get(url).content.decode()
    keep_out(office, office.ada, track)
    assert track.file_number not in ada.get(url).content.decode()
