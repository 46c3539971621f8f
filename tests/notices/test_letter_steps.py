"""A step's letter: what the period of the step means in each kind."""

import re
import shutil
from pathlib import Path

import pytest

from casework.notices.actions import issue_letter
from casework.notices.letters import letter_draft
from casework.services.actions import install
from tests.factories import NOW, PARKING, Office, entries, make_case, work_on

pytestmark = pytest.mark.django_db


def test_an_interim_message_says_when_the_authority_writes_again(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "package"
    shutil.copytree(PARKING, folder)
    toml = folder / "service.toml"
    toml.write_text(re.sub(r'\nversion = "\d+', '\nversion = "9', toml.read_text(), count=1))
    letter = folder / "letters/document_request.toml"
    letter.write_text(letter.read_text().replace("document_request.html", "interim.html"))
    install(source=folder, authority=office.authority, unit=office.unit, by=office.adm, now=NOW)
    step = work_on(make_case(office, documents=[]), office.ada, vollstaendig="nein")
    draft = letter_draft(step, step.case, NOW.date())
    assert (draft.kind, draft.response_due) == ("interim", None)
    notice = issue_letter(
        step=step, by=office.ada, now=NOW, entered={"text": draft.text}, **entries(step)
    )
    assert notice.facts["reply_by"] == str(draft.reply_by)
    assert "hören Sie wieder von uns" in notice.text
