"""Finding a person and handing out the copy of their data."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest

from casework.archive.belongings import belongings
from casework.archive.subject import Wanted, search
from casework.archive.subject_export import export
from casework.audit.models import Entry
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.links import link
from casework.cases.models import Case, CaseLink, Exclusion, Party, PartyChange
from casework.cases.parties import correct_party
from tests.archive.making import make_old_file
from tests.factories import NOW, PDF, Office, make_case

MIRA = Wanted(name="mira BRANDES", birth_date=date(1988, 5, 14))


def found(office: Office, wanted: Wanted = MIRA) -> list[Party]:
    return search(wanted=wanted, reason="Auskunft 3/26", by=office.adm, now=NOW)


def copy_for(office: Office, *parties: Party) -> zipfile.ZipFile:
    chosen = [one.pk for one in parties]
    with export(chosen=chosen, reason="Auskunft 3/26", by=office.adm, now=NOW) as packed:
        return zipfile.ZipFile(io.BytesIO(packed.read()))


def test_found_by_two_parts_in_ones_own_authority(office: Office, other_office: Office) -> None:
    case = make_case(office)
    make_case(other_office)
    assert [one.case for one in found(office)] == [case]
    assert len(found(office, Wanted(name="Brandes", address="Gerbergasse 12, 67999"))) == 1
    assert found(office, Wanted(name="Brandes", birth_date=date(1988, 5, 15))) == []
    with pytest.raises(InvalidData):
        found(office, Wanted(name="Brandes"))
    with pytest.raises(InvalidData):
        search(wanted=MIRA, reason=" ", by=office.adm, now=NOW)


def test_only_for_who_answers_for_the_whole_authority(office: Office) -> None:
    case = make_case(office)
    for person in (office.ada, office.lea, office.rolf):
        with pytest.raises(NotAllowed):
            search(wanted=MIRA, reason="x", by=person, now=NOW)
        with pytest.raises(NotAllowed):
            export(chosen=[case.parties.get().pk], reason="x", by=person, now=NOW)


def test_cases_one_is_excluded_from_are_not_there(office: Office) -> None:
    case = make_case(office)
    Exclusion.objects.create(
        case=case,
        user=office.adm,
        norm="§ 20 VwVfG",
        reason="Schwester",
        entered_by=office.lea,
        entered_at=NOW,
    )
    assert found(office) == []
    with pytest.raises(InvalidData):
        copy_for(office, case.parties.get())


def test_the_log_keeps_why_and_not_for_whom(office: Office) -> None:
    case = make_case(office)
    copy_for(office, *found(office))
    asked, handed = Entry.objects.filter(act__startswith="subject.").order_by("pk")
    assert (asked.act, asked.reason, asked.additional_data) == (
        "subject.search",
        "Auskunft 3/26",
        {"hits": 1},
    )
    assert (handed.act, handed.case_id, handed.reason) == (
        "subject.export",
        case.pk,
        "Auskunft 3/26",
    )
    told = str([(one.object_repr, one.changes, one.additional_data) for one in (asked, handed)])
    assert "Brandes" not in told
    assert "1988" not in told


def test_an_applicant_gets_the_whole_case_to_read_and_to_process(office: Office) -> None:
    case = make_old_file(office)
    archive = copy_for(office, case.parties.get())
    (told,) = _told(archive)
    assert told["aktenzeichen"] == case.file_number
    assert told["person"]["Familienname"] == "Brandes"
    assert any(part["angaben"].get("Geburtsdatum") for part in told["antrag"])
    assert archive.read(told["dokumente"][0]["datei"]) == PDF
    assert archive.read(told["schreiben"][0]["datei"]) == bytes(case.notices.get().pdf)
    page = archive.read("index.html").decode()
    for text in (case.file_number, "Brandes", told["dokumente"][0]["datei"], "Art. 77 DSGVO"):
        assert text in page


def test_others_get_what_is_about_them_alone(office: Office) -> None:
    case = make_old_file(office)
    third = Party.objects.create(case=case, role="third", given_name="Ole", family_name="Nachbar")
    archive = copy_for(office, third)
    (told,) = _told(archive)
    assert told["person"]["Familienname"] == "Nachbar"
    assert "antrag" not in told
    assert (told["dokumente"], told["schreiben"]) == ([], [])
    assert "Brandes" not in archive.read("index.html").decode()
    assert archive.namelist() == ["daten.json", "index.html"]


def test_corrections_and_links_are_told_and_go_with_the_case(office: Office) -> None:
    case, other = make_case(office, "one"), make_case(office, "two")
    party = case.parties.get()
    correct_party(
        party=party, values={"city": "Ulm"}, reason="Umzug", by=office.ada, now=NOW, seen=0
    )
    link(case=case, other=other, why="Gleiche Wohnung", by=office.ada, now=NOW)
    (told,) = _told(copy_for(office, party))
    (corrected,) = told["berichtigungen"]
    assert (corrected["vorher"], corrected["nachher"]) == ({"Ort": "Lindenfurt"}, {"Ort": "Ulm"})
    assert told["verknuepfungen"][0]["warum"] == "Gleiche Wohnung"
    assert other.file_number not in str(told)
    belonging = belongings([case.pk])
    assert belonging[PartyChange] and belonging[CaseLink] and belonging[Case] == {case.pk}


def _told(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(archive.read("daten.json"))["vorgaenge"]
    return cases
