"""The log goes on speaking of a case that was deleted, to those who audit its unit."""

import json

from casework.access import roles
from tests.archive.making import carried_out, make_old_case
from tests.desk.conftest import SignIn
from tests.factories import Office


def test_entries_of_a_deleted_case_are_found_by_its_number(office: Office, sign_in: SignIn) -> None:
    case = make_old_case(office)
    name = case.applicant_name
    carried_out(office)
    rolf = sign_in(office.rolf)
    page = rolf.get("/audit/", {"case": case.file_number}).content.decode()
    assert "deleted the case in the run #1" in page
    assert "made this case of an application" in page
    assert f"/audit/cases/{case.file_number}/" not in page
    assert name not in page
    sent = rolf.get("/audit/export/jsonl/", {"case": case.file_number})
    rows = [json.loads(line) for line in b"".join(sent.streaming_content).splitlines()]  # type: ignore[arg-type]
    assert {row["case"] for row in rows} == {case.file_number}


def test_who_audits_another_unit_does_not_find_them(office: Office, sign_in: SignIn) -> None:
    case = make_old_case(office)
    carried_out(office)
    for unit, seen in ((office.other_unit, False), (office.unit, True)):
        roles.grant(user=office.cleo, role=roles.AUDIT, unit=unit)
        page = sign_in(office.cleo).get("/audit/", {"case": case.file_number}).content.decode()
        assert ("deleted the case in the run #1" in page) is seen
