"""A placeholder that is wrong or has no value is an error that names it, never a blank."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casework.cases.errors import InvalidData
from casework.decisions.actions import draft_for
from casework.notices.actions import issue_decision, issue_letter, preview
from casework.notices.facts import check
from casework.notices.letters import changed, letter_draft
from casework.notices.models import Notice
from casework.services.actions import install
from tests.factories import NOW, PARKING, Office, entries, make_case, work_on
from tests.notices.render_samples import changed as with_value
from tests.notices.render_samples import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gappy(office: Office, tmp_path: Path) -> Office:
    """The parking service with a letter and a request that name the phone, which nobody gave."""
    folder = tmp_path / "package"
    shutil.copytree(PARKING, folder)
    toml = folder / "service.toml"
    toml.write_text(re.sub(r'\nversion = "\d+', '\nversion = "9', toml.read_text(), count=1))
    for name in ("grant", "document_request"):
        letter = folder / f"letters/{name}.toml"
        text = letter.read_text()
        letter.write_text(
            text.replace('opening = ["', 'opening = ["Tel. {{ applicant.phone }}: ', 1)
        )
    install(source=folder, authority=office.authority, unit=office.unit, by=office.adm, now=NOW)
    return office


def refused(act: Any) -> str:
    with pytest.raises(InvalidData) as caught:
        act()
    assert not Notice.objects.exists()
    (message,) = caught.value.errors.values()
    return message


def test_a_notice_with_a_gap_is_neither_shown_nor_issued(gappy: Office) -> None:
    draft = draft_for(step=work_on(make_case(gappy), gappy.ada), by=gappy.ada, now=NOW)
    shown = refused(lambda: preview(step=draft.step, by=gappy.ada, now=NOW, entered={}))
    issued = refused(
        lambda: issue_decision(
            decision=draft, version=draft.version, by=gappy.ada, now=NOW, **entries(draft.step)
        )
    )
    assert "{{ applicant.phone }}" in shown
    assert "{{ applicant.phone }}" in issued


def test_a_letter_with_a_gap_is_neither_shown_nor_issued(gappy: Office) -> None:
    step = work_on(make_case(gappy, documents=[]), gappy.ada, vollstaendig="nein")
    draft = letter_draft(step, step.case, NOW.date())
    entered = {"text": draft.text, "items": ["fahrzeugschein"], "response_due": draft.response_due}
    for act in (
        lambda: preview(step=step, by=gappy.ada, now=NOW, entered=entered),
        lambda: issue_letter(step=step, by=gappy.ada, now=NOW, entered=entered, **entries(step)),
    ):
        assert "{{ applicant.phone }}" in refused(act)


def test_a_gap_in_the_part_that_can_be_edited_may_be_written_over(office: Office) -> None:
    step = work_on(make_case(office, documents=[]), office.ada, vollstaendig="nein")
    draft = replace(
        letter_draft(step, step.case, NOW.date()), text="Am […].", missing=("data.move.day",)
    )
    entered = {"items": ["fahrzeugschein"], "response_due": draft.response_due}
    with pytest.raises(InvalidData, match="data.move.day"):
        changed(draft, entered)
    assert changed(draft, {**entered, "text": "Am 3. März."}).text == "Am 3. März."


@pytest.mark.parametrize(
    "text", ["Hallo {{ name }}", "{{", "ein }} Ende", "{% if x %}", "{{ a\n.b }}"]
)
@pytest.mark.parametrize("place", ["body.0", "letter.subject", "style.closing"])
def test_facts_with_a_placeholder_left_in_make_no_letter(place: str, text: str) -> None:
    if place != "body.0" and "\n" in text:
        text = text.replace("\n", " ")
    (problem,) = check(with_value(facts_of("interim"), place, text))
    assert problem.startswith(place.replace(".0", "[0]"))
    assert "unfilled placeholder" in problem
