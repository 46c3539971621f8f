"""What every test gets: a database that can be emptied, and nothing from outside."""

from typing import Any

import pgtrigger
import pytest
from django.test import TransactionTestCase


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Let tests with real transactions empty the tables which production may never empty."""
    empty = TransactionTestCase._fixture_teardown

    def empty_protected(self: Any) -> None:
        with pgtrigger.ignore():
            empty(self)

    TransactionTestCase._fixture_teardown = empty_protected  # type: ignore[method-assign]
