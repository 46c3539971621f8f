"""The world of the matrix."""

import pytest

from tests.matrix.walk import Walker
from tests.matrix.world import make_world


@pytest.fixture
def walker(db: None) -> Walker:
    return Walker(make_world())
