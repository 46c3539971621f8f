"""The page on which a person's data are found and handed out."""

import io
import zipfile

from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

ASKED = {"name": "Brandes", "birth_date": "1988-05-14", "address": "", "reason": "Auskunft 3/26"}


def test_from_the_search_to_the_file(office: Office, sign_in: SignIn) -> None:
    case, adm = make_case(office), sign_in(office.adm)
    page = adm.post("/privacy/subject/", ASKED).content.decode()
    party = case.parties.get()
    assert f'name="party" value="{party.pk}"' in page
    sent = adm.post("/privacy/subject/export/", {"party": party.pk, "reason": ASKED["reason"]})
    assert sent["Content-Type"] == "application/zip"
    packed = io.BytesIO(b"".join(sent.streaming_content))  # type: ignore[arg-type]
    assert "index.html" in zipfile.ZipFile(packed).namelist()
    assert adm.post("/privacy/subject/export/", {"reason": "x"}).status_code == 422
    assert adm.post("/privacy/subject/", {**ASKED, "birth_date": ""}).status_code == 422


def test_a_lead_of_one_unit_and_others_do_not_get_there(office: Office, sign_in: SignIn) -> None:
    party = make_case(office).parties.get()
    for person in (office.lea, office.ada, office.rolf):
        client = sign_in(person)
        assert client.get("/privacy/subject/").status_code == 403
        assert client.post("/privacy/subject/", ASKED).status_code == 403
        sent = client.post("/privacy/subject/export/", {"party": party.pk, "reason": "x"})
        assert sent.status_code == 403
