"""Where a chain stands, without checking it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from casework.audit.models import Link, Seal
from casework.audit.timestamps import BadStamp, stamped_at

_WAITING = """
    SELECT count(*) FROM audit_unchained waiting JOIN audit_entry entry
    ON entry.id = waiting.entry_id WHERE coalesce(entry.authority_id, 0) = %s
"""


@dataclass(frozen=True)
class State:
    """Entries in the chain, the last link's hash, entries that wait, and the last seal.

    `stamped_until` is the moment of the last seal with a time stamp that is trusted.
    """

    chain: int
    entries: int
    last_hash: str
    waiting: int
    seal: Seal | None
    stamped_until: datetime | None

    @property
    def unsealed(self) -> int:
        """Linked entries that no seal covers yet."""
        return self.entries - (self.seal.number if self.seal else 0)


def state_of(chain: int) -> State:
    """How far the chain reaches; four queries whatever its length."""
    last = Link.objects.filter(chain=chain).order_by("-number").first()
    seals = Seal.objects.filter(chain=chain).order_by("-number")
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [chain])
        waiting: int = cursor.fetchone()[0]
    return State(
        chain=chain,
        entries=last.number if last else 0,
        last_hash=bytes(last.hash).hex() if last else "",
        waiting=waiting,
        seal=seals.first(),
        stamped_until=_stamped(seals.filter(token__isnull=False).first()),
    )


def _stamped(seal: Seal | None) -> datetime | None:
    if seal is None or seal.token is None:
        return None
    try:
        return stamped_at(seal.statement.encode(), bytes(seal.token))
    except BadStamp:
        return None
