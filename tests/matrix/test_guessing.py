"""Whoever guesses learns nothing: what is not theirs answers like what does not exist."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.http import HttpResponse
from django.test import Client

from casework.access import roles
from casework.access.models import User
from casework.cases.models import Case
from casework.delivery.models import Delivery
from casework.notices.models import BatchIssue
from tests.delivery.making import make_delivery
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import Office, make_case
from tests.matrix.walk import Walker

pytestmark = pytest.mark.django_db
NOWHERE = 999_999_999
Ask = Callable[[Client, str | int], Any]


@pytest.fixture
def delivery(office: Office) -> Delivery:
    """A letter of a case that is Ada's, and nothing to Cleo."""
    return make_delivery(office)


@pytest.fixture
def cleo(office: Office, delivery: Delivery, sign_in: SignIn) -> Client:
    """Works, leads and audits in another unit, where one case is."""
    for role in (roles.LEAD, roles.AUDIT, roles.ADMINISTER):
        roles.grant(user=office.cleo, role=role, unit=office.other_unit)
    (own,) = copies(make_case(office, "own"), 1)
    Case.objects.filter(pk=own.pk).update(
        unit=office.other_unit, assignee=None, applicant_name="Otto Eigen", data={}
    )
    return sign_in(office.cleo)


def answered(answer: HttpResponse, guess: str | int) -> tuple[int, str, list[str]]:
    """An answer without what was typed, which it may repeat, and without tokens and times."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    text = re.sub(r"[A-Za-z0-9]{64}|since=[^&\"]+", "", content.decode())
    if isinstance(guess, str):  # an id may be a 1, which stands everywhere; pages repeat none
        for written in (guess, quote(guess, safe=""), quote_plus(guess)):
            text = text.replace(written, "…")
    return answer.status_code, answer.headers.get("Location", ""), text.splitlines()


# Address by address: what is there for others, and what is nowhere.
GUESSES: dict[str, tuple[str, Ask]] = {
    "search": ("number", lambda client, it: client.get("/", {"view": "open", "q": it})),
    "search for a name": ("name", lambda client, it: client.get("/", {"view": "open", "q": it})),
    "returned mail": ("notice", lambda client, it: client.get("/post/returned/", {"number": it})),
    "audit by case": ("number", lambda client, it: client.get("/audit/", {"case": it})),
    "audit export": ("number", lambda client, it: client.get("/audit/export/csv/", {"case": it})),
    "suggestions": ("number", lambda client, it: client.get("/law/suggest/", {"q": it})),
    "printing": ("delivery", lambda client, it: client.post("/post/print/", {"delivery": it})),
    "a batch": ("case", lambda client, it: client.post("/batches/new/", {"case": it})),
    "follow-ups": (
        "case",
        lambda client, it: client.post("/bulk/follow-up/", {"case": it, "due_on": "2099-01-01"}),
    ),
}


@pytest.mark.parametrize("name", GUESSES)
def test_a_right_guess_is_answered_like_a_wrong_one(
    cleo: Client, delivery: Delivery, name: str
) -> None:
    what, ask = GUESSES[name]
    there: dict[str, tuple[str | int, str | int]] = {
        "number": (delivery.case.file_number, "0000-9999-99999"),
        "name": (delivery.case.applicant_name, "Niemand Nirgends"),
        "notice": (delivery.notice.number, "0000-9999-99999/1"),
        "delivery": (delivery.pk, NOWHERE),
        "case": (delivery.case_id, NOWHERE),
    }
    right, wrong = there[what]
    ask(cleo, wrong)  # the first one fills caches and logs
    found, expected = answered(ask(cleo, right), right), answered(ask(cleo, wrong), wrong)
    assert found[0] < 500
    assert [line for line in found[2] if line not in expected[2]] == []
    assert found == expected


def test_what_is_ticked_beyond_the_page_stays_as_it_is(
    office: Office, cleo: Client, delivery: Delivery
) -> None:
    case = Case.objects.get(pk=delivery.case_id)
    cleo.post("/team/assign/", {"case": str(case.pk), "to": str(office.cleo.pk)})
    cleo.post("/batches/new/", {"all": "", "view": "open"})
    unchanged = Case.objects.get(pk=case.pk)
    assert (unchanged.assignee, unchanged.version) == (case.assignee, case.version)
    assert not BatchIssue.objects.filter(items__case=case).exists()


def test_counts_and_lists_hold_only_what_is_theirs(cleo: Client, delivery: Delivery) -> None:
    inbox = cleo.get("/", {"view": "open"})
    assert [view.count for view in inbox.context["views"]][:3] == [1, 0, 1]
    for page in ("/post/", "/team/", "/batches/", "/audit/patterns/", "/audit/samples/"):
        text = cleo.get(page).content.decode()
        assert delivery.case.file_number not in text, page
        assert delivery.case.applicant_name not in text, page


def test_ids_of_other_cases_do_not_exist_under_ones_own(walker: Walker, sign_in: SignIn) -> None:
    """Every address with a case and a further id: the case is theirs, the id is another's."""
    world = walker.world
    (own,) = copies(world.cases[2], 1)
    Case.objects.filter(pk=own.pk).update(unit=world.office.other_unit, assignee=None)
    person = sign_in(_all_roles(world.office))
    walked = 0
    for name, parts in walker.pages.items():
        ids = set(parts) - {"file_number", "kind", "what", "form"}
        if "file_number" not in parts or not ids:
            continue
        number = (world.parts | world.parts_of.get(name, {}))["file_number"]
        url = walker.address(name).replace(str(number), own.file_number)
        assert person.get(url).status_code in (302, 404, 405), name
        assert person.post(url).status_code in (403, 404, 405), name
        walked += 1
    assert walked > 20


def _all_roles(office: Office) -> User:
    for role in roles.ROLES:
        roles.grant(user=office.cleo, role=role, unit=office.other_unit)
    return office.cleo
