"""Checks a chain: every link, every seal, and that no entry stands outside of it.

Read from the first number to the last in one pass with constant memory. What it cannot see: an
entry that was altered before it was linked, within seconds of being written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from casework.audit import keys
from casework.audit.canonical import canonical, moment
from casework.audit.chain import START, extend, link_hash
from casework.audit.models import Link
from casework.audit.sealing import Sealed, all_seals, is_signed
from casework.audit.timestamps import BadStamp, stamped_at

FETCH = 2000
SLOWEST = timedelta(hours=1)  # no transaction that writes the log lasts longer

_LINKS = f"""
    SELECT link.number, link.entry_id, link.hash, coalesce(entry.authority_id, 0),
           CASE WHEN entry.id IS NOT NULL THEN {canonical("entry")} END
    FROM audit_link link LEFT JOIN audit_entry entry ON entry.id = link.entry_id
    WHERE link.chain = %s AND link.number BETWEEN %s AND %s
    ORDER BY link.number
"""  # noqa: S608 - no outside input
_OUTSIDE = """
    SELECT entry.id FROM audit_entry entry
    WHERE coalesce(entry.authority_id, 0) = %s
      AND NOT EXISTS (SELECT FROM audit_link link WHERE link.entry_id = entry.id)
      AND NOT EXISTS (SELECT FROM audit_unchained waiting WHERE waiting.entry_id = entry.id)
    ORDER BY entry.id LIMIT 1
"""


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong: at which link, which entry, and why. 0 where there is none."""

    number: int
    entry: int
    why: str


@dataclass(frozen=True)
class Verdict:
    """What a check found. `entries` and `seals` were checked before the fault, if there is one."""

    chain: int
    first: int
    last: int
    entries: int
    seals: int
    stamped_until: datetime | None
    fault: Fault | None

    @property
    def is_whole(self) -> bool:
        return self.fault is None


def verify(chain: int, first: int = 1, last: int | None = None) -> Verdict:
    """Check a chain from link `first` to `last` (by default all of it).

    What waits is linked first. Seals count wherever they are found: those of the file also for a
    database that no longer has them.
    """
    extend()
    head = Link.objects.filter(chain=chain).order_by("-number").values_list("number", flat=True)
    end = head.first() or 0
    until = min(last or end, end)
    walk = _Walk(chain, max(first, 1), until, whole=last is None)
    walk.go()
    return Verdict(
        chain, walk.first, until, walk.entries, walk.seals, walk.stamped_until, walk.fault
    )


class _Walk:
    """One pass over a chain; stops at the first fault."""

    def __init__(self, chain: int, first: int, last: int, *, whole: bool) -> None:
        self.chain, self.first, self.last, self.whole = chain, first, last, whole
        self.entries = self.seals = 0
        self.stamped_until: datetime | None = None
        self.fault: Fault | None = None
        self.earliest = ""  # no later entry can be older than this

    def go(self) -> None:
        try:
            waiting = self._seals()
        except _Broken as broken:
            self.fault = broken.fault
            return
        try:
            self._links(waiting)
            if self.whole:
                self._nothing_missing(waiting)
        except _Broken as broken:
            self.fault = broken.fault

    def _links(self, waiting: list[Sealed]) -> None:
        before = self._hash_before()
        while waiting and waiting[0].statement.number < self.first:
            self._later_than(waiting.pop(0))
        expected = self.first
        for number, entry, found, chain, content in rows(self.chain, self.first, self.last):
            if number != expected:
                raise _Broken(expected, 0, f"the link is missing; the next one is {number}")
            if content is None:
                raise _Broken(number, entry, "the entry is missing")
            before = link_hash(before, content)
            if chain != self.chain:
                raise _Broken(number, entry, "the entry names another authority")
            if before != bytes(found):
                raise _Broken(number, entry, "the entry is not as it was when it was linked")
            if moment(content) < self.earliest:
                raise _Broken(number, entry, "the entry was added later than it says")
            while waiting and waiting[0].statement.number <= number:
                self._seal(waiting.pop(0), number, entry, before)
            self.entries += 1
            expected += 1
        if expected <= self.last:
            raise _Broken(expected, 0, "the link is missing")

    def _seal(self, seal: Sealed, number: int, entry: int, found: bytes) -> None:
        if seal.statement.hash != found.hex():
            raise _Broken(number, entry, "the seal says otherwise: the chain was written anew")
        if seal.token:
            try:
                self.stamped_until = stamped_at(seal.text.encode(), seal.token)
            except BadStamp as error:
                raise _Broken(number, entry, f"the time stamp of the seal: {error}") from error
        self.seals += 1
        self._later_than(seal)

    def _later_than(self, seal: Sealed) -> None:
        sealed_at = datetime.fromisoformat(seal.statement.at).astimezone(UTC)
        self.earliest = (sealed_at - SLOWEST).strftime("%Y-%m-%dT%H:%M:%S")

    def _nothing_missing(self, waiting: list[Sealed]) -> None:
        if waiting:
            sealed = waiting[-1].statement
            why = f"the end is cut off: link {sealed.number} was sealed on {sealed.at}"
            raise _Broken(self.last + 1, 0, why)
        with connection.cursor() as cursor:
            cursor.execute(_OUTSIDE, [self.chain])
            if outside := cursor.fetchone():
                raise _Broken(0, outside[0], "the entry is in no chain")

    def _hash_before(self) -> bytes:
        if self.first == 1:
            return START
        before = Link.objects.filter(chain=self.chain, number=self.first - 1).first()
        if before is None:
            raise _Broken(self.first - 1, 0, "the link is missing")
        return bytes(before.hash)

    def _seals(self) -> list[Sealed]:
        """All seals of the chain in order, each with a right signature and the right one before."""
        try:
            public, found = keys.public(), all_seals(self.chain)
        except ValueError as error:
            raise _Broken(0, 0, f"a seal is not readable: {error}") from error
        last = ""
        for seal in found:
            number = seal.statement.number
            if public is None:
                raise _Broken(number, 0, "the public key of the seals is missing")
            if not is_signed(seal.text, seal.signature, public):
                raise _Broken(number, 0, "the seal is not signed by this installation")
            if seal.statement.before != last:
                raise _Broken(number, 0, "the seal before this one is missing")
            last = seal.signature.hex()
        return found


class _Broken(Exception):
    def __init__(self, number: int, entry: int, why: str) -> None:
        super().__init__(why)
        self.fault = Fault(number, entry, why)


def rows(chain: int, first: int, last: int) -> Iterator[tuple[int, int, bytes, int, str | None]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_LINKS, [chain, first, last])
        while rows := cursor.fetchmany(FETCH):
            yield from rows
