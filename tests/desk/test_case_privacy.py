"""The page of data protection of a case, and where its marks are shown."""

import re

from casework.cases.models import Case
from tests.archive.making import make_old_case
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

RESTRICT = {"kind": "restriction", "ground": "a", "purpose": "", "statement": "Stimmt nicht."}


def test_a_restriction_is_shown_on_the_case_and_in_the_list(
    office: Office, sign_in: SignIn
) -> None:
    case, lea, ada = make_case(office), sign_in(office.lea), sign_in(office.ada)
    page = f"/cases/{case.file_number}/"
    assert lea.post(f"{page}privacy/mark/", RESTRICT).status_code == 302
    said = "The use of this case&#x27;s data is restricted"
    assert said in ada.get(page).content.decode()
    assert "Data restricted, only kept" in ada.get("/").content.decode()
    shown = lea.get(f"{page}privacy/").content.decode()
    assert "Stimmt nicht." in shown
    settle = re.search(r"/cases/[^\"]+/settle/", shown)
    assert settle
    assert ada.post(settle[0], {"reason": "x"}).status_code == 403
    lea.post(settle[0], {"reason": "Geprüft; die Person ist unterrichtet."})
    assert Case.objects.get(pk=case.pk).restriction == ""
    assert said not in ada.get(page).content.decode()


def test_what_does_not_fit_comes_back_and_others_enter_nothing(
    office: Office, sign_in: SignIn
) -> None:
    page = f"/cases/{make_case(office).file_number}/privacy/"
    lea = sign_in(office.lea)
    assert lea.post(f"{page}mark/", {**RESTRICT, "ground": ""}).status_code == 422
    assert lea.post(f"{page}hold/", {"reason": ""}).status_code == 422
    for person in (office.ada, office.rolf):
        client = sign_in(person)
        assert client.get(page).status_code == 200
        assert client.post(f"{page}mark/", RESTRICT).status_code == 403
        assert client.post(f"{page}hold/", {"reason": "x"}).status_code == 403
    assert sign_in(office.cleo).get(page).status_code == 404


def test_a_hold_is_placed_listed_and_lifted(office: Office, sign_in: SignIn) -> None:
    case, lea = make_old_case(office), sign_in(office.lea)
    page = f"/cases/{case.file_number}/privacy/"
    lea.post(f"{page}hold/", {"reason": "Klage anhängig"})
    assert "Klage anhängig" in lea.get("/privacy/retention/").content.decode()
    hold = case.holds.get()
    lea.post(f"{page}holds/{hold.pk}/lift/")
    assert "Klage anhängig" not in lea.get("/privacy/retention/").content.decode()
    assert lea.post(f"{page}holds/{hold.pk}/lift/").status_code == 409
