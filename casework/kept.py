"""What a process keeps because making it again costs more than looking it up.

Only for what follows from its key alone; so it never grows old, it is only pushed out.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from operator import eq
from threading import Lock
from typing import ClassVar, Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most `most` values by their key; what was not asked for longest goes first.

    The tests set `checked`: what is found is then made anew and compared (by `same`), so that a key
    that does not hold all its value is made of fails wherever it matters.
    """

    checked: ClassVar[bool] = False
    first, every = 2, 19  # found so many times, and from then on each so-many-th time

    def __init__(self, most: int, same: Callable[[Value, Value], bool] = eq) -> None:
        self.most = most
        self.same = same
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._found: Counter[Hashable] = Counter()  # while checked
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, which `make` makes where it is not there."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
        if found is None:
            return self.put(key, make())
        if self.checked:
            self._found[key] += 1
            if self.is_looked_at(key) and not self.same(found, make()):
                raise AssertionError(f"made anew, it is not what is kept under {key!r}")
        return found

    def is_looked_at(self, key: Hashable) -> bool:
        """Whether what was found last under `key` is to be compared with what it should be."""
        times = self._found[key]
        return self.checked and (times <= self.first or times % self.every == 0)

    def put(self, key: Hashable, value: Value) -> Value:
        """Keep `value`; two that make the same at once do no harm."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self.most:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
