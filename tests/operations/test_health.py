"""Health tells whoever balances the requests whether a process may get any."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from casework.operations import health


def test_a_process_that_can_answer_is_ready(db: None, client: Client) -> None:
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_without_database_it_lives_and_is_not_ready(db: None, client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError("password of the server")):
        assert client.get("/health/live/").status_code == 200
        answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"no database\n")


def test_before_its_migrations_it_is_not_ready(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_fits", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cases' AND name > '0003'")
    assert client.get("/health/ready/").content == b"migrations are missing\n"


def test_health_needs_neither_https_nor_a_session(
    db: None, client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    answer = client.get("/health/live/")
    assert answer.status_code == 200
    assert not answer.cookies
