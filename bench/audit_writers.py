"""Many writers of the log at once: nobody waits for the chain, and nothing is lost.

    .venv/bin/python bench/audit_writers.py [SECONDS] [WRITERS]

Makes a database of its own on the configured server and drops it. Each writer (a thread with its
own connection; by default 100, for 60 seconds) appends acts in transactions; one more links them.
A server that allows 100 connections (the embedded one, PostgreSQL's default) has room for fewer;
writers that got none are named. The bars: the chain is whole, every entry is in it, no deadlock.
"""

import os
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone


def main(seconds: int, writers: int) -> None:
    connection.settings_dict["TEST"]["NAME"] = "bench_audit_writers"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with TemporaryDirectory() as folder:
            settings.DATA_DIR = settings.SEAL_FOLDER = Path(folder)
            _measure(seconds, writers)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure(seconds: int, writers: int) -> None:
    from casework.audit.chain import extend
    from casework.audit.models import Entry, Link
    from casework.audit.sealing import seal_all
    from casework.audit.verification import verify
    from tests.factories import make_office

    office, before = make_office(), Entry.objects.count()
    end, written, errors = time.monotonic() + seconds, [0] * writers, list[str]()

    def write(number: int) -> None:
        from casework.audit.log import acting, record

        try:
            while time.monotonic() < end:
                with (
                    transaction.atomic(),
                    acting(by=office.ada, act="bench.write", subject=office.unit),
                ):
                    record(office.service)
                    record(office.ben)
                written[number] += 3
        except DatabaseError as error:
            errors.append(str(error))
        finally:
            connection.close()

    def link() -> None:
        try:
            while time.monotonic() < end:
                extend()
                time.sleep(0.5)
        except DatabaseError as error:
            errors.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(writers)]
    threads.append(threading.Thread(target=link))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_all(timezone.now())
    verdict = verify(office.authority.pk)
    found = Entry.objects.count() - before
    total = sum(written)
    print(f"{writers} writers, {seconds} s: {total:,} entries, {total / seconds:,.0f} a second")
    print(f"in the log {found:,}, without link {Entry.objects.count() - Link.objects.count():,}")
    print(f"whole: {verdict.is_whole} ({verdict.fault}), {verdict.entries:,} entries verified")
    print(f"slowest writer {min(written):,}, errors: {errors or 'none'}")


if __name__ == "__main__":
    django.setup()
    given = [int(one) for one in sys.argv[1:]]
    main(given[0] if given else 60, given[1] if len(given) > 1 else 100)
