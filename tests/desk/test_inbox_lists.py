"""The inbox's lists: what a follow-up does to them, their filters, order, columns and names."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.audit.models import Entry
from casework.cases.actions import add_note, take
from casework.cases.models import Case, Deadline, SavedView, Seen
from casework.desk.inbox.export import cell
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db


def shown(client: Client, query: str = "") -> list[int]:
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return [row.case.pk for row in response.context["rows"]]


def days(number: int) -> object:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


@pytest.mark.parametrize(
    ("values", "needs", "waits"),
    [
        ({"follow_up_on": 5}, False, True),
        ({"follow_up_on": 0}, True, False),
        ({"follow_up_on": 0, "waiting_for": "applicant"}, True, True),
        ({"follow_up_on": 5, "attention": "answer"}, True, True),
        ({"follow_up_on": 5, "due_on": 2}, True, True),
        ({"follow_up_on": 5, "due_on": 2, "waiting_for": "applicant"}, False, True),
        ({"follow_up_on": 5, "due_on": -1, "waiting_for": "applicant"}, True, True),
    ],
)
def test_a_case_rests_until_its_follow_up_unless_something_calls(
    office: Office, ada: Client, values: dict[str, object], needs: bool, waits: bool
) -> None:
    case = make_case(office)
    changes = {key: days(v) if isinstance(v, int) else v for key, v in values.items()}
    Case.objects.update(**{"due_on": None, "attention": "", **changes})
    assert (case.pk in shown(ada)) is needs
    assert (case.pk in shown(ada, "?view=waiting")) is waits


def test_follow_up_is_told_with_its_reason_and_sorted_by_its_day(
    office: Office, ada: Client
) -> None:
    late, soon = make_case(office, "1"), make_case(office, "2")
    Case.objects.update(due_on=days(9), attention="")
    url = f"/cases/{late.file_number}/follow-up/"
    ada.post(url, {"due_on": days(0), "reason": "Rückruf"})
    rows = ada.get("/").context["rows"]
    assert [row.case.pk for row in rows] == [late.pk, soon.pk]
    assert str(rows[0].reasons[0]) == "Follow-up due: Rückruf"


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("?step=check", True, False),
        ("?step=decide", False, True),
        ("?due=overdue", True, False),
        ("?due=week", False, True),
        ("?due=none", False, False),
        ("?news=new", True, False),
        ("?channel=api", True, True),
        ("?channel=folder", False, False),
        ("?unit=999", False, False),
        ("?q=weiss", True, False),
    ],
)
def test_filters(office: Office, ada: Client, query: str, first: bool, second: bool) -> None:
    one, other = make_case(office, "1"), make_case(office, "2")
    work_on(other, office.ada)
    Case.objects.filter(pk=one.pk).update(due_on=days(-1), applicant_name="Jörg Weiß")
    Case.objects.filter(pk=other.pk).update(due_on=days(3))
    found = shown(ada, query)
    assert (one.pk in found, other.pk in found) == (first, second)


@pytest.mark.parametrize("sort", ["due", "received", "newest", "news"])
def test_every_order_shows_each_case_once(
    office: Office, ada: Client, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.desk.inbox.queue.PAGE_SIZE", 2)
    cases = [make_case(office, f"{n}") for n in range(5)]
    for number, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(
            received_on=days(-number),
            due_on=days(number) if number else None,
            attention_since=NOW + timedelta(hours=number) if number else None,
        )
    query, seen = f"?sort={sort}", []
    while query:
        response = ada.get(f"/{query}")
        seen += [row.case.pk for row in response.context["rows"]]
        query = response.context["more"]
    first, *others = (case.pk for case in cases)
    assert (
        seen
        == {
            "due": [*others, first],
            "received": [*reversed(others), first],
            "newest": [first, *others],
            "news": [*reversed(others), first],
        }[sort]
    )


def test_columns_are_chosen_in_the_address(office: Office, ada: Client) -> None:
    make_case(office)
    page = ada.get("/?cols=unit&cols=received&cols=nonsense").content.decode()
    assert "Straßenverkehrsbehörde</td>" in page
    assert 'data-label="Who"' not in page


def test_news_are_unread_for_each_person_until_they_looked(
    office: Office, sign_in: SignIn, ada: Client
) -> None:
    case = make_case(office)
    ada.get(f"/cases/{case.file_number}/look/")
    assert shown(ada, "?news=unread") == []
    assert shown(sign_in(office.ben), "?news=unread") == [case.pk]
    Case.objects.update(attention="answer", attention_since=timezone.now())
    assert shown(ada, "?news=unread") == [case.pk]


def test_view_is_kept_under_a_name_and_shared_with_the_unit(
    office: Office, sign_in: SignIn, ada: Client
) -> None:
    make_case(office)
    ada.post("/inbox/views/save/", {"name": "Neue", "news": "new", "share": office.unit.pk})
    for person, labels in ((office.ben, True), (office.cleo, False)):
        views = sign_in(person).get("/").context["views"]
        assert [(v.label, v.count) for v in views[4:]] == ([("Neue", 1)] if labels else [])
    view = SavedView.objects.get()
    assert sign_in(office.ben).post(f"/inbox/views/{view.pk}/remove/").status_code == 403
    assert sign_in(office.cleo).post(f"/inbox/views/{view.pk}/remove/").status_code == 404
    ada.post(f"/inbox/views/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_view_is_shared_only_with_units_one_works_in(office: Office, ada: Client) -> None:
    sent = {"name": "Neue", "share": office.other_unit.pk}
    assert ada.post("/inbox/views/save/", sent).status_code == 403
    ada.post("/inbox/views/save/", {"name": "  "})
    assert not SavedView.objects.exists()


def test_news_line_counts_what_came_since(office: Office, ada: Client) -> None:
    since = timezone.now().isoformat().replace("+", "%2B")
    assert ada.get(f"/inbox/news/?since={since}").content.strip() == b""
    case = make_case(office)
    Case.objects.filter(pk=case.pk).update(attention_since=timezone.now())
    assert "1 new" in ada.get(f"/inbox/news/?since={since}").content.decode()
    assert ada.get("/inbox/news/?since=yesterday").content.strip() == b""


def test_export_holds_the_list_is_logged_and_harmless(office: Office, ada: Client) -> None:
    case = take(case=make_case(office), by=office.ada, now=NOW)
    make_case(office, "2")
    Case.objects.filter(pk=case.pk).update(applicant_name="=HYPERLINK(1)")
    answer = ada.get("/inbox/list.csv?person=me&q=hyperlink")
    text = b"".join(answer.streaming_content).decode()
    head, line = text.strip().splitlines()
    assert head.startswith("\ufeffFile number;")
    assert line.startswith(f"{case.file_number};'=HYPERLINK(1);")
    entry = Entry.objects.get(act="case.export")
    assert entry.additional_data["person"] == "me"
    assert "hyperlink" not in str(entry.additional_data).lower()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", " =1"])
def test_cell_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell("Müller-Lüdenscheidt") == "Müller-Lüdenscheidt"


def test_quick_look_marks_as_seen_but_keeps_the_news(office: Office, ada: Client) -> None:
    case = take(case=make_case(office), by=office.ada, now=NOW)
    Case.objects.update(attention="answer", attention_since=NOW)
    page = ada.get(f"/cases/{case.file_number}/look/", headers={"hx-request": "true"})
    assert page.content.decode().lstrip().startswith('<section class="look"')
    assert Seen.objects.filter(user=office.ada, case=case).exists()
    assert "Answer arrived" in ada.get("/").content.decode()


def test_quick_look_costs_the_same_whatever_the_case_holds(
    office: Office, ada: Client, queries: Callable[[Client, str], int]
) -> None:
    case = make_case(office)
    url = f"/cases/{case.file_number}/look/"
    with_little = queries(ada, url)
    for number in range(4):
        add_note(case=case, text=f"{number}", by=office.ben, now=NOW)
        Deadline.objects.create(case=case, kind="step", label="x", due_on=days(number))
    assert queries(ada, url) == with_little


def test_quick_look_is_not_there_for_others(office: Office, sign_in: SignIn, ada: Client) -> None:
    case = make_case(office)
    assert sign_in(office.cleo).get(f"/cases/{case.file_number}/look/").status_code == 404
    refused = ada.post(f"/cases/{case.file_number}/follow-up/", {"due_on": "2026-02-30"})
    assert refused.status_code == 422


def test_ticked_cases_are_assigned_and_the_result_is_shown(office: Office, ada: Client) -> None:
    case, other = make_case(office, "1"), make_case(office, "2")
    sent = {"case": [case.pk, 999_999], "to": "me", f"version-{case.pk}": case.version}
    page = ada.post("/bulk/assign/", sent, follow=True)
    assert "1 case was changed." in page.content.decode()
    other.refresh_from_db()
    assert other.assignee is None
    page = ada.post(page.wsgi_request.path + "undo/", follow=True)
    assert "This was undone." in page.content.decode()


def test_result_is_only_for_who_did_it(office: Office, sign_in: SignIn, ada: Client) -> None:
    case = make_case(office)
    sent = {"case": case.pk, "due_on": days(3), "reason": "Antwort"}
    sent |= {"view": "open", "q": ""}
    path, _, back = ada.post("/bulk/follow-up/", sent).headers["Location"].partition("?")
    assert 'href="/?view=open"' in ada.get(f"{path}?{back}").content.decode()
    assert sign_in(office.ben).get(path).status_code == 404
    assert sign_in(office.ben).post(f"{path}undo/").status_code == 404


def test_nothing_ticked_leads_back_to_the_same_list(ada: Client, office: Office) -> None:
    answer = ada.post("/bulk/assign/", {"to": "me", "view": "open", "q": "x"}, follow=True)
    assert answer.wsgi_request.get_full_path() == "/?view=open&q=x"
    assert "Nothing was done" in answer.content.decode()
