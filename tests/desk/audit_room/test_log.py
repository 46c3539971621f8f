"""The audit room: the whole log of what one audits, and not one thing to change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.access import roles
from casework.audit.log import from_address
from casework.audit.models import Entry
from casework.cases.actions import add_note, take
from casework.desk.audit_room import filter as log_filter
from casework.desk.audit_room import views as audit
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db


def sentences(client: Client, query: str = "") -> list[str]:
    return [line.sentence for line in client.get(f"/audit/{query}").context["lines"]]


def test_log_is_for_auditors(office: Office, sign_in: SignIn) -> None:
    for person in (office.ada, office.lea, office.adm):
        assert sign_in(person).get("/audit/").status_code == 403


def test_act_is_one_line_with_its_changes(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    line = sign_in(office.rolf).get("/audit/?act=step.complete").context["lines"][0]
    assert line.sentence == "completed “Antrag prüfen”."
    assert line.entry.actor_name == "Ada Klein"
    assert line.file_number == case.file_number
    assert "StVO" in line.entry.norm
    changed = {change.text: [field.name for field in change.fields] for change in line.changes}
    assert "status" in changed["changed: step Antrag prüfen"]


def test_filters(office: Office, sign_in: SignIn) -> None:
    first, second = make_case(office, "1"), make_case(office, "2")
    take(case=first, by=office.ada, now=NOW)
    add_note(case=second, text="x", by=office.ben, now=NOW)
    rolf = sign_in(office.rolf)
    assert sentences(rolf, f"?person={office.ada.pk}") == ["took the case."]
    assert sentences(rolf, f"?case={second.file_number.lower()}&act=note.add") == ["wrote a note."]
    assert sentences(rolf, "?until=1999-01-01") == []
    assert "took the case." in sentences(
        rolf, "?since=nonsense&until=9999-12-31&person=x&after=y&ip=z&entry=x"
    )
    assert sentences(rolf, "?case=no-such-case") == []


def test_pages_show_each_entry_once(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE_SIZE", 3)
    for n in range(7):
        add_note(case=make_case(office, f"{n}"), text="x", by=office.ada, now=NOW)
    rolf, query, seen = sign_in(office.rolf), "?act=note.add", 0
    while query:
        context = rolf.get(f"/audit/{query}").context
        seen += len({line.entry.cid for line in context["lines"]})
        query = context["more"]
    assert seen >= 7


def test_other_authorities_are_invisible(
    office: Office, other_office: Office, sign_in: SignIn
) -> None:
    make_case(other_office)
    found = log_filter.entries(log_filter.LogFilter(), office.rolf)
    assert not found.exclude(authority_id=office.authority.pk).exists()
    assert Entry.objects.filter(authority_id=other_office.authority.pk).exists()


def test_nothing_can_be_changed(office: Office, sign_in: SignIn) -> None:
    make_case(office)
    rolf = sign_in(office.rolf)
    page = rolf.get("/audit/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in page
    assert rolf.post("/audit/").status_code == 405


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    rolf = sign_in(office.rolf)
    case = make_case(office, "0")
    work_on(case, office.ada)
    with_few = queries(rolf, "/audit/")
    for twin in copies(case, 20):
        take(case=twin, by=office.ben, now=NOW)
        add_note(case=twin, text="x", by=office.ben, now=NOW)
    assert queries(rolf, "/audit/") == with_few


def test_filters_of_time_field_address_and_entry(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    with from_address("10.1.2.3"):
        take(case=case, by=office.ada, now=NOW)
    rolf, taken = sign_in(office.rolf), Entry.objects.get(act="case.take", action=4)
    assert sentences(rolf, "?ip=10.1.2.3") == ["took the case."]
    assert sentences(rolf, "?field=assignee&act=case.take") == ["changed: case " + str(case)]
    assert sentences(rolf, "?field=who&act=case.take") == ["changed: case " + str(case)]
    assert sentences(rolf, "?field=nothing-like-it") == []
    assert sentences(rolf, f"?entry={taken.pk}") == ["took the case."]
    now = timezone.localtime(taken.timestamp)
    minute, before = f"{now:%Y-%m-%dT%H:%M}", f"{now - timedelta(minutes=2):%Y-%m-%dT%H:%M}"
    assert "took the case." in sentences(rolf, f"?since={minute}&until={minute}&act=case.take")
    assert sentences(rolf, f"?until={before}&act=case.take") == []
    assert "took the case." in sentences(rolf, f"?since={now:%Y-%m-%d}&until={now:%Y-%m-%d}")


def test_reading_the_log_is_in_the_log(office: Office, sign_in: SignIn) -> None:
    rolf = sign_in(office.rolf)
    rolf.get("/audit/?act=case.take")
    entry = Entry.objects.get(act="audit.read")
    assert entry.actor == office.rolf
    assert entry.additional_data == {"filter": {"act": "case.take"}}
    assert sentences(rolf, "?act=audit.read") == ["read the audit log."]


def test_an_auditor_of_a_unit_sees_its_cases_alone(office: Office, sign_in: SignIn) -> None:
    make_case(office)
    roles.grant(user=office.cleo, role=roles.AUDIT, unit=office.other_unit)
    cleo = sign_in(office.cleo)
    assert sentences(cleo) == []
    case = office.service.cases.get()
    assert cleo.get(f"/audit/cases/{case.file_number}/").status_code == 404
    assert cleo.get("/audit/export/jsonl/").getvalue() == b""
