"""The case page says who takes part; its forms enter a representative and correct entries."""

import pytest
from django.test import Client

from casework.cases.models import Case, Party
from tests.cases.test_parties import LAWYER
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(case: Case, rest: str = "") -> str:
    return f"/cases/{case.file_number}/{rest}"


def test_a_representative_is_entered_and_shown(ada: Client, case: Case) -> None:
    wrong = ada.post(url(case, "parties/new/"), {**LAWYER, "family_name": ""})
    assert wrong.status_code == 422
    ada.post(url(case, "parties/new/"), {**LAWYER, "power_shown": "on"})
    shown = ada.get(url(case)).content.decode()
    assert "Rosa Recht" in shown
    assert "Kanzleiweg 1, 67999 Lindenfurt" in shown
    assert "authority shown" in shown
    assert "letters go here" in shown


def test_a_correction_from_the_form(ada: Client, case: Case) -> None:
    party = case.parties.get()
    form = ada.get(url(case, f"parties/{party.pk}/")).context["form"]
    sent = {name: value or "" for name, value in form.initial.items()} | {"city": "Ulm"}
    sent = {name: value for name, value in sent.items() if name in form.fields}
    assert "power_shown" not in form.fields
    assert ada.post(url(case, f"parties/{party.pk}/"), sent).status_code == 422
    done = ada.post(url(case, f"parties/{party.pk}/"), {**sent, "reason": "Umzug"})
    assert done.status_code == 302
    again = ada.post(url(case, f"parties/{party.pk}/"), {**sent, "city": "Bonn", "reason": "U"})
    assert again.status_code == 409
    page = ada.get(url(case, f"parties/{party.pk}/")).content.decode()
    assert "<del>Lindenfurt</del> → Ulm" in page
    assert Party.objects.get().city == "Ulm"


def test_who_only_reads_sees_them_and_changes_nothing(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    rolf, party = sign_in(office.rolf), case.parties.get()
    shown = rolf.get(url(case)).content.decode()
    assert party.street in shown
    assert "parties/" not in shown
    for path in ("parties/new/", f"parties/{party.pk}/"):
        assert rolf.get(url(case, path)).status_code == 403
        assert sign_in(office.cleo).post(url(case, path), {}).status_code == 404


def test_a_party_of_another_case_is_not_there(office: Office, ada: Client, case: Case) -> None:
    other = make_case(office, "other").parties.get()
    assert ada.get(url(case, f"parties/{other.pk}/")).status_code == 404
