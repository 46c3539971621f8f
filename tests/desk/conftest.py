"""Browsers of the office's people, and a way to count the queries of a page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.access.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """A function from a person to a test client that is signed in as them, in English."""

    def signed_in(person: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def queries() -> Callable[[Client, str], int]:
    """How many queries an address costs once its caches are warm."""

    def counted(client: Client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return counted
