"""The gate: a page nobody settled is open to nobody, and methods a page never takes are refused."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from casework.access import roles
from casework.cases import policy
from casework.desk.gate.table import GROUPS
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [path("", include("casework.urls")), path("forgotten/", forgotten, name="forgotten")]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_without_a_policy_is_open_to_nobody(
    office: Office, sign_in: SignIn, method: str
) -> None:
    for role in roles.ROLES:
        roles.grant(user=office.lea, role=role, unit=office.unit)
    answer = getattr(sign_in(office.lea), method)("/forgotten/")
    assert answer.status_code == 403
    assert "secret" not in answer.content.decode()
    assert "Nobody has settled yet who may open this page." in answer.content.decode()


def test_methods_a_page_never_takes(office: Office, sign_in: SignIn) -> None:
    page, ada = f"/cases/{make_case(office).file_number}/", sign_in(office.ada)
    assert ada.post(page).headers["Allow"] == "GET, HEAD"
    for method in ("put", "delete", "options", "trace"):
        assert getattr(ada, method)(page).status_code == 405


def test_refusal_gives_its_reason(office: Office, sign_in: SignIn) -> None:
    answer = sign_in(office.rolf).post(f"/cases/{make_case(office).file_number}/take/")
    assert answer.status_code == 403
    assert policy.why_not(office.rolf, policy.CHANGE, make_case(office)) in answer.content.decode()


def test_no_page_stands_in_two_groups() -> None:
    names = [name for group in GROUPS.values() for name in group]
    assert len(names) == len(set(names))
