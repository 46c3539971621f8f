"""Measures what the law panel adds to the page of a step: queries and time.

    .venv/bin/python bench/law_panel.py LAW [--rounds 60]

LAW is a folder of statutes in the portal's XML. The page of a decide step is fetched whole through
Django's test client, with 2, 6 and 12 bindings and with none, in turns within one run; every norm
has notes of the office and earlier decisions. The database is one of its own, dropped in the end.
Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BAR = 1.15
SIZES = (0, 2, 6, 12)
EARLIER = 25
LAWS = ("stvo_2013", "stvg", "vwvfg", "bmg")
NOTE = "Bei uns genügt der Mietvertrag, wenn die Ummeldung noch läuft (§ 17 Abs. 1 BMG)."
CITES = (
    "§ 45 Abs. 1b Satz 1 Nr. 2a StVO",
    "§ 6a Abs. 5a Satz 1 StVG",
    "§ 36 Abs. 2 Nr. 1 VwVfG",
    "§ 39 Abs. 2 Nr. 1 VwVfG",
    "§ 46 Abs. 3 Satz 5 StVO",
    "§ 37 Abs. 6 Satz 1 VwVfG",
    "§ 24 Abs. 1 Satz 1 VwVfG",
    "§ 37 Abs. 1 Satz 1 BMG",
    "§ 28 Abs. 1 VwVfG",
    "§ 41 Abs. 2 Satz 1 VwVfG",
    "§ 25 Abs. 2 Satz 2 VwVfG",
    "§ 42a Abs. 2 VwVfG",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("law", type=Path)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    _set_up()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return _measure(options.law, options.rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _set_up() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    import django

    django.setup()
    from django.conf import settings

    # Addresses of static files without a folder of collected ones.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES["staticfiles"] = plain


def _measure(law: Path, rounds: int) -> int:
    fetch = _page(law)
    queries = {size: _queries(fetch, size) for size in SIZES}
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for _round in range(rounds):
        for size in SIZES:
            begun = time.perf_counter()
            fetch(size)
            times[size].append(time.perf_counter() - begun)
    missed = len({queries[size] for size in SIZES if size}) > 1
    for size in SIZES:
        ratio = median(one / none for one, none in zip(times[size], times[0], strict=True))
        missed = missed or ratio > BAR
        print(
            f"{size:2} bindings: {1000 * median(times[size]):6.1f} ms, {ratio:.3f} x none, "
            f"{queries[size]} queries, {fetch(size) / 1000:.0f} kB"
        )
    print(f"bar {BAR} and one number of queries: {'missed' if missed else 'held'}")
    return 1 if missed else 0


def _queries(fetch: Callable[[int], int], size: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fetch(size)
    with CaptureQueriesContext(connection) as captured:
        fetch(size)
    return len(captured)


def _page(law: Path) -> Callable[[int], int]:
    """A function that fetches the page with so many bindings and says how many bytes it has."""
    from dataclasses import replace

    from django.test import Client

    from casework.services.package import LawBinding, Package, Step

    office, address = _case(law)
    client, original = Client(SERVER_NAME="localhost"), Package.step
    client.force_login(office.ada)
    shown = 0

    def step(self: Package, task: str) -> Step:
        found = original(self, task)
        bindings = tuple(LawBinding(cite, f"Warum {cite} hier zählt.") for cite in CITES[:shown])
        return replace(found, law=bindings)

    def fetch(size: int) -> int:
        nonlocal shown
        shown = size
        answer = client.get(address, secure=True)
        if answer.status_code != 200 or answer.content.count(b'class="law"') != size:
            raise RuntimeError(f"the page answered {answer.status_code}")
        return len(answer.content)

    Package.step = step  # type: ignore[method-assign]
    return fetch


def _case(law: Path):  # type: ignore[no-untyped-def]
    """An office with law, notes and earlier decisions, and the address of a case to decide."""
    from django.db import connection

    from casework.lawwatch.notes import write_note
    from legal.importer import import_law
    from legal.models import NormVersion
    from legal.passages import lookup_many
    from tests.factories import NOW, make_case, make_office, work_on

    for slug in LAWS:
        import_law(slug, (law / f"{slug}.xml").read_bytes(), NOW - timedelta(days=30))
    office = make_office()
    for passage in lookup_many(CITES).values():
        norm = NormVersion.objects.get(pk=passage.norm_version_id).norm
        write_note(norm=norm, text=NOTE, review_on=None, by=office.ada, now=NOW)
    _decisions(office)
    case = make_case(office, "bench")
    work_on(case, office.ada)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself
    return office, f"/cases/{case.file_number}/"


def _decisions(office) -> None:  # type: ignore[no-untyped-def]
    """Earlier decisions, each resting on all the norms."""
    from casework.decisions.actions import draft_for
    from casework.decisions.citations import pin
    from tests.factories import NOW, make_case, work_on

    for number in range(EARLIER):
        draft = draft_for(
            step=work_on(make_case(office, f"earlier-{number}"), office.ada), by=office.ada, now=NOW
        )
        draft.reasons += "\n\nDas beruht auf " + ", ".join(CITES) + "."
        draft.status, draft.decided_by, draft.decided_at = "issued", office.ada, NOW
        draft.save()
        pin(draft, NOW.date())


if __name__ == "__main__":
    sys.exit(main())
