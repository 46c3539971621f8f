"""The chain: every entry of an authority linked to the one before by SHA-256.

Writers never wait for each other. They append their entries as rows of their own; a single
linker follows and appends a link for each entry that is committed and has none. It sees only
what is committed, so the order of the chain is the order of commits, batch by batch, and within a
batch the order in which the entries were numbered. An entry that is committed later, by a slow
transaction, is linked later; nothing is ever put between existing links.

Until an entry is linked (seconds), only the database's triggers protect it.
"""

import hashlib

from django.db import connection, transaction

from casework.audit.canonical import canonical

BATCH = 5000
LINKER = 0x5AC5_7A4D  # advisory lock: one linker at a time
START = bytes(32)

_WAITING = f"""
    SELECT entry.id, coalesce(entry.authority_id, 0), {canonical("entry")}
    FROM audit_unchained waiting JOIN audit_entry entry ON entry.id = waiting.entry_id
    WHERE waiting.entry_id > %s
    ORDER BY waiting.entry_id LIMIT %s
"""  # noqa: S608 - no outside input
_HEAD = "SELECT number, hash FROM audit_link WHERE chain = %s ORDER BY number DESC LIMIT 1"
_APPEND = """
    INSERT INTO audit_link (entry_id, chain, number, hash)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bytea[])
"""
_DONE = "DELETE FROM audit_unchained WHERE entry_id = ANY(%s)"


def link_hash(before: bytes, content: str) -> bytes:
    """The hash of a link: over the hash before and the entry's canonical content."""
    return hashlib.sha256(before + content.encode()).digest()


def extend() -> int:
    """Link everything that is committed and not linked; returns how many entries.

    Safe to call at any time, from anywhere outside a transaction: where another linker is at
    work, it returns at once.
    """
    total = last = 0
    while linked := _extend_by_a_batch(after=last):
        # Going on behind what is done spares each batch a walk over the rows deleted before it.
        total, last = total + len(linked), linked[-1]
    return total


@transaction.atomic
def _extend_by_a_batch(after: int) -> list[int]:
    """Link the next entries waiting behind the entry `after`; their ids in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LINKER])
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(_WAITING, [after, BATCH])
        waiting: list[tuple[int, int, str]] = cursor.fetchall()
        if not waiting:
            return []
        heads: dict[int, tuple[int, bytes]] = {}
        rows = []
        for entry, chain, content in waiting:
            if chain not in heads:
                cursor.execute(_HEAD, [chain])
                head = cursor.fetchone()
                heads[chain] = (head[0], bytes(head[1])) if head else (0, START)
            number, before = heads[chain]
            heads[chain] = (number + 1, link_hash(before, content))
            rows.append((entry, chain, *heads[chain]))
        cursor.execute(_APPEND, [list(column) for column in zip(*rows, strict=True)])
        ids = [row[0] for row in rows]
        cursor.execute(_DONE, [ids])
    return ids
