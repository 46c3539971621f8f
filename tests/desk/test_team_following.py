"""Following a case from its page: the mark in the inbox, and the list on the board."""

import pytest
from django.test import Client

from casework.cases.actions import take
from casework.cases.models import Case
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
MARK = "You follow this case"


def reasons(client: Client) -> list[str]:
    (row,) = client.get("/?view=open").context["rows"]
    return [str(one) for one in row.reasons]


def test_followed_case_is_marked_for_the_lead_alone(office: Office, sign_in: SignIn) -> None:
    case, lea = make_case(office), sign_in(office.lea)
    take(case=case, by=office.ada, now=NOW)
    page = f"/cases/{case.file_number}/"
    assert "Follow</span>" in lea.get(page).content.decode()
    lea.post(f"{page}follow/")
    assert reasons(lea)[-1] == MARK
    assert MARK not in reasons(sign_in(office.ada))
    assert "Stop following" in lea.get(page).content.decode()
    Case.objects.update(status="closed", closed_at=NOW)
    board = lea.get("/team/?list=followed").context
    assert ([row.case.pk for row in board["rows"]], board["hits"]) == ([case.pk], 1)
    lea.post(f"{page}unfollow/")
    assert lea.get("/team/?list=followed").context["rows"] == []


def test_following_is_not_for_caseworkers(office: Office, sign_in: SignIn) -> None:
    case, ada = make_case(office), sign_in(office.ada)
    assert "Follow</span>" not in ada.get(f"/cases/{case.file_number}/").content.decode()
    assert ada.post(f"/cases/{case.file_number}/follow/").status_code == 403
