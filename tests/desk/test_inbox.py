"""The inbox: who sees what, filters in the address, pages without OFFSET, a fixed query count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.actions import assign, take
from casework.cases.models import Case
from casework.desk.inbox import queue
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16  # the bell in the head is one of them


def rows(client: Client, query: str = "", **headers: str) -> list[str]:
    """The file numbers of the page's rows, in order."""
    response = client.get(f"/{query}", headers=headers)
    assert response.status_code == 200
    return [row.case.file_number for row in response.context["rows"]]


def counts(client: Client, query: str = "") -> dict[str, int]:
    views = client.get(f"/{query}").context["views"]
    return {view.label: view.count for view in views}


def test_line_says_what_the_case_is_and_why_it_needs_somebody(
    office: Office, sign_in: SignIn
) -> None:
    case = make_case(office)
    page = sign_in(office.ada).get("/").content.decode()
    for text in (case.file_number, case.applicant_name, "Bewohnerparkausweis", "Antrag prüfen"):
        assert text in page
    assert "New application" in page
    assert "overdue" in page  # the test's case is from long ago


def test_views_and_their_counts(office: Office, sign_in: SignIn) -> None:
    mine, bens, free = (make_case(office, f"{n}") for n in range(3))
    take(case=mine, by=office.ada, now=NOW)
    take(case=bens, by=office.ben, now=NOW)
    Case.objects.filter(pk=mine.pk).update(waiting_for="applicant", due_on=timezone.localdate())
    ada = sign_in(office.ada)
    assert rows(ada) == [free.file_number]
    assert rows(ada, "?view=waiting") == [mine.file_number]
    assert counts(ada) == {"Needs me": 1, "Waiting": 1, "All open": 3, "Closed": 0}


def test_waiting_case_whose_date_passed_needs_somebody(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.update(waiting_for="applicant", due_on=yesterday, attention="")
    response = sign_in(office.ada).get("/")
    (row,) = response.context["rows"]
    assert [(str(reason), reason.since) for reason in row.reasons] == [
        ("Applicant did not answer", yesterday)
    ]
    assert case.file_number in response.content.decode()


def test_other_units_see_nothing(office: Office, sign_in: SignIn) -> None:
    make_case(office)
    assert rows(sign_in(office.cleo), "?view=open") == []


def test_auditor_sees_all_open_cases_and_takes_none(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    response = sign_in(office.rolf).get("/")
    assert response.context["selection"].view == "open"
    assert case.file_number in response.content.decode()
    assert "take-next" not in response.content.decode()


def test_administrator_is_led_to_what_they_keep(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.adm).get("/").headers["Location"] == "/office/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=weiss", 1),
        ("?q=bpa-2026", 2),
        ("?q=nobody+of+this+name", 0),
        ("?person=nobody", 1),
        ("?person=me", 1),
        ("?service=999999", 0),
        ("?service=x&person=;drop&after=2026&view=none", 2),
    ],
)
def test_filters(office: Office, sign_in: SignIn, query: str, found: int) -> None:
    first, _second = make_case(office, "1"), make_case(office, "2")
    take(case=first, by=office.ada, now=NOW)
    Case.objects.filter(pk=first.pk).update(applicant_name="Jörg Weiss")
    assert len(rows(sign_in(office.ada), query)) == found


def test_pages_show_each_case_once(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    numbers = [make_case(office, f"{n}").file_number for n in range(5)]
    Case.objects.filter(file_number=numbers[0]).update(due_on=None)
    ada, query, seen = sign_in(office.ada), "", []
    while True:
        response = ada.get(f"/{query}")
        seen += [row.case.file_number for row in response.context["rows"]]
        query = response.context["more"]
        if not query:
            break
    assert seen == [*numbers[1:], numbers[0]]


def test_closed_cases_are_paged_too(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 1)
    for n in range(2):
        make_case(office, f"{n}")
    Case.objects.update(status="closed", closed_at=NOW)
    ada = sign_in(office.ada)
    first = ada.get("/?view=closed")
    second = ada.get("/" + first.context["more"])
    assert len({page.context["rows"][0].case.pk for page in (first, second)}) == 2
    assert second.context["more"] == ""


def test_htmx_gets_the_rows_alone(office: Office, sign_in: SignIn) -> None:
    make_case(office)
    response = sign_in(office.ada).get("/", headers={"hx-request": "true"})
    assert response.content.decode().lstrip().startswith('<section class="rows" id="rows"')
    assert "HX-Request" in response.headers["Vary"]
    response = sign_in(office.ada).get("/?q=&cols=who&sort=due", headers={"hx-request": "true"})
    assert response.headers["HX-Push-Url"] == "/?view=needs&cols=who"  # only what is not usual


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    ada = sign_in(office.ada)
    case = take(case=make_case(office), by=office.ada, now=NOW)
    with_one = queries(ada, "/?view=open")
    copies(case, 20)
    assign(case=Case.objects.latest("pk"), to=office.ben, by=office.lea, now=NOW)
    assert queries(ada, "/?view=open") == with_one
    assert with_one <= MOST_QUERIES


def test_next_case_is_the_most_urgent_free_one(office: Office, sign_in: SignIn) -> None:
    later, urgent, taken = (make_case(office, f"{n}") for n in range(3))
    take(case=taken, by=office.ben, now=NOW)
    Case.objects.filter(pk=urgent.pk).update(due_on="2026-01-02")
    Case.objects.filter(pk=taken.pk).update(due_on="2026-01-01")
    ada = sign_in(office.ada)
    assert ada.post("/take-next/").headers["Location"] == f"/cases/{urgent.file_number}/"
    assert ada.post("/take-next/").headers["Location"] == f"/cases/{later.file_number}/"
    assert ada.post("/take-next/").headers["Location"] == "/"
    assert "no case left" in ada.get("/").content.decode()


def test_taking_the_next_says_why_it_is_this_one(office: Office, sign_in: SignIn) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    Case.objects.filter(pk=second.pk).update(due_on="2026-01-02")
    ada = sign_in(office.ada)
    page = ada.post("/take-next/", follow=True).content.decode()
    assert "Of 2 that nobody had taken its date (01/02/2026) passed first." in page
    page = ada.post("/take-next/", follow=True).content.decode()
    assert "It was the only one that nobody had taken." in page
    first.refresh_from_db()
    assert first.assignee == office.ada


def test_unread_is_marked_until_opened(office: Office, sign_in: SignIn) -> None:
    case = take(case=make_case(office), by=office.ada, now=NOW)
    Case.objects.update(attention="answer")
    ada = sign_in(office.ada)
    assert ada.get("/").context["rows"][0].unread
    ada.get(f"/cases/{case.file_number}/")
    assert not ada.get("/").context["rows"][0].unread


def test_finished_step_shows_the_next(office: Office, sign_in: SignIn) -> None:
    work_on(make_case(office), office.ada)
    assert "Ausweis erteilen" in sign_in(office.ada).get("/").content.decode()


def test_nobody_enters_without_sign_in() -> None:
    assert Client().get("/").headers["Location"] == "/accounts/login/?next=/"
