"""Searching the law as a person of an authority: its by-laws are there, those of others are not."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from casework.access.models import User
from casework.desk.law.law_reader import reader_of
from casework.lawwatch.entries import enter_bylaw
from legal.audience import Reader
from legal.bylaws.writer import Head
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db

HEAD = Head(
    abbreviation="TeichS",
    title="Satzung über die Teiche",
    valid_from=date(2024, 1, 1),
    source="Amtsblatt Nr. 1",
)
SEARCH = "/law/search/?q=Entengr%C3%BCtze"


@pytest.fixture
def with_bylaw(office: Office) -> Office:
    enter_bylaw(head=HEAD, text="§ 1 Entengrütze\n\nSie bleibt.", by=office.adm, now=NOW)
    return office


def test_a_by_law_is_found_in_its_own_authority_only(
    with_bylaw: Office, other_office: Office, sign_in: SignIn
) -> None:
    assert "§ 1 TeichS" in sign_in(with_bylaw.ada).get(SEARCH).content.decode()
    other = sign_in(other_office.ada)
    assert "TeichS" not in other.get(SEARCH).content.decode()
    assert "<option" not in other.get("/law/suggest/?q=Teich").content.decode()
    assert other.get("/law/lindenfurt-teichs/1/").status_code == 404


def test_the_statutes_of_its_services_are_favoured(office: Office, rf: RequestFactory) -> None:
    request = rf.get(SEARCH)
    request.user = office.ada
    reader = reader_of(request)
    assert reader.keeper == "lindenfurt"
    assert {"stvo_2013", "stvg", "vwvfg"} <= set(reader.prefer)


def test_a_person_of_no_authority_sees_common_law_only(rf: RequestFactory) -> None:
    request = rf.get(SEARCH)
    for request.user in (AnonymousUser(), User(username="nobody")):
        assert reader_of(request) == Reader()


def test_the_reader_costs_one_query(
    office: Office, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    request = rf.get(SEARCH)
    request.user = office.ada
    reader_of(request)
    with django_assert_num_queries(1):
        reader_of(request)
