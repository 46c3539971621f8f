"""Figures for the monitoring: for whoever knows the token, and without anything personal."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import Office, make_case

TOKEN = "only-for-tests"


@pytest.fixture
def known(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN


def figures(client: Client, token: str = TOKEN) -> Any:
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("token", ["", "wrong", "only-for-test"])
def test_without_the_token_there_are_no_figures(
    db: None, client: Client, known: None, token: str
) -> None:
    assert figures(client, token).status_code == 404


def test_where_no_token_is_set_nobody_gets_them(db: None, client: Client) -> None:
    assert figures(client, "").status_code == 404


def test_what_was_answered_and_what_waits_is_counted(
    office: Office, client: Client, known: None
) -> None:
    make_case(office)
    client.force_login(office.ada)
    client.get("/", {"q": "Geheimer Name"})
    client.generic("BREW", "/")

    text = figures(client).content.decode()

    assert 'sachstand_requests_total{method="GET",status="200",view="desk:inbox"}' in text
    assert 'sachstand_requests_total{method="other",' in text
    assert 'sachstand_log_entries_unchained{state="waiting"}' in text
    assert 'sachstand_oldest_job_seconds{state="todo"}' in text
    assert "Geheimer" not in text and "BREW" not in text
