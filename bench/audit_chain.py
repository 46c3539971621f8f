"""The chain of the audit log: linking, verifying, exporting, against bare reading and hashing.

    .venv/bin/python bench/audit_chain.py [ENTRIES]

Makes a database of its own on the configured server, fills it with that many entries (default
200,000) and drops it. Memory is the peak of this process; it must not grow with the entries.
"""

import hashlib
import io
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

FILL = """
INSERT INTO audit_entry (object_pk, object_id, object_repr, action, changes_text, changes, cid,
    remote_addr, timestamp, actor_name, authority_id, case_id, act, reason, norm, content_type_id)
SELECT n::text, n, 'BPA-2026-' || n, CASE n %% 3 WHEN 0 THEN 1 ELSE 4 END, '',
    CASE n %% 3 WHEN 0 THEN jsonb_build_object('status', jsonb_build_array('open', 'done'),
        'completed_by', jsonb_build_array(NULL, n)) END,
    gen_random_uuid()::text, '10.1.2.3', now() - interval '2 h' + n * interval '10 ms', 'Ada Klein',
    7, n / 20, 'step.complete', '', '§ 24 Abs. 1 Satz 1 VwVfG; § 37 Abs. 1 BMG',
    (SELECT min(id) FROM django_content_type)
FROM generate_series(1, %s) n
"""
BARE = "SELECT * FROM audit_entry ORDER BY id"


def main(entries: int) -> None:
    connection.settings_dict["TEST"]["NAME"] = "bench_audit"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with TemporaryDirectory() as folder:
            settings.SEAL_FOLDER = folder
            _measure(entries)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure(entries: int) -> None:
    from casework.audit.bundle import write_bundle
    from casework.audit.chain import extend
    from casework.audit.sealing import seal_all
    from casework.audit.verification import verify

    with connection.cursor() as cursor:
        cursor.execute(FILL, [entries])
        cursor.execute("ANALYZE")
    print(f"{entries:,} entries")
    _show("link", entries, extend)
    seal_all(timezone.now())
    before = _peak()
    bare = min(_show("bare: read in order and hash", entries, _bare) for _ in range(3))
    checked = min(_show("verify", entries, lambda: verify(7)) for _ in range(3))
    print(f"verify against bare: {bare / checked:.2f} x its speed")
    verdict = verify(7)
    print(f"whole: {verdict.is_whole} ({verdict.fault}), peak memory +{_peak() - before:.0f} MB")
    _show("export", entries, lambda: write_bundle(io.BytesIO(), 7, timezone.now()))


def _bare() -> None:
    """The least that any verification must do: read every row in order, hash what it says."""
    before = bytes(32)
    with connection.chunked_cursor() as cursor:
        cursor.execute(BARE)
        while rows := cursor.fetchmany(2000):
            for row in rows:
                before = hashlib.sha256(before + repr(row).encode()).digest()


def _show(what: str, entries: int, act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    seconds = time.perf_counter() - start
    print(f"  {what:32} {seconds:7.2f} s   {entries / seconds:10,.0f} entries a second")
    return seconds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
