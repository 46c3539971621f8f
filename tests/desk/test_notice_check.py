"""The page that checks an issued letter and its seal."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from casework.audit.models import Entry
from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from casework.notices.actions import issue_decision
from casework.notices.models import Notice
from tests.factories import NOW, Office, entries, make_case, work_on
from tests.notices.seals import put_seal

pytestmark = pytest.mark.django_db


def issued(office: Office, form: str) -> Notice:
    draft = draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)
    Decision.objects.filter(pk=draft.pk).update(signature_form=form)
    draft.refresh_from_db()
    return issue_decision(
        decision=draft, version=draft.version, by=office.ada, now=NOW, **entries(draft.step)
    )


def page(client: Client, notice: Notice, person: Any) -> Any:
    client.force_login(person)
    return client.get(f"/cases/{notice.case.file_number}/notices/{notice.pk}/check/")


def test_a_sealed_letter_shows_who_sealed_it(
    office: Office, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SEALS = tmp_path
    put_seal(tmp_path, "lindenfurt")
    content = page(client, issued(office, "sealed"), office.ada).content.decode()
    for words in ("ist die ausgestellte", "unversehrt", "Prüf-CA", "keines für qualifizierte"):
        assert words in content
    assert Entry.objects.filter(act="notice.check").count() == 1


def test_a_letter_without_a_seal_says_so(office: Office, client: Client) -> None:
    content = page(client, issued(office, "electronic-name"), office.rolf).content.decode()
    assert "ohne Siegel" in content
    assert "Gesiegelt von" not in content


def test_who_does_not_see_the_case_does_not_see_its_seal(office: Office, client: Client) -> None:
    assert page(client, issued(office, "electronic-name"), office.cleo).status_code == 404
