"""pyHanko runs an event loop of its own; a thread that has one already cannot have another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(act: Callable[[], Result]) -> Result:
    """What `act` returns or raises, done in a thread of its own. It must not use the database."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()
