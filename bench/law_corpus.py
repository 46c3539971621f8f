"""Imports a whole corpus of federal law and holds the figures against their bars.

    .venv/bin/python bench/law_corpus.py PATH

PATH is what `manage.py law import` takes: a folder, zip or tar of the portal's form. The import
goes into an empty database of its own, which is dropped in the end. Exit code 1 when a bar is
missed. Times are wall-clock seconds of one run: run it on a machine that has nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARS = {"import": 8.0, "again": 3.0, "memory": 1024.0, "lost": 0.0}  # factors, MB, characters


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    path = parser.parse_args().path
    _set_up()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return _measure(path)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _set_up() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    import django

    django.setup()


def _measure(path: Path) -> int:
    before, _ = _timed(lambda: _bare_pass(path))
    first, outcomes = _timed(lambda: _import(path))
    memory = max(_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN))
    again, repeated = _timed(lambda: _import(path))
    after, _ = _timed(lambda: _bare_pass(path))
    bare = min(before, after)  # the machine may have had something else to do
    nodes, lost = _compare(path)
    figures = {
        "import": first / bare,
        "again": again / bare,
        "memory": memory,
        "lost": float(lost),
    }
    print(f"laws {len(outcomes)}, refused {_refused(outcomes)}, norm nodes {nodes}, lost in {lost}")
    print(f"bare pass (parse and walk) {before:.1f} s before, {after:.1f} s after")
    print(f"import {first:.1f} s = {figures['import']:.1f} x, peak memory {memory:.0f} MB")
    print(f"again {again:.1f} s = {figures['again']:.1f} x, touched {_touched(repeated)}")
    missed = [name for name, bar in BARS.items() if figures[name] > bar]
    print("bars missed: " + ", ".join(missed) if missed else "all bars held")
    return 1 if missed or _refused(outcomes) or _touched(repeated) else 0


def _timed(work: Callable[[], list[object]]) -> tuple[float, list[object]]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _files(path: Path):  # type: ignore[no-untyped-def]
    from legal.sources import LawFile, law_files

    return (file for file in law_files(path) if isinstance(file, LawFile))


def _bare_pass(path: Path) -> list[object]:
    """What it costs to read, parse and walk the same files and do nothing with them."""
    from lxml import etree

    lengths = []
    for file in _files(path):
        root = etree.fromstring(file.data)
        lengths.append(sum(len(e.text or "") + len(e.tail or "") for e in root.iter()))
    return lengths


def _import(path: Path) -> list[object]:
    from django.utils import timezone

    from legal.importer import import_files
    from legal.sources import law_files

    return list(import_files(law_files(path), timezone.now(), parallel=True))


def _refused(outcomes: list[object]) -> int:
    return sum(isinstance(outcome, Exception) for outcome in outcomes)


def _touched(outcomes: list[object]) -> int:
    return sum(bool(getattr(outcome, "touched", True)) for outcome in outcomes)


def _compare(path: Path) -> tuple[int, int]:
    """Norm nodes read, and norms in which a character was lost or is not in the database."""
    from legal.gii import read_law
    from legal.gii.conservation import losses
    from legal.models import NormVersion

    nodes = lost = 0
    for file in _files(path):
        law = read_law(file.data, file.slug)
        nodes += len(law.norms)
        there = dict(
            NormVersion.objects.filter(norm__statute__slug=file.slug, is_current=True).values_list(
                "norm__key", "text"
            )
        )
        lost += len(losses(file.data, law))
        lost += sum(there.get(norm.key) != norm.body.text for norm in law.norms)
    return nodes, lost


if __name__ == "__main__":
    sys.exit(main())
