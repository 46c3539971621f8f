"""Batch issue on the desk: from the inbox to the list of what was issued."""

from collections.abc import Callable

import pytest
from django.test import Client
from procrastinate import testing
from procrastinate.contrib.django import procrastinate_app

from casework.cases.models import Case
from casework.notices.batches import running
from casework.notices.models import BatchIssue, BatchItem, Notice
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
State = BatchIssue.State


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


@pytest.fixture
def jobs() -> object:
    """A queue in memory: what would be deferred to the worker."""
    connector = testing.InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(connector):
        yield connector


@pytest.fixture
def cases(office: Office) -> list[Case]:
    """Two parking permits to be decided, and one that is not there yet."""
    found = [make_case(office, f"one-{number}") for number in range(3)]
    for case in found[:2]:
        work_on(case, office.ada)
    return found


def new(client: Client, *cases: Case, **more: str) -> BatchIssue:
    answer = client.post("/batches/new/", {"case": [str(case.pk) for case in cases], **more})
    batch = BatchIssue.objects.get()
    assert answer.headers["Location"] == f"/batches/{batch.pk}/"
    return batch


def test_the_inbox_offers_what_can_be_decided(ada: Client, cases: list[Case]) -> None:
    text = ada.get("/").content.decode()
    assert "Check the ticked" in text
    assert text.count('name="case"') == 3  # the third cannot be issued, but be assigned


def test_it_offers_nothing_where_nothing_can_be_decided(
    office: Office, sign_in: SignIn, cases: list[Case]
) -> None:
    assert "Check the ticked" not in sign_in(office.rolf).get("/").content.decode()
    assert "Check the ticked" not in sign_in(office.cleo).get("/").content.decode()


def test_from_the_inbox_to_issued_notices(ada: Client, cases: list[Case], jobs: object) -> None:
    batch = new(ada, *cases)
    page = ada.get(f"/batches/{batch.pk}/").content.decode()
    assert "Being checked: 0 of 3" in page
    assert 'hx-trigger="every 2s"' in page
    running.work_on(batch.pk, clock=lambda: NOW)
    page = ada.get(f"/batches/{batch.pk}/").content.decode()
    assert "2 of 3 are ready" in page
    assert "not ready: " in page
    assert "Issue 2 notices" in page
    assert "every 2s" not in page
    page = ada.post(f"/batches/{batch.pk}/confirm/", follow=True).content.decode()
    assert "Being issued: 1 of 3" in page  # the one that was not ready is settled
    running.work_on(batch.pk, clock=lambda: NOW)
    page = ada.get(f"/batches/{batch.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Done: 2 of 3 are issued" in page
    assert "<html" not in page
    assert Notice.objects.count() == 2
    for notice in Notice.objects.all():
        assert f"{notice.number}</a>" in page
    tasks = [job["task_name"] for job in jobs.jobs.values()]  # type: ignore[attr-defined]
    assert tasks == ["casework.notices.tasks.work_on_batch"] * 2


def test_all_decisions_of_a_list(ada: Client, cases: list[Case], jobs: object) -> None:
    batch = new(ada, all="1", view="needs")
    assert set(batch.items.values_list("case", flat=True)) == {case.pk for case in cases[:2]}


def test_filters_hold_for_all(ada: Client, cases: list[Case], jobs: object) -> None:
    batch = new(ada, all="1", view="open", q=cases[1].file_number)
    assert [item.case for item in batch.items.all()] == [cases[1]]


def test_nothing_ticked_is_said(ada: Client, cases: list[Case], jobs: object) -> None:
    answer = ada.post("/batches/new/", {}, follow=True)
    assert "Please tick at least one case." in answer.content.decode()
    assert not BatchIssue.objects.exists()


def test_stop(ada: Client, cases: list[Case], jobs: object) -> None:
    batch = new(ada, *cases)
    page = ada.post(f"/batches/{batch.pk}/stop/", follow=True).content.decode()
    assert "Stopped: 0 of 3 are issued" in page
    assert "Ada Klein" in page
    batch.refresh_from_db()
    assert batch.state == State.STOPPED
    again = ada.post(f"/batches/{batch.pk}/stop/", follow=True)
    assert "ended already" in again.content.decode()


def test_double_click_confirms_once(ada: Client, cases: list[Case], jobs: object) -> None:
    batch = new(ada, *cases)
    running.work_on(batch.pk, clock=lambda: NOW)
    for _ in range(2):
        answer = ada.post(f"/batches/{batch.pk}/confirm/", follow=True)
    assert "confirmed or stopped already" in answer.content.decode()
    assert len(jobs.jobs) == 2  # type: ignore[attr-defined]


def test_others(office: Office, sign_in: SignIn, cases: list[Case], jobs: object) -> None:
    batch = new(sign_in(office.ada), *cases)
    address = f"/batches/{batch.pk}/"
    for person, status in (("lea", 200), ("rolf", 200), ("ben", 404), ("cleo", 404)):
        client = sign_in(getattr(office, person))
        assert client.get(address).status_code == status
        listed = address in client.get("/batches/").content.decode()
        assert listed == (status == 200)
    assert sign_in(office.rolf).post(f"{address}stop/").status_code == 403
    assert sign_in(office.lea).post(f"{address}confirm/").status_code == 403
    assert sign_in(office.rolf).post("/batches/new/", {"case": "1"}).status_code == 403
    batch.refresh_from_db()
    assert batch.state == State.CHECKING


def test_the_page_costs_the_same_however_long(
    office: Office, ada: Client, cases: list[Case], queries: Callable[[Client, str], int]
) -> None:
    batch = BatchIssue.objects.create(authority=office.authority, made_by=office.ada, made_at=NOW)
    address, costs = f"/batches/{batch.pk}/", []
    for number, case in enumerate(cases):
        BatchItem.objects.create(batch=batch, case=case, position=number)
        costs.append(queries(ada, address))
    assert costs[0] == costs[-1] <= 10
