"""Entries of an act under way: kept until it ends, then written in one statement, in order."""

from contextvars import ContextVar
from typing import Any, Protocol

from auditlog.models import LogEntryManager


class Pending(Protocol):
    """Takes entries until they are written."""

    def add(self, entry: Any) -> None: ...


under_way: ContextVar[Pending | None] = ContextVar("audit_pending", default=None)


class EntryManager(LogEntryManager):  # type: ignore[misc]
    """Writes an entry at once, or at the end of the act under way."""

    def create(self, **values: Any) -> Any:
        """The new entry; without a number as long as its act is under way."""
        entry = self.model(**values)
        if pending := under_way.get():
            pending.add(entry)
        else:
            entry.save(force_insert=True)  # never where lists are only read from
        return entry
