"""Measures a batch of parking permits from the choice to the last issued notice.

    .venv/bin/python bench/batch.py [--count 300] [--processes 1 2]

For each number of rendering processes a batch of its own: cases are opened through the intake and
brought to their decision (not counted), then checked and issued as the worker does it. Prints the
seconds of both parts, those of the processor (which a busy machine changes less), and how much
faster the last number of processes is than the first. The
database is one of its own, dropped in the end. Exit code 1 when a notice was not issued.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return measure(options.count, options.processes)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(count: int, processes: list[int]) -> int:
    """One batch for each number of processes; 1 when something was refused."""
    from tests.factories import make_office

    office, times, refused = make_office(), [], 0
    for number in processes:
        batch = confirmed(office, count, number)
        start, before = time.perf_counter(), os.times()
        refused += issue(batch, number)
        times.append(time.perf_counter() - start)
        spent = os.times()
        own, others = spent.user - before.user, spent.children_user - before.children_user
        print(
            f"issued with {number} process(es): {times[-1]:.1f} s, "
            f"{times[-1] / count * 1000:.0f} ms each; of the processor {own:.1f} s here, "
            f"{others:.1f} s in rendering processes"
        )
    print(f"{processes[-1]} against {processes[0]}: {times[0] / times[-1]:.2f} times as fast")
    print(
        f"{refused} not issued; {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}"
    )
    return 1 if refused else 0


def confirmed(office: Any, count: int, number: int) -> Any:
    """A checked and confirmed batch of `count` new cases."""
    from casework.notices.batches import running
    from casework.notices.batches.actions import confirm_batch, make_batch
    from tests.factories import NOW, make_case, work_on

    start = time.perf_counter()
    cases = [make_case(office, f"{number}-{one}") for one in range(count)]
    for case in cases:
        work_on(case, office.ada)
    opened = time.perf_counter()
    batch = make_batch(chosen=[case.pk for case in cases], by=office.ada, now=NOW)
    running.work_on(batch.pk, clock=lambda: NOW)
    checked = time.perf_counter()
    print(f"{count} cases opened in {opened - start:.1f} s, checked in {checked - opened:.1f} s")
    return confirm_batch(batch=batch, by=office.ada, now=NOW)


def issue(batch: Any, processes: int) -> int:
    """Issue it as the worker does; how many were refused. One process renders where it issues."""
    from casework.notices.batches import running
    from tests.factories import NOW

    running.work_on(batch.pk, clock=lambda: NOW, processes=processes)
    return int(batch.items.exclude(state="issued").count())


if __name__ == "__main__":
    sys.exit(main())
