"""The deadline calculator: its answers, its state in the address, and what it refuses."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from casework.access import roles
from casework.delivery.models import FictionRule
from casework.desk.deadlines.calculator_form import in_words, read_period
from casework.desk.deadlines.calculator_labels import FICTIONS
from casework.desk.deadlines.month import month_pages
from legal.deadlines import FICTION_KEYS, Place, compute
from legal.deadlines.answer import RULES
from legal.importer import import_law
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db
EASTER = "?event=2026-03-03&period=1+Monat&fiction=post&regime=vwvfg&land=BE&place=none"
HTMX = {"HX-Request": "true", "HX-Target": "answer"}


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def asked(client: Client, query: str, status: int = 200, **headers: str) -> str:
    answer = client.get(f"/deadlines/{query}", headers=headers or None)
    assert answer.status_code == status
    return answer.content.decode()


def test_everybody_with_a_role_can_compute(office: Office, sign_in: SignIn) -> None:
    for person in ("ada", "lea", "adm", "rolf"):
        asked(sign_in(getattr(office, person)), "")
    roles.withdraw(user=office.ben, role=roles.WORK, unit=office.unit)
    asked(sign_in(office.ben), "", 403)


def test_the_answer_has_day_reasons_and_a_text_to_copy(ada: Client) -> None:
    text = asked(ada, EASTER)
    assert "Tuesday, April 7, 2026" in text or "Tuesday, 7 April 2026" in text
    assert "OVG Lüneburg" in text
    assert 'data-copy="Fristende: Dienstag, 7. April 2026' in text
    assert "Karfreitag" in text  # the small calendar names the free days


def test_norms_are_links_with_a_preview(ada: Client) -> None:
    import_law("vwvfg", small_law({"§ 41": "<P>(2) Ein Satz.</P>"}, name="VwVfG"), NOW)
    text = asked(ada, EASTER)
    assert "data-law-preview" in text
    assert "§ 41 Abs. 2 Satz 1 VwVfG</a>" in text


def test_without_a_day_nothing_is_asked_yet(ada: Client) -> None:
    assert "Enter the day" in asked(ada, "")
    part = asked(ada, "?event=&period=1+Monat", **HTMX)
    assert "Enter the day" in part
    assert "<form" not in part


def test_the_place_is_the_authoritys(office: Office, ada: Client) -> None:
    office.authority.land, office.authority.catholic = "BY", True
    office.authority.save()
    assert '<option value="BY" selected>' in asked(ada, "")
    assert '<option value="catholic" selected>' in asked(ada, "")
    text = asked(ada, "?event=2025-07-15&fiction=none&period=1m")
    assert "Mariä Himmelfahrt, in Bayern" in text
    text = asked(ada, "?event=2025-07-15&fiction=none&period=1m&place=none")
    assert "nur in Gemeinden" in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?event=2026-02-30&period=1m", "Enter a valid date"),
        ("?event=&period=1m", "This field is required"),
        ("?event=2026-03-03&period=soon", "Please enter a length like"),
        ("?event=2026-03-03&period=1m&land=XX", "Select a valid choice"),
        ("?event=2026-03-03&period=1m&fiction=sgbx-portal", "does not exist under this law"),
        ("?event=1900-03-03&period=1m", "keine Feiertage bekannt"),
        ("?event=2026-03-03&period=1m&received=2026-03-01", "läge vor dem"),
        ("?event=2026-03-03&period=1m&fiction=post&fiction_norm=Art.+41", "auch ihre Tage"),
        ("?event=2026-03-03&period=1m&backwards=on&fiction=post", "rückwärts"),
        ("?rule=reinstatement&event=2026-03-03", "This field is required"),
    ],
)
def test_what_cannot_be_answered_says_why(ada: Client, query: str, words: str) -> None:
    assert words in asked(ada, query, 422)


def test_a_dispute_shows_both_days(ada: Client) -> None:
    text = asked(ada, "?rule=permit&event=2026-02-16&period=3m&land=RP&place=none")
    assert "Saturday, " in text
    assert "Disputed: by another view the last day is Monday" in text
    undisputed = asked(ada, "?rule=objection&event=2024-12-30&fiction=post&land=BE&place=none")
    assert "Disputed: by another view" not in undisputed  # both views end on the same day
    assert "auf den Streit kommt es hier nicht an" in undisputed


@pytest.mark.parametrize("rule", ["", *RULES])
def test_every_question_has_its_own_fields_and_an_answer(ada: Client, rule: str) -> None:
    more = "&missed=2026-02-02" if rule == "reinstatement" else ""
    text = asked(ada, f"?rule={rule}&event=2026-03-03&fiction=none{more}")
    assert ('name="period"' in text) == (rule in ("", "authority", "extension", "permit"))
    assert ('name="not_informed"' in text) == (rule in ("objection", "action"))
    assert "Why this date" in text


def test_the_authoritys_own_fiction_holds_while_it_is_in_force(office: Office, ada: Client) -> None:
    FictionRule.objects.create(
        authority=office.authority,
        regime="VwVfG",
        way="post",
        days=3,
        norm="§ 1 LVwVfG",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        source="Gesetzblatt",
    )
    own = asked(ada, "?event=2026-03-03&fiction=post&period=1m&regime=vwvfg")
    assert "am dritten Tag danach" in own and "§ 1 LVwVfG" in own
    for query in (
        "?event=2025-03-03&fiction=post&period=1m",  # not in force yet
        "?event=2026-03-03&fiction=post&period=1m&land=BE",  # another Land
        "?event=2026-03-03&fiction=post&period=1m&regime=sgbx",
        "?event=2026-03-03&fiction=electronic&period=1m",
    ):
        assert "am vierten Tag danach" in asked(ada, query)
    typed = "?event=2026-03-03&fiction=post&period=1m&fiction_days=7&fiction_norm=Art.+1"
    assert "am siebten Tag danach" in asked(ada, typed)


def test_htmx_gets_the_answer_and_the_address_that_asks_the_same(ada: Client) -> None:
    answer = ada.get(f"/deadlines/{EASTER}&received=&no_shift=", headers=HTMX)
    text = answer.content.decode()
    assert "<form" not in text
    assert "Copy the text" in text
    address = answer.headers["HX-Replace-Url"]
    assert "received" not in address
    assert "period=1m" in address
    again = asked(ada, address)
    assert 'value="1 Monat"' in again
    assert "Copy the text" in again


def test_another_question_brings_its_fields_and_drops_the_old_entries(ada: Client) -> None:
    query = "?was=&rule=permit&event=2026-02-16&period=1+Monat&received=2026-03-01&land=RP"
    answer = ada.get(
        f"/deadlines/{query}", headers={"HX-Request": "true", "HX-Target": "calculator"}
    )
    text = answer.content.decode()
    assert 'value="3 Monate"' in text
    assert 'name="received"' not in text
    assert 'value="2026-02-16"' in text
    assert "<html" not in text


def test_an_address_costs_the_same_however_much_it_says(
    ada: Client, queries: Callable[[Client, str], int]
) -> None:
    assert queries(ada, f"/deadlines/{EASTER}") <= 8


def test_hostile_values_are_refused_not_crashed(ada: Client) -> None:
    for query in (
        "?event=2026-03-03&period=%00",
        "?event=9999-12-31&period=999y",
        "?rule=%3Cscript%3E&event=2026-03-03",
        "?event=2026-03-03&period=1m&fiction_days=99999999999999999999",
        "?event=2026-03-03&period=1m&regime=x&fiction=y",
    ):
        text = asked(ada, query, 422)
        assert "<script>" not in text


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("1 Monat", "1m"), ("zwei Wochen", "2w"), ("einem Monat", "1m"), ("eine Woche", "1w"),
        ("sieben Tage", "7d"), ("10d", "10d"), ("3 months", "3m"), ("ein Jahr", "1y"),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(typed: str, period: str) -> None:
    assert read_period(typed) == period
    assert read_period(in_words(period)) == period


@pytest.mark.parametrize(
    "typed", ["", "0 Tage", "Monat", "1", "-1 Tag", "1,5 Monate", "elf Tage x"]
)
def test_anything_else_is_no_length(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_period(typed)


def test_every_way_of_notification_has_a_name() -> None:
    assert set(FICTION_KEYS) - set(FICTIONS) == {"ao-portal-message"}


def test_months_mark_what_happens() -> None:
    event, place = date(2026, 3, 3), Place("BE")
    found = compute(event=event, period="1m", place=place, fiction="post")
    march, april = month_pages(event, found, place)
    assert [(cell.day.day, cell.mark) for cell in march.marked] == [(3, "event"), (7, "notified")]
    assert [(cell.day.day, cell.mark) for cell in april.marked] == [(7, "due")]
    assert [name for _day, name in april.holidays] == ["Karfreitag", "Ostermontag"]
    assert all(len(week) == 7 for week in march.weeks)
    free = [cell.day.day for week in april.weeks for cell in week if cell and cell.free]
    assert free[:4] == [3, 4, 5, 6]
