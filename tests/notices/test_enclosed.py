"""What is enclosed with a letter is named on it, with the bytes it stands for."""

import re
from typing import Any

import pytest
from django.test import Client

from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.actions import draft_for
from casework.notices.enclosed import enclosures
from casework.notices.models import Notice
from tests.factories import NOW, Office, entries, make_case, work_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def test_documents_and_things_named(case: Case) -> None:
    document = case.documents.get()
    assert enclosures(case, [document.pk], "Merkblatt\n\n  Ausweis  Nr. 4711 \n") == [
        {"title": "Fahrzeugschein", "sha256": document.sha256},
        {"title": "Merkblatt", "sha256": None},
        {"title": "Ausweis Nr. 4711", "sha256": None},
    ]
    assert enclosures(case, []) == []


def test_documents_of_other_cases_are_refused(office: Office, case: Case) -> None:
    stranger = make_case(office, reference="other").documents.get()
    with pytest.raises(InvalidData, match="gehört nicht"):
        enclosures(case, [stranger.pk])


@pytest.mark.parametrize("named", ["x\n" * 31, "x" * 201])
def test_too_much_is_refused(case: Case, named: str) -> None:
    with pytest.raises(InvalidData, match="Höchstens"):
        enclosures(case, [], named)


def test_what_is_ticked_in_the_dialog_stands_on_the_notice(
    office: Office, case: Case, client: Client
) -> None:
    step = work_on(case, office.ada)
    draft = draft_for(step=step, by=office.ada, now=NOW)
    client.force_login(office.ada)
    document, address = case.documents.get(), f"/cases/{case.file_number}/steps/{step.pk}/issue/"
    form: dict[str, Any] = {
        "version": draft.version,
        "operative_part": draft.operative_part,
        "reasons": draft.reasons,
        "outcome": draft.outcome,
        **{key: value for key, value in entries(step)["data"].items() if value is not None},
        "checklist": entries(step)["checklist"],
    }
    dialog = client.post(address, form).content.decode()
    assert f'name="enclosed" value="{document.pk}"' in dialog
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', dialog))
    sent = {**form, "version": hidden["version"], "confirmed": "1", "enclosed": [document.pk]}
    client.post(address, {**sent, "enclosed_named": "Merkblatt"})
    notice = Notice.objects.get()
    assert [one["title"] for one in notice.facts["attachments"]] == ["Fahrzeugschein", "Merkblatt"]
    assert "Anlagen\n\n- Fahrzeugschein\n- Merkblatt" in notice.text
