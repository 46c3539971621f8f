"""Reviews of a decided case: opened from its page, shown on both sides, refused where wrong."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.delivery.planning import plan
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case
from tests.services.package.test_journeys import work_through
from tests.services.package.track_cases import (
    granted_parking,
    install_track,
    objected,
    refused_parking,
    reviewed,
)

pytestmark = pytest.mark.django_db
LINK = "Withdraw, revoke or correct this decision"
ENTERED = {
    "purpose": "withdraw",
    "known_on": NOW.date().isoformat(),
    "occasion": "Die Wohnung wurde nie bezogen.",
    "requested": "office",
}
WHY = {"ruecknahme_pruefen": [{"vertrauen_weil": "Im Antrag stand eine andere Wohnung."}]}


def page(client: Client, case: Case) -> str:
    response = client.get(f"/cases/{case.file_number}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def enter(client: Client, case: Case, **changes: object) -> tuple[int, str]:
    target = case.decisions.get().pk
    response = client.post(f"/cases/{case.file_number}/review/", {"target": target} | changes)
    return response.status_code, response.content.decode()


def test_review_opens_with_what_was_entered(office: Office, sign_in: SignIn) -> None:
    install_track(office, "review")
    origin, ada = granted_parking(office), sign_in(office.ada)
    assert LINK in page(ada, origin)
    assert enter(ada, origin, **ENTERED)[0] == 302
    track = Case.objects.get(origin=origin)
    assert (track.unit, track.received_on) == (origin.unit, NOW.date())
    text = page(ada, track)
    assert "The decision this is about" in text
    assert origin.notices.get().number in text
    assert text.count("Die Wohnung wurde nie bezogen.") >= 2  # the data and the first step
    assert f"{track.file_number}</a> Überprüfung eines Bescheids" in page(ada, origin)
    assert "(under way)" in page(ada, origin)


def test_original_tells_what_became_of_it(office: Office, sign_in: SignIn) -> None:
    install_track(office, "review")
    origin, ada = granted_parking(office), sign_in(office.ada)
    before = bytes(origin.notices.get().pdf)
    track = reviewed(office, origin, "withdraw")
    assert "Withdrawn on" not in page(ada, origin)
    work_through(office, track, WHY)
    text = page(ada, origin)
    assert "Withdrawn on" in text and "wird mit Wirkung für die Zukunft zurückgenommen" in text
    assert "(closed: withdraw)" in text
    assert LINK not in text  # there is nothing left to review
    assert enter(ada, origin, **ENTERED)[0] == 422
    assert bytes(origin.notices.get().pdf) == before


def test_rejected_objection_leaves_the_decision_standing(office: Office, sign_in: SignIn) -> None:
    install_track(office, "objection")
    origin = refused_parking(office)
    track = objected(office, origin).track
    assert track is not None
    answers = {
        "zulaessigkeit_pruefen": [{"vorbringen": "Sie wohnen dort.", "hinweis": "nein"}],
        "sache_pruefen": [{"wuerdigung": "Sie sind nicht gemeldet."}],
    }
    work_through(office, track, answers)
    plan(notice=track.notices.get(), now=NOW)
    ada = sign_in(office.ada)
    assert "Upheld on an objection on" in page(ada, origin)
    assert "Enter an objection" not in page(ada, track)  # an action is the remedy


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"known_on": (date.today() + timedelta(days=2)).isoformat()}, 422, "in the future"),
        ({"occasion": "  "}, 422, "required"),
        ({"purpose": "certify"}, 422, "valid choice"),
        ({"target": "0"}, 422, "valid choice"),
        ({"target": ""}, 422, "Please choose an issued decision"),
    ],
)
def test_what_does_not_fit_is_refused(
    office: Office, sign_in: SignIn, changes: dict[str, str], status: int, message: str
) -> None:
    install_track(office, "review")
    origin = granted_parking(office)
    found, text = enter(sign_in(office.ada), origin, **{**ENTERED, **changes})
    assert found == status
    assert message in text
    assert not Case.objects.filter(origin=origin).exists()


def test_the_same_decision_is_not_reviewed_twice_at_once(office: Office, sign_in: SignIn) -> None:
    install_track(office, "review")
    origin = granted_parking(office)
    first = reviewed(office, origin, "withdraw")
    status, text = enter(sign_in(office.ada), origin, **ENTERED)
    assert status == 409
    assert f"It is being reviewed already in {first.file_number}." in text


def test_without_decision_or_service_there_is_nothing_to_review(
    office: Office, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    decided, undecided = granted_parking(office), make_case(office)
    assert "There is nothing to review" in page_of_review(ada, decided)
    install_track(office, "review")
    assert "Open the review" in page_of_review(ada, decided)
    assert "There is nothing to review" in page_of_review(ada, undecided)


def page_of_review(client: Client, case: Case) -> str:
    response = client.get(f"/cases/{case.file_number}/review/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("lea", 200), ("rolf", 403), ("cleo", 404)])
def test_only_who_works_there_opens_a_review(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    install_track(office, "review")
    origin, client = granted_parking(office), sign_in(getattr(office, who))
    assert client.get(f"/cases/{origin.file_number}/review/").status_code == status
    if status != 404:
        assert (LINK in page(client, origin)) == (status == 200)


def test_case_page_costs_the_same_with_many_tracks(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    install_track(office, "review")
    origin, ada = granted_parking(office), sign_in(office.ada)
    wrong = {"falsch": "A", "richtig": "B", "offenbar_weil": "Ein Dreher."}
    costs = []
    for _turn in range(2):
        track = reviewed(office, origin, "correct")
        work_through(office, track, {"berichtigung_pruefen": [wrong]})
        costs.append(queries(ada, f"/cases/{origin.file_number}/"))
    assert costs[0] == costs[1]
    assert page(ada, origin).count("Corrected on") == 2
