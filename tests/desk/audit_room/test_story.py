"""One case's whole story for the auditor, and the log as files."""

import csv
import json
from collections.abc import Callable

import pytest
from django.test import Client

from casework.audit.log import standing_in_for
from casework.audit.models import Entry
from casework.cases.actions import add_note, look_at, take
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db


def test_the_story_begins_at_the_beginning(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    with standing_in_for(office.ben):
        take(case=case, by=office.ada, now=NOW)
    look_at(case=case, by=office.lea, now=NOW)
    page = sign_in(office.rolf).get(f"/audit/cases/{case.file_number}/")
    lines = page.context["lines"]
    told = [line.sentence for line in lines]
    assert told.index("took the case.") < told.index("opened the case.")
    assert lines[0].sentence == "made this case of an application."
    assert [line.is_reading for line in lines][-1]
    text = page.content.decode()
    assert "standing in for Ben Groß" in text
    assert "<details" in text and "open>" not in text
    assert Entry.objects.get(act="audit.story").case_id == case.pk


def test_for_printing_every_change_is_unfolded(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    text = sign_in(office.rolf).get(f"/audit/cases/{case.file_number}/?open").content.decode()
    assert text.count("<details") == text.count('<details class="log" open>') > 0


def test_the_story_is_for_auditors(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    for person in (office.ada, office.lea):
        assert sign_in(person).get(f"/audit/cases/{case.file_number}/").status_code == 403


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    rolf, case = sign_in(office.rolf), make_case(office)
    url = f"/audit/cases/{case.file_number}/"
    few = queries(rolf, url)
    for _ in range(10):
        add_note(case=case, text="x", by=office.ada, now=NOW)
    assert queries(rolf, url) == few


def test_what_was_found_is_exported_as_json_lines(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    work_on(case, office.ada)
    answer = sign_in(office.rolf).get("/audit/export/jsonl/?act=step.complete")
    assert answer.streaming and "attachment" in answer["Content-Disposition"]
    rows = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert len(rows) == Entry.objects.filter(act="step.complete").count() > 1
    assert {row["case"] for row in rows} == {case.file_number}
    assert rows[-1]["sentence"] == "completed “Antrag prüfen”."
    noted = Entry.objects.get(act="audit.export")
    assert noted.additional_data == {"form": "jsonl", "filter": {"act": "step.complete"}}


def test_csv_has_a_head_and_no_formulas(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    take(case=case, by=office.ada, now=NOW)
    Entry.objects.create(
        content_type_id=Entry.objects.latest("id").content_type_id,
        object_pk="1",
        object_repr="=1+1",
        action=Entry.Action.ACT,
        act="case.x",
        authority_id=office.authority.pk,
    )
    answer = sign_in(office.rolf).get("/audit/export/csv/")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert {"'=1+1"} == {row["object"] for row in rows if row["act"] == "case.x"}
    assert rows[-1]["actor"] in ("", "Adam Meister")
    assert case.file_number in {row["case"] for row in rows}


def test_other_formats_and_other_people_get_nothing(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.rolf).get("/audit/export/xlsx/").status_code == 404
    assert sign_in(office.ada).get("/audit/export/csv/").status_code == 403
