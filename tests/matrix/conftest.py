"""The world of the matrix, and browsers of its people."""

import pytest

from tests.desk.conftest import sign_in
from tests.matrix.walk import Walker
from tests.matrix.world import make_world

__all__ = ["sign_in"]


@pytest.fixture
def walker(db: None) -> Walker:
    return Walker(make_world())
