"""What the log costs: completing a step with it, against the same without it.

    .venv/bin/python bench/audit_cost.py [STEPS]

Makes a database of its own on the configured server and drops it. Both ways take turns, each on
cases of its own; the median of each is compared. The bar: at most 1.5 times.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from auditlog.context import disable_auditlog
from django.conf import settings
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext


def main(steps: int) -> None:
    connection.settings_dict["TEST"]["NAME"] = "bench_audit_cost"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with TemporaryDirectory() as folder:
            settings.DATA_DIR = Path(folder)
            _measure(steps)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure(steps: int) -> None:
    from tests.factories import make_case, make_office, work_on

    office = make_office()
    times: dict[bool, list[float]] = {True: [], False: []}
    queries = {}
    for number in range(2 * steps + 10):
        logged = number % 2 == 0
        case = make_case(office, f"{number}")
        with ExitStack() as stack:
            if not logged:
                stack.enter_context(without_log())
            if number < 2:
                captured = stack.enter_context(CaptureQueriesContext(connection))
            start = time.perf_counter()
            work_on(case, office.ada)
            took = time.perf_counter() - start
        if number < 2:
            queries[logged] = len(captured)
        if number >= 10:  # the first ones warm the caches
            times[logged].append(took)
        reset_queries()
    with_log, without = (statistics.median(times[logged]) * 1000 for logged in (True, False))
    print(f"{steps} steps each way, taking turns")
    print(f"  with the log     {with_log:7.2f} ms   {queries[True]} queries")
    print(f"  without          {without:7.2f} ms   {queries[False]} queries")
    print(f"  {with_log / without:.2f} x")


@contextmanager
def without_log() -> Iterator[None]:
    """Neither entries of acts nor of changed fields."""
    with disable_auditlog(), mock.patch("casework.audit.log.record"):
        yield


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
