"""What the benches of the desk share: a caseworker of the large office, rounds in turns, a table.

Read by bench/inbox.py, case_page.py and search.py. They need a database that `manage.py bench_data`
filled: `SACHSTAND_DATA` or `DATABASE_URL` names it. Everything compared is measured in one run, in
turns, so that a busy machine slows both sides alike.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare_settings"
os.environ.setdefault("SACHSTAND_DEMO", "1")


class Figure(NamedTuple):
    """One line of the table: what was measured, its value, the most it may be (None: no bar)."""

    what: str
    value: float
    bar: float | None = None
    unit: str = "times"

    @property
    def kept(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        bar = f"  (bar: {self.bar:g}) {'kept' if self.kept else 'MISSED'}" if self.bar else ""
        return f"{self.what:72} {self.value:10.2f} {self.unit}{bar}"


def start() -> None:
    """Set Django up, with the admin beside the product."""
    import django

    django.setup()


def caseworker() -> Any:
    """The first caseworker with one unit and enough open cases to fill a page of the inbox."""
    from django.db.models import Count
    from django.utils import timezone

    from casework.access.models import User
    from casework.cases.models import Case
    from casework.desk.inbox.lists import Asked, view_of

    found = User.objects.filter(unitpermission__permission__codename="work", is_active=True)
    for user in found.annotate(units=Count("unitpermission")).filter(units=1).order_by("username"):
        full = view_of("needs", user, timezone.localdate(), Asked({}, {}))
        if full.count() > 50 and Case.objects.visible_to(user).filter(status="closed").count() > 50:
            return user
    raise SystemExit("No caseworker has a full page; fill the database with manage.py bench_data.")


def client_of(user: Any) -> Any:
    """A signed-in client that calls the whole application, middleware included, in-process."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def in_turns(works: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work; every round does all of them, and the first does not count."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if number:
                times[name].append(time.perf_counter() - begun)
    return times


def middle(times: list[float]) -> float:
    """The median in milliseconds."""
    return 1000 * median(times)


def slow(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return 1000 * quantiles(times, n=20)[-1]


def finish(figures: list[Figure]) -> int:
    """Print the table, or JSON with --json; 1 when a bar was missed."""
    if "--json" in sys.argv:
        print(json.dumps([{**one._asdict(), "kept": one.kept} for one in figures]))
    else:
        print("\n".join(map(str, figures)))
    return 0 if all(one.kept for one in figures) else 1
