"""Ways to falsify the log: refused by the database, or named by the verification to the entry.

The first part is what any role of the application could try; the second what somebody could do
who owns the tables and switches the triggers off.
"""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.audit import keys
from casework.audit.chain import extend, link_hash
from casework.audit.models import Link, Seal
from casework.audit.sealing import Statement, line_of, seal_all
from casework.audit.verification import rows, verify
from tests.audit.conftest import write
from tests.factories import Office

pytestmark = pytest.mark.django_db

REFUSED = [
    "UPDATE audit_entry SET reason = 'x'",
    "UPDATE audit_entry SET timestamp = now() WHERE id = (SELECT max(id) FROM audit_entry)",
    "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    "TRUNCATE audit_entry CASCADE",
    "UPDATE audit_link SET hash = decode('00', 'hex')",
    "DELETE FROM audit_link",
    "TRUNCATE audit_link",
    "UPDATE audit_seal SET number = 1",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal",
    "SET LOCAL pgtrigger.ignore = '{audit_append_only}'; DELETE FROM audit_link",
    "INSERT INTO audit_link SELECT entry_id, chain, number, hash FROM audit_link LIMIT 1",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses(chain: int, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify(chain).is_whole


CHANGED = {
    "who": "actor_id = NULL",
    "the name": "actor_name = 'Somebody else'",
    "for whom": "on_behalf_of_id = actor_id",
    "when": "timestamp = timestamp + interval '1 second'",
    "the act": "act = 'case.y'",
    "the kind": "action = 3",
    "why": "reason = 'Another reason'",
    "the norm": "norm = '§ 1 VwVfG'",
    "the case": "case_id = 1",
    "the object": "object_pk = '0'",
    "its name": "object_repr = 'x'",
    "the fields": """changes = '{"a": [1, 2]}'""",
    "the address": "remote_addr = '10.0.0.1'",
    "the act it belongs to": "cid = 'x'",
    "further data": """additional_data = '{"a": 1}'""",
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=list(CHANGED))
def test_a_changed_entry_is_named(chain: int, change: str) -> None:
    link = _link(chain, 7)
    _force(f"UPDATE audit_entry SET {change} WHERE id = {link.entry_id}")
    assert _fault(chain) == (7, link.entry_id)


def test_an_entry_given_to_another_authority_is_named(chain: int, other_office: Office) -> None:
    link = _link(chain, 5)
    _force(
        f"UPDATE audit_entry SET authority_id = {other_office.authority.pk} "
        f"WHERE id = {link.entry_id}"
    )
    assert _fault(chain) == (5, link.entry_id)


def test_a_deleted_entry_is_named(chain: int) -> None:
    link = _link(chain, 4)
    _force(f"DELETE FROM audit_entry WHERE id = {link.entry_id}")
    assert _fault(chain) == (4, link.entry_id)


def test_an_entry_deleted_with_its_link_leaves_a_gap(chain: int) -> None:
    link = _link(chain, 4)
    _force(
        f"DELETE FROM audit_link WHERE entry_id = {link.entry_id}",
        f"DELETE FROM audit_entry WHERE id = {link.entry_id}",
    )
    assert _fault(chain) == (4, 0)


def test_a_gap_that_was_closed_again_is_named(chain: int) -> None:
    link = _link(chain, 4)
    following = _link(chain, 5).entry_id
    _force(
        f"DELETE FROM audit_link WHERE entry_id = {link.entry_id}",
        f"DELETE FROM audit_entry WHERE id = {link.entry_id}",
        f"UPDATE audit_link SET number = number - 1 WHERE chain = {chain} AND number > 4",
    )
    assert _fault(chain) == (4, following)


def test_two_entries_that_changed_places_are_named(chain: int) -> None:
    one, two = _link(chain, 3), _link(chain, 9)
    _force(
        f"UPDATE audit_link SET number = -number WHERE entry_id = {one.entry_id}",
        f"UPDATE audit_link SET number = 3 WHERE entry_id = {two.entry_id}",
        f"UPDATE audit_link SET number = 9 WHERE entry_id = {one.entry_id}",
    )
    assert _fault(chain) == (3, two.entry_id)


def test_an_entry_slipped_in_beside_the_chain_is_named(chain: int, office: Office) -> None:
    write(office, 1)
    _force("DELETE FROM audit_unchained")
    entry = _newest()
    assert _fault(chain) == (0, entry)


def test_an_entry_dated_back_is_named(chain: int, office: Office) -> None:
    seal_all(timezone.now())
    write(office, 1)
    seal_all(timezone.now())
    write(office, 1)
    entry = _newest()
    _force(f"UPDATE audit_entry SET timestamp = '2020-01-01' WHERE id = {entry}")
    assert _fault(chain) == (Link.objects.filter(chain=chain).count(), entry)


def test_a_chain_written_anew_from_a_changed_entry_breaks_at_the_seal(chain: int) -> None:
    link = _link(chain, 6)
    _force(f"UPDATE audit_entry SET reason = 'Better' WHERE id = {link.entry_id}")
    _write_anew(chain)
    last = Seal.objects.get(chain=chain).number
    assert _fault(chain) == (last, _link(chain, last).entry_id)


def test_a_chain_written_anew_without_its_seals_breaks_at_the_file(chain: int) -> None:
    link, last = _link(chain, 6), Seal.objects.get(chain=chain).number
    _force(
        f"UPDATE audit_entry SET reason = 'Better' WHERE id = {link.entry_id}",
        "DELETE FROM audit_seal",
    )
    _write_anew(chain)
    assert _fault(chain) == (last, _link(chain, last).entry_id)


def test_a_tail_that_was_cut_off_is_named(chain: int) -> None:
    last = Seal.objects.get(chain=chain).number
    _cut(chain, last - 3)
    assert _fault(chain) == (last - 3 + 1, 0)


def test_a_tail_cut_off_with_its_seal_is_named_from_the_file(chain: int) -> None:
    last = Seal.objects.get(chain=chain).number
    _force("DELETE FROM audit_seal")
    _cut(chain, last - 3)
    assert _fault(chain) == (last - 3 + 1, 0)


def test_an_old_backup_is_named(chain: int, office: Office) -> None:
    """Restoring gives the state of an earlier day; the file of seals knows the later one."""
    with transaction.atomic():
        point = transaction.savepoint()
        write(office, 4)
        seal_all(timezone.now())
        transaction.savepoint_rollback(point)
    verdict = verify(chain)
    assert verdict.fault is not None
    assert verdict.fault.number == verdict.last + 1
    assert "cut off" in verdict.fault.why


def test_an_altered_hash_is_named(chain: int) -> None:
    link = _link(chain, 8)
    _force(f"UPDATE audit_link SET hash = sha256('x') WHERE entry_id = {link.entry_id}")
    assert _fault(chain) == (8, link.entry_id)


@pytest.mark.parametrize(
    "change",
    [
        'statement = replace(statement, \'"hash":"\', \'"hash":"0\')',
        "signature = decode('00', 'hex')",
        "statement = 'x'",
    ],
)
def test_an_altered_seal_is_named(chain: int, change: str) -> None:
    _force(f"UPDATE audit_seal SET {change}")
    assert verify(chain).fault is not None


def test_a_seal_signed_by_another_key_is_named(chain: int, seals: Path) -> None:
    seal = Seal.objects.get(chain=chain)
    statement = Statement.read(seal.statement)
    forged = Statement(**{**statement.__dict__, "number": 2, "hash": "00" * 32}).text()
    signature = Ed25519PrivateKey.generate().sign(forged.encode())
    with (seals / keys.SEALS).open("a") as file:
        file.write(line_of(forged, signature, None) + "\n")
    assert _fault(chain) == (2, 0)


def test_a_seal_taken_out_of_the_row_is_missed(chain: int, office: Office, seals: Path) -> None:
    for _ in range(2):
        write(office, 1)
        seal_all(timezone.now())
    second = Seal.objects.filter(chain=chain).order_by("number")[1]
    _force(f"DELETE FROM audit_seal WHERE id = {second.pk}")
    file = seals / keys.SEALS
    lines = file.read_text().splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["statement"] != second.statement]
    file.write_text("".join(kept))
    verdict = verify(chain)
    assert verdict.fault is not None
    assert "before this one is missing" in verdict.fault.why


def test_an_exchanged_public_key_is_noticed(chain: int, seals: Path) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    (seals / keys.PUBLIC).write_bytes(
        other.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    assert verify(chain).fault is not None


def test_an_untouched_chain_is_whole(chain: int) -> None:
    verdict = verify(chain)
    assert verdict.is_whole
    assert (verdict.entries, verdict.seals) == (verdict.last, 1)


def test_a_range_is_checked_alone(chain: int) -> None:
    link = _link(chain, 9)
    _force(f"UPDATE audit_entry SET reason = 'x' WHERE id = {link.entry_id}")
    assert verify(chain, 2, 8).is_whole
    assert not verify(chain, 8, 9).is_whole
    assert verify(chain, 10, 12).is_whole


def test_an_entry_dated_back_is_named_by_a_check_of_its_range(chain: int, office: Office) -> None:
    """A check in slices sees what a check of the whole sees."""
    seal_all(timezone.now())
    write(office, 1)
    seal_all(timezone.now())
    write(office, 1)
    entry = _newest()
    _force(f"UPDATE audit_entry SET timestamp = '2020-01-01' WHERE id = {entry}")
    extend()
    last = Link.objects.filter(chain=chain).count()
    fault = verify(chain, last, last).fault
    assert fault is not None
    assert (fault.number, fault.entry) == (last, entry)


# How it is done -------------------------------------------------------------------------------


def _link(chain: int, number: int) -> Link:
    return Link.objects.get(chain=chain, number=number)


def _newest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM audit_entry")
        newest: int = cursor.fetchone()[0]
    return newest


def _fault(chain: int) -> tuple[int, int]:
    fault = verify(chain).fault
    assert fault is not None
    return fault.number, fault.entry


def _force(*statements: str) -> None:
    """What the owner of the tables can do: triggers and references off, then anything."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_entry", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_link DROP CONSTRAINT IF EXISTS link_number_positive")
        cursor.execute(
            "SELECT conname FROM pg_constraint"
            " WHERE conrelid = 'audit_link'::regclass AND contype = 'f'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE audit_link DROP CONSTRAINT {name}")
        for statement in statements:
            cursor.execute(statement)
        for table in ("audit_entry", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _write_anew(chain: int) -> None:
    """Give every link the hash that fits what the entries say now."""
    before, updates = bytes(32), []
    last = Link.objects.filter(chain=chain).count()
    for number, _entry, _hash, _chain, content in rows(chain, 1, last):
        assert content is not None
        before = link_hash(before, content)
        updates.append(
            f"UPDATE audit_link SET hash = decode('{before.hex()}', 'hex') "
            f"WHERE chain = {chain} AND number = {number}"
        )
    _force(*updates)


def _cut(chain: int, after: int) -> None:
    """Take away every link after this number with its entry."""
    _force(
        f"DELETE FROM audit_entry WHERE id IN "
        f"(SELECT entry_id FROM audit_link WHERE chain = {chain} AND number > {after})",
        f"DELETE FROM audit_link WHERE chain = {chain} AND number > {after}",
    )
