"""Runs the benches one after the other and prints one table.

    bin/bench [NAME…]        or        .venv/bin/python bench/all.py [--small FOLDER] [NAME…]

Those of the desk use the database that SACHSTAND_DATA or DATABASE_URL names (`bin/bench` fills
one); the others make their own. Left out are those that need something from outside: a corpus of
law (law_corpus, law_panel, law_search), marked sentences (citations), PgBouncer (pooler_replica).
Exit code 1 when one missed its bar.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
DESK = ("inbox", "case_page", "search", "pages", "figures", "load", "soak")
SHORT: dict[str, list[str]] = {
    "inbox": [],
    "case_page": [],
    "search": [],
    "pages": [],
    "figures": [],
    "visibility": [],
    "load": [],
    "soak": ["--minutes", os.environ.get("BENCH_MINUTES", "60")],
    "letters": ["--rounds", "5"],
    "batch": ["--count", "60"],
    "deadlines": ["--count", "20000"],
    "audit_chain": ["100000"],
    "audit_cost": ["60"],
    "audit_writers": ["10", "40"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SHORT))
    parser.add_argument("--small", help="a data folder with 10,000 cases, for the inbox")
    options = parser.parse_args()
    if unknown := set(options.names) - set(SHORT):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    table = Table("bench", "what", "figure", "bar", "", title=machine())
    missed = 0
    for name in options.names or SHORT:
        arguments = [*SHORT[name], *(["--json"] if name in DESK else [])]
        if name == "inbox" and options.small:
            arguments += ["--small", options.small]
        missed += add(table, name, arguments)
    Console(width=140).print(table)
    return 1 if missed else 0


def machine() -> str:
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    return f"{cores} cores, load {load:.1f} before the first bench"


def add(table: Table, name: str, arguments: list[str]) -> bool:
    """Run one and add its lines; whether it missed a bar or broke."""
    print(f"· {name} … ", end="", flush=True, file=sys.stderr)
    begun = time.monotonic()
    path = ROOT / "bench" / f"{name}.py"
    if not path.exists():
        print("not there", file=sys.stderr)
        return False
    environment = {**os.environ}
    if name not in DESK:  # they make a database of their own, as the tests do
        environment.pop("SACHSTAND_DATA", None)
    done = subprocess.run(  # noqa: S603 - our own scripts
        [sys.executable, str(path), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if name in DESK and lines and lines[-1].startswith("["):
        for one in json.loads(lines[-1]):
            bar = "" if one["bar"] is None else f"{one['bar']:g}"
            kept = "" if one["bar"] is None else "kept" if one["kept"] else "MISSED"
            table.add_row(name, one["what"], f"{one['value']:.2f} {one['unit']}", bar, kept)
    else:
        for line in lines or done.stderr.splitlines()[-3:]:
            table.add_row(name, line, "", "", "")
    if done.returncode:
        table.add_row(name, "[bold]ended with an error or missed its bar[/]", "", "", "MISSED")
    table.add_section()
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
