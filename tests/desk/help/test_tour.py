"""The first day: tasks tick themselves when done, the card goes away and comes back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.access.models import User
from casework.desk.help.tour import TASKS, is_shown
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db
CARD = "Your first day"


def done(user: User) -> list[str]:
    return list(User.objects.values_list("tour_done", flat=True).get(pk=user.pk))


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def test_tasks_tick_themselves_once_when_they_are_done(office: Office, ada: Client) -> None:
    case = make_case(office)
    page = f"/cases/{case.file_number}/"
    assert "5 tasks left" in ada.get("/").content.decode()
    ada.get(page)
    ada.get(page)
    assert done(office.ada) == ["open"]
    ada.post(f"{page}take/")
    ada.post(f"{page}notes/", {"note": "Angerufen."})
    assert done(office.ada) == ["open", "take", "note"]
    assert "2 tasks left" in ada.get("/").content.decode()


def test_what_was_refused_ticks_nothing(office: Office, ada: Client) -> None:
    case = make_case(office)
    assert ada.post(f"/cases/{case.file_number}/notes/", {"note": ""}).status_code == 422
    assert ada.get("/cases/none/").status_code == 404
    assert ada.get(f"/cases/{case.file_number}/notes/").status_code == 302  # leads back
    assert done(office.ada) == []


def test_put_away_and_called_back(office: Office, ada: Client) -> None:
    ada.post("/tour/away/")
    assert CARD not in ada.get("/").content.decode()
    ada.get(f"/cases/{make_case(office).file_number}/")
    assert done(office.ada) == []  # nothing is noted of whoever does not want it
    assert "Show the tour" in ada.get("/help/").content.decode()
    ada.post("/tour/back/")
    assert CARD in ada.get("/").content.decode()


def test_called_back_when_all_is_done_it_begins_anew(office: Office, ada: Client) -> None:
    User.objects.filter(pk=office.ada.pk).update(tour_done=[task.key for task in TASKS])
    ada.post("/tour/back/")
    assert done(office.ada) == []


def test_only_new_people_see_it_by_itself(office: Office) -> None:
    now = timezone.now()
    assert is_shown(office.ada, now)
    assert not is_shown(office.ada, now + timedelta(days=31))
    office.ada.tour = User.Tour.BACK
    assert is_shown(office.ada, now + timedelta(days=31))


def test_auditors_have_no_tasks_of_caseworkers(office: Office, sign_in: SignIn) -> None:
    assert CARD not in sign_in(office.rolf).get("/").content.decode()
