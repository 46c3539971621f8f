"""Unusual patterns: each finds what it asks for, and leaves the usual alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import Settings

from casework.access.models import User
from casework.audit.models import Entry
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.desk.audit_room import patterns
from tests.desk.conftest import SignIn
from tests.factories import NOW, PASSWORD, Office, make_case, open_step

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
LIMITS = {"reads_a_day": 3, "downloads_an_hour": 3, "failed_sign_ins": 3, "overrides": 2}


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    """Limits that a test can reach."""
    settings.AUDIT_LIMITS = LIMITS


def entry(
    by: User, act: str, at: datetime = TUESDAY, case: int | None = None, **values: object
) -> Entry:
    """An entry as it would have been written at that time."""
    made: Entry = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(User),
        object_pk="0",
        object_repr="x",
        actor=by,
        actor_name=str(by),
        authority_id=by.authority_id,
        case_id=case,
        act=act,
        timestamp=at,
        **{"action": Entry.Action.ACT, **values},
    )
    return made


def found(look: patterns.Callable[[patterns.Log], list[patterns.Hit]]) -> list[tuple[str, int]]:
    day = Entry.objects.filter(timestamp__lt=NOW + timedelta(days=7))
    return [(hit.who, hit.count) for hit in look(day)]


def test_many_reads_of_cases_one_has_nothing_to_do_with(office: Office) -> None:
    for case in range(900001, 900006):
        entry(office.ada, "case.read", case=case, action=Entry.Action.ACCESS)
        entry(office.ben, "case.read", case=case, action=Entry.Action.ACCESS)
        entry(office.ben, "note.add", case=case)  # works on them
    for person in (office.cleo, office.lea):
        for day in range(3):
            at = TUESDAY + timedelta(days=day)
            entry(person, "case.read", at, case=900001, action=Entry.Action.ACCESS)
    assert found(patterns.unrelated_reads) == [("Ada Klein", 5)]


def test_ones_own_cases_are_no_unrelated_reads(office: Office) -> None:
    case = make_case(office)
    Case.objects.update(assignee=office.ada)
    for _ in range(5):
        entry(office.ada, "case.read", case=case.pk, action=Entry.Action.ACCESS)
    assert found(patterns.unrelated_reads) == []


@pytest.mark.parametrize(
    ("at", "is_unusual"),
    [
        (datetime(2026, 3, 3, 21, 30, tzinfo=UTC), True),  # half past ten at night
        (datetime(2026, 3, 3, 4, 30, tzinfo=UTC), True),  # half past five
        (datetime(2026, 3, 3, 5, 30, tzinfo=UTC), False),  # half past six
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), True),  # a Saturday
        (datetime(2026, 3, 6, 12, 0, tzinfo=UTC), False),
    ],
)
def test_nights_and_weekends(office: Office, at: datetime, is_unusual: bool) -> None:
    for _ in range(5):
        entry(office.ada, "case.take", at)
    assert found(patterns.at_night) == ([("Ada Klein", 5)] if is_unusual else [])


def test_overrides(office: Office) -> None:
    entry(office.ben, "finding.override")
    entry(office.lea, "finding.override")
    entry(office.lea, "finding.override", TUESDAY + timedelta(days=1))
    assert found(patterns.overrides) == [("Lea Brandt", 1), ("Lea Brandt", 1)]


@pytest.mark.parametrize(
    ("minutes", "outcome", "hits"), [(14, "grant", 1), (16, "grant", 0), (14, "refuse", 0)]
)
def test_taken_and_granted(office: Office, minutes: int, outcome: str, hits: int) -> None:
    case = make_case(office)
    Decision.objects.create(
        case=case,
        step=open_step(case),
        outcome=outcome,
        status="issued",
        changed_by=office.ada,
        changed_at=NOW,
        decided_by=office.ada,
        decided_at=NOW,
    )
    entry(office.ada, "case.take", case=case.pk)
    issued = TUESDAY + timedelta(minutes=minutes)
    entry(office.ada, "notice.issue", issued, case=case.pk)
    entry(office.ben, "notice.issue", issued, case=case.pk)
    assert found(patterns.taken_and_granted) == [("Ada Klein", 1)] * hits


def test_own_powers(office: Office) -> None:
    entry(office.adm, "power.grant", object_id=office.adm.pk)
    entry(office.adm, "power.grant", object_id=office.ada.pk)
    assert found(patterns.own_powers) == [("Adam Meister", 1)]


def test_failed_sign_ins(office: Office, client: Client) -> None:
    for name in ("ada", "ada", "ada", "ben", "nobody-has-this-name"):
        client.login(username=name, password="wrong")
    assert client.login(username="ben", password=PASSWORD)
    hits = patterns.failed_sign_ins(Entry.objects.all())
    assert [(hit.who, hit.count) for hit in hits] == [("Ada Klein", 3)]
    assert not Entry.objects.filter(object_repr__contains="nobody").exists()


def test_mass_downloads(office: Office) -> None:
    for minute in range(3):
        at = TUESDAY + timedelta(minutes=minute)
        entry(office.ada, "document.read", at, action=Entry.Action.ACCESS)
        at = TUESDAY + timedelta(hours=minute)
        entry(office.ben, "document.read", at, action=Entry.Action.ACCESS)
    assert found(patterns.mass_downloads) == [("Ada Klein", 3)]


def test_page_shows_every_question_and_leads_to_the_entries(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    rolf = sign_in(office.rolf)
    few = queries(rolf, "/audit/patterns/")
    for _ in range(3):
        entry(office.lea, "finding.override", at=datetime.now(UTC))
    page = rolf.get("/audit/patterns/?days=7")
    assert len(page.context["patterns"]) == len(patterns.PATTERNS)
    address = page.context["patterns"][2]["hits"][0][0].address
    assert len(rolf.get(f"/audit/{address}").context["lines"]) == 3
    assert queries(rolf, "/audit/patterns/") == few
    assert Entry.objects.filter(act="audit.patterns", actor=office.rolf).exists()
    assert sign_in(office.lea).get("/audit/patterns/").status_code == 403
