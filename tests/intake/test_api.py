"""The submission interface as a sender meets it."""

import json
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from casework.intake.models import SenderToken, Submission
from casework.intake.tokens import create_token
from tests.factories import NOW, Office, envelope

pytestmark = pytest.mark.django_db
URL = "/api/submissions"


@pytest.fixture
def token(office: Office) -> str:
    return create_token(authority=office.authority, name="Portal", now=NOW)


def post(token: str, body: Any, **headers: str) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(
        URL,
        data=raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", **headers},
    )


def test_accepted_application_answers_with_its_file_number(token: str) -> None:
    response = post(token, envelope())
    assert response.status_code == 201
    assert response.json()["file_number"].startswith("BPA-")


def test_twice_the_same_is_answered_alike(token: str) -> None:
    first = post(token, envelope(), **{"Idempotency-Key": "k-1"})
    second = post(token, envelope(), **{"Idempotency-Key": "k-1"})
    assert first.json() == second.json()


def test_reused_reference_is_a_conflict(token: str) -> None:
    post(token, envelope(), **{"Idempotency-Key": "k-1"})
    assert post(token, envelope(documents=[]), **{"Idempotency-Key": "k-1"}).status_code == 409


def test_misfit_is_stored_and_answered_with_reasons(token: str) -> None:
    response = post(token, b"no json")
    assert response.status_code == 422
    assert response.json()["problems"]
    assert bytes(Submission.objects.get().raw) == b"no json"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic abc"])
def test_without_valid_token_nothing_is_kept(office: Office, header: str) -> None:
    response = Client().post(
        URL, data=b"{}", content_type="application/json", headers={"Authorization": header}
    )
    assert response.status_code == 401
    assert not Submission.objects.exists()


def test_revoked_token_is_refused(token: str) -> None:
    SenderToken.objects.update(revoked_at=NOW)
    assert post(token, envelope()).status_code == 401


def test_too_large_is_refused(token: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert post(token, b"x" * 2000).status_code == 413


def test_only_post() -> None:
    assert Client().get(URL).status_code == 405


def test_token_is_kept_as_hash_only(token: str) -> None:
    assert token not in str(SenderToken.objects.values().get())
    assert django_settings.MAX_SUBMISSION_BYTES > 1_000_000
