"""What was made of things that never change, kept for the next request of this process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


def _one(value: object) -> int:
    return 1


class Kept(Generic[V]):
    """The values used last, up to a total weight; those unused longest go. Safe among threads.

    A key must hold everything that its value depends on, for nothing is ever renewed. What alone
    weighs more than a tenth of `most` is not kept.
    """

    def __init__(self, most: int, weight: Callable[[V], int] = _one) -> None:
        self.most = most
        self.weight = weight
        self._total = 0
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        """The value kept under `key`, if there is one."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def put(self, key: Hashable, value: V) -> V:
        """Keep a value; returns it."""
        weight = self.weight(value)
        with self._lock:
            if key not in self._values and weight <= max(1, self.most // 10):
                self._values[key] = value
                self._total += weight
                while self._total > self.most:
                    _, gone = self._values.popitem(last=False)
                    self._total -= self.weight(gone)
        return value

    def get_or_make(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value kept under `key`, else what `make` makes, which is kept then."""
        found = self.get(key)
        return self.put(key, make()) if found is None else found

    def __len__(self) -> int:
        return len(self._values)
