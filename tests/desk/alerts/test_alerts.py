"""The bell, the list behind it, where an alert leads, and what one wants by e-mail."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.cases.models import Case
from casework.notifying.models import Alert, Choice, Kind
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def told(office: Office, case: Case) -> Alert:
    """That Ada got the case."""
    return Alert.objects.create(
        user=office.ada, case=case, kind=Kind.ASSIGNED, key="one", at=timezone.now()
    )


def statements(client: Client, url: str, **headers: str) -> list[str]:
    """Those about alerts that an address costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, headers=headers).status_code == 200
    return [one["sql"] for one in captured.captured_queries if "notifying_" in one["sql"]]


def test_the_bell_counts_what_is_unread(told: Alert, office: Office, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    page = ada.get("/services/")
    assert page.context["frame"].alerts == 1
    assert 'class="bar__count">1<' in page.content.decode()
    assert "bar__count" not in sign_in(office.ben).get("/services/").content.decode()
    assert "bar__bell" not in Client().get("/accounts/login/").content.decode()


def test_the_bell_costs_one_query_and_none_where_only_a_part_is_asked_for(
    told: Alert, office: Office, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    for url in ("/", "/services/", f"/cases/{make_case(office, 'other').file_number}/"):
        assert len(statements(ada, url)) == 1, url
    assert statements(ada, "/", **{"HX-Request": "true"}) == []


def test_an_alert_leads_to_its_case_and_is_read(
    told: Alert, office: Office, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    page = ada.get("/alerts/").content.decode()
    assert f'href="/alerts/{told.pk}/"' in page
    assert "Assigned to you" in page
    answer = ada.get(f"/alerts/{told.pk}/")
    assert answer.headers["Location"] == f"/cases/{told.case.file_number}/"
    assert ada.get("/services/").context["frame"].alerts == 0
    ada.post("/alerts/mark/", {"unread": told.pk})
    assert ada.get("/services/").context["frame"].alerts == 1


def test_whoever_opens_the_case_has_read_it(told: Alert, office: Office, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    ada.get(f"/cases/{told.case.file_number}/")
    assert ada.get("/services/").context["frame"].alerts == 0


def test_all_up_to_the_newest_on_the_page_are_marked(
    told: Alert, office: Office, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    upto = ada.get("/alerts/").context["newest"]
    later = Alert.objects.create(
        user=office.ada, kind=Kind.SUBSTITUTION, key="two", at=timezone.now()
    )
    ada.post("/alerts/mark/", {"upto": upto})
    assert list(Alert.objects.filter(read_at=None)) == [later]


def test_alerts_of_others_are_not_there(told: Alert, office: Office, sign_in: SignIn) -> None:
    ben = sign_in(office.ben)
    assert ben.get(f"/alerts/{told.pk}/").status_code == 404
    assert "Nothing new." in ben.get("/alerts/").content.decode()
    ben.post("/alerts/mark/", {"read": told.pk})
    told.refresh_from_db()
    assert told.read_at is None


def test_the_list_costs_the_same_however_long(
    told: Alert, office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    ada = sign_in(office.ada)
    before = queries(ada, "/alerts/")
    for number in range(20):
        case = make_case(office, f"{number}")
        Alert.objects.create(
            user=office.ada, case=case, kind=Kind.ANSWER, key=f"n{number}", at=timezone.now()
        )
    assert queries(ada, "/alerts/") == before


def test_one_settles_what_comes_by_e_mail(office: Office, sign_in: SignIn) -> None:
    ada = sign_in(office.ada)
    wanted = dict.fromkeys(Kind.values, "off") | {"co_sign": "at_once", "deadline": "daily"}
    assert ada.post("/alerts/settings/", wanted).status_code == 302
    kept = dict(Choice.objects.exclude(way="off").values_list("kind", "way"))
    assert kept == {"co_sign": "at_once", "deadline": "daily"}
    page = ada.get("/alerts/settings/").content.decode()
    assert "No e-mails are sent at the moment" in page
    assert page.count("selected") == len(Kind) - 1  # changes of the law go to administrators
    assert 'name="law"' in sign_in(office.adm).get("/alerts/settings/").content.decode()
    assert ada.post("/alerts/settings/", {"co_sign": "hourly"}).status_code == 422
