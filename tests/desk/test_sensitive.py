"""Sensitive fields of an application stay covered until somebody says what for."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.audit.models import Entry
from casework.desk.case import sensitive
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

BORN = re.compile("14. Mai 1988")


def test_covered_until_a_reason_is_given_and_logged(office: Office, sign_in: SignIn) -> None:
    case, ada = make_case(office), sign_in(office.ada)
    page = f"/cases/{case.file_number}/"
    assert not BORN.search(ada.get(page).content.decode())
    ada.post(f"{page}sensitive/", {"reason": "Abgleich mit dem Melderegister"})
    assert BORN.search(ada.get(page).content.decode())
    assert not BORN.search(sign_in(office.ben).get(page).content.decode())
    entry = Entry.objects.get(act="case.sensitive")
    assert (entry.actor, entry.case_id) == (office.ada, case.pk)
    assert entry.reason == "Abgleich mit dem Melderegister"


def test_without_a_reason_nothing_is_shown(office: Office, sign_in: SignIn) -> None:
    case, ada = make_case(office), sign_in(office.ada)
    answer = ada.post(f"/cases/{case.file_number}/sensitive/", {"reason": "  "})
    assert answer.status_code == 422
    assert not BORN.search(answer.content.decode())
    assert not Entry.objects.filter(act="case.sensitive").exists()


def test_after_an_hour_they_are_covered_again(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, ada = make_case(office), sign_in(office.ada)
    ada.post(f"/cases/{case.file_number}/sensitive/", {"reason": "Prüfung"})
    request = type("Request", (), {"session": ada.session})()
    now = timezone.now()
    assert sensitive.is_open(request, case, now + timedelta(minutes=58))
    assert not sensitive.is_open(request, case, now + timedelta(minutes=62))


def test_a_case_somebody_cannot_see_stays_closed(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    answer = sign_in(office.cleo).post(
        f"/cases/{case.file_number}/sensitive/", {"reason": "Neugier"}
    )
    assert answer.status_code == 404
