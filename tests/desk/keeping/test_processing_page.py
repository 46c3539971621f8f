"""The page of the record of processing."""

from casework.archive.models import PrivacyOffice
from tests.desk.conftest import SignIn
from tests.factories import Office


def test_the_record_is_read_by_keepers_and_completed_by_administrators(
    office: Office, sign_in: SignIn
) -> None:
    adm, lea = sign_in(office.adm), sign_in(office.lea)
    page = lea.get("/privacy/processing/").content.decode()
    assert "Bewohnerparkausweis" in page
    assert "not entered yet" in page
    assert "/privacy/processing/office/" not in page
    assert lea.get("/privacy/processing/office/").status_code == 403
    sent = {"officer": "Dr. D. Schutz", "contact": "", "recipients": "", "measures": ""}
    assert adm.post("/privacy/processing/office/", sent).status_code == 302
    assert "Dr. D. Schutz" in adm.get("/privacy/processing/").content.decode()
    assert PrivacyOffice.objects.get().authority == office.authority
    assert sign_in(office.ada).get("/privacy/processing/").status_code == 403
