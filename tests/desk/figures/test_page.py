"""The page of figures: who may open it, what it shows, and what it never shows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from casework.audit.models import Entry
from tests.desk.conftest import SignIn
from tests.desk.figures.offices import closed_case
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db
TOPICS = ("flow", "time", "waiting", "results", "digital", "all")
URL = "/figures/"


@pytest.mark.parametrize(
    ("name", "status"), [("ada", 403), ("adm", 403), ("lea", 200), ("rolf", 200)]
)
def test_leads_and_auditors_open_it(
    office: Office, sign_in: SignIn, name: str, status: int
) -> None:
    client = sign_in(getattr(office, name))
    assert client.get(URL).status_code == status
    assert (URL in client.get("/", follow=True).content.decode()) == (status == 200)
    assert client.get(URL + "figures.csv").status_code == status


def test_every_topic_shows_its_tables_and_no_person(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.lea)
    for _ in range(6):
        closed_case(office, timezone.now())
    for topic in TOPICS:
        text = client.get(f"{URL}?topic={topic}").content.decode()
        main = text.partition("<main")[2].partition("</main>")[0]
        assert "How this is counted" in main and "<svg" in main and "<table" in main
        assert "Bewohnerparkausweis" in main or topic == "flow"
        assert " style=" not in text and "<script>" not in text
        for person in (office.ada, office.ben, office.lea):
            assert str(person) not in main


def test_an_office_without_cases_says_so(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.lea).get(f"{URL}?topic=time").content.decode()
    assert "Nothing to count here." in text and "<svg" not in text


def test_the_number_of_queries_stays_the_same(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    client = sign_in(office.lea)
    for _ in range(6):
        closed_case(office, timezone.now())
    few = {topic: queries(client, f"{URL}?topic={topic}") for topic in TOPICS}
    for _ in range(6):
        closed_case(office, timezone.now())
    assert {topic: queries(client, f"{URL}?topic={topic}") for topic in TOPICS} == few
    assert max(few[topic] for topic in TOPICS[:-1]) <= 12


@pytest.mark.parametrize("asked", ["?period=1999", "?service=abc&unit=-1", "?topic=persons"])
def test_an_address_it_does_not_know_shows_what_is_usual(
    office: Office, sign_in: SignIn, asked: str
) -> None:
    make_case(office)
    text = sign_in(office.lea).get(URL + asked).content.decode()
    assert '<option value="12" selected>' in text and "What came and what went" in text


def test_a_unit_of_others_holds_nothing(office: Office, sign_in: SignIn) -> None:
    closed_case(office, timezone.now())
    for topic in TOPICS:
        url = f"{URL}?topic={topic}&unit={office.other_unit.pk}"
        assert "Bewohnerparkausweis</th>" not in sign_in(office.lea).get(url).content.decode()


def test_the_csv_holds_the_tables_and_is_in_the_log(office: Office, sign_in: SignIn) -> None:
    office.service.name = "=cmd|' /C calc'!A0"
    office.service.save()
    for _ in range(6):
        closed_case(office, timezone.now())
    answer = sign_in(office.lea).get(f"{URL}figures.csv?topic=results&period=3")
    text = b"".join(answer).decode()  # type: ignore[arg-type]
    assert "How cases ended" in text and "'=cmd" in text
    assert not any(one.startswith("=") for line in text.splitlines() for one in line.split(";"))
    entry = Entry.objects.get(act="figures.export")
    assert (entry.actor, entry.additional_data["topic"]) == (office.lea, "results")
