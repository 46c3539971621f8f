"""The page of access to a case: sharing, questions and answers, exclusion; and who sees it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.audit.models import Entry
from casework.cases import absences, sharing
from casework.cases.actions import take
from casework.cases.models import Case, Share
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
FEARED = "§ 21 Abs. 1 Satz 1 VwVfG"


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def sharing_with(key: str, **changes: object) -> dict[str, object]:
    values = {"to": key, "level": "read", "until": day(5).isoformat(), "why": "Sondernutzung"}
    return {**values, **changes}


@pytest.fixture
def case(office: Office) -> Case:
    return take(case=make_case(office), by=office.ada, now=NOW)


@pytest.fixture
def url(case: Case) -> str:
    return f"/cases/{case.file_number}/access/"


def test_shared_changed_and_ended(office: Office, case: Case, url: str, sign_in: SignIn) -> None:
    ada, cleo = sign_in(office.ada), sign_in(office.cleo)
    page = f"/cases/{case.file_number}/"
    assert cleo.get(page).status_code == 404
    sent = sharing_with(f"unit-{office.other_unit.pk}")
    answer = ada.post(f"{url}share/", sent, follow=True)
    assert "The case is shared with Gewerbeamt." in answer.content.decode()
    assert "Ada Klein shared it with you" in cleo.get("/").content.decode()
    told = cleo.get(page).content.decode()
    assert "shared it with you" not in cleo.get("/").content.decode()
    assert case.applicant_name in told
    assert "Add the note" not in told
    assert cleo.post(f"{page}take/").status_code == 403
    share = Share.objects.get()
    changed = {"level": "comment", "until": day(9).isoformat()}
    ada.post(f"{url}shares/{share.pk}/change/", changed)
    assert "Add the note" in cleo.get(page).content.decode()
    ada.post(f"{url}shares/{share.pk}/end/")
    assert cleo.get(page).status_code == 404
    assert ada.post(f"{url}shares/{share.pk}/end/").status_code == 409


def test_question_answered_on_the_case_page(
    office: Office, case: Case, url: str, sign_in: SignIn
) -> None:
    sent = sharing_with(f"person-{office.cleo.pk}", level="consult", question="Gewerbe gemeldet?")
    sign_in(office.ada).post(f"{url}share/", sent)
    share, cleo, page = Share.objects.get(), sign_in(office.cleo), f"/cases/{case.file_number}/"
    assert "Your answer" in cleo.get(page).content.decode()
    assert "Ada Klein asks for your opinion" in cleo.get("/").content.decode()
    assert "Your answer" not in sign_in(office.ada).get(page).content.decode()
    answering = f"{url}shares/{share.pk}/answer/"
    assert sign_in(office.ben).post(answering, {"answer": "Ja."}).status_code == 403
    assert cleo.post(answering, {"answer": " "}).status_code == 422
    assert cleo.post(answering, {"answer": "Ja, seit 2020."}).status_code == 302
    assert "Ja, seit 2020." in sign_in(office.ada).get(page).content.decode()
    assert cleo.post(answering, {"answer": "Nein."}).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": ""}, "to"),
        ({"to": "person-0"}, "to"),
        ({"until": "2020-01-01"}, "until"),
        ({"level": "consult"}, "question"),
    ],
)
def test_what_does_not_fit_comes_back(
    office: Office,
    case: Case,
    url: str,
    sign_in: SignIn,
    changes: dict[str, object],
    field: str,
) -> None:
    sent = sharing_with(f"person-{office.cleo.pk}", **changes)
    answer = sign_in(office.ada).post(f"{url}share/", sent)
    assert answer.status_code == 422
    assert set(answer.context["share_form"].errors) == {field}


def test_own_bias_leaves_only_the_confirmation(
    office: Office, case: Case, url: str, sign_in: SignIn
) -> None:
    ada = sign_in(office.ada)
    assert "I am biased" in ada.get(url).content.decode()
    sent = {"norm": FEARED, "reason": "Meine Schwägerin.", "user": office.ben.pk}
    answer = ada.post(f"{url}exclude/", sent, follow=True)
    told = answer.content.decode()
    assert "told to give it away: Lea Brandt" in told
    assert case.applicant_name not in told
    assert ada.get(url).status_code == 404
    assert case.exclusions.get().user == office.ada
    assert "To be assigned anew" in sign_in(office.lea).get("/?view=needs").content.decode()


def test_lead_excludes_and_lifts_and_reasons_are_for_them(
    office: Office, case: Case, url: str, sign_in: SignIn
) -> None:
    lea = sign_in(office.lea)
    sent = {"user": office.ada.pk, "norm": FEARED, "reason": "Nachbarin."}
    assert lea.post(f"{url}exclude/", sent).status_code == 302
    assert lea.post(f"{url}exclude/", sent).status_code == 409
    assert "Nachbarin." in lea.get(url).content.decode()
    ben = sign_in(office.ben)
    assert "Nachbarin." not in ben.get(url).content.decode()
    lifting = f"{url}exclusions/{case.exclusions.get().pk}/lift/"
    assert ben.post(lifting, {"reason": "Doch nicht."}).status_code == 403
    assert lea.post(lifting, {"reason": ""}).status_code == 422
    lea.post(lifting, {"reason": "Doch keine Nachbarin."})
    assert sign_in(office.ada).get(url).status_code == 200


def test_deputy_is_marked_on_the_page_in_the_log_and_in_the_history(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    now = timezone.now()
    days = {"starts_on": day(0), "ends_on": day(3)}
    absences.enter(absent=office.ada, deputy=office.cleo, by=office.ada, now=now, **days)
    cleo, page = sign_in(office.cleo), f"/cases/{case.file_number}/"
    assert "You stand in for Ada Klein." in cleo.get(page).content.decode()
    assert cleo.post(f"{page}notes/", {"note": "Anruf."}).status_code == 302
    entry = Entry.objects.get(act="note.add", action=Entry.Action.ACT)
    assert (entry.actor, entry.on_behalf_of) == (office.cleo, office.ada)
    told = sign_in(office.lea).get(f"{page}history/").content.decode()
    assert "<strong>Cleo Fern</strong> standing in for Ada Klein" in told
    assert "You stand in" not in sign_in(office.ben).get(page).content.decode()
    sign_in(office.ben).post(f"{page}notes/", {"note": "Noch einer."})
    latest = Entry.objects.filter(act="note.add", action=Entry.Action.ACT).latest("id")
    assert (latest.actor, latest.on_behalf_of) == (office.ben, None)


def test_query_count_does_not_grow(
    office: Office, case: Case, url: str, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    ada = sign_in(office.ada)

    def shared(to: object, **more: object) -> None:
        values = {"until": day(5), "why": "x", "now": timezone.now(), "level": "read", **more}
        sharing.share(case=case, to=to, by=office.ada, **values)  # type: ignore[arg-type]

    shared(office.cleo)
    before = queries(ada, url)
    for person in (office.ben, office.rolf, office.adm, office.other_unit):
        shared(person)
    assert queries(ada, url) == before
