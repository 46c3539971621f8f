"""Two hundred caseworkers at once on a real server of this machine.

    .venv/bin/python bench/load.py [--people 200] [--seconds 180] [--think 30] [--json]

Starts gunicorn on 127.0.0.1 over the database of bench_data, lets one caseworker work alone, then
all of them with time to think (on average `--think` seconds between two pages). The clients run
on the same cores. Exit code 1 when a bar is missed: no error, 95th percentile under 10 times the
median of the one alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import Figure, finish, start  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--think", type=float, default=30)
    parser.add_argument("--port", type=int, default=8197)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    from bench.crowd import alone, crowd, failures, server, together

    people = crowd(options.people, options.port, options.think)
    with server(options.port):
        quiet = median(one.seconds for one in alone(people[0], 60)[10:])
        people[0].answers.clear()
        answers = together(people, options.seconds)
    failed = failures(answers)
    if failed:
        print(f"failed: {failed}", file=sys.stderr)
    seconds = [one.seconds for one in answers]
    slow = quantiles(seconds, n=20)[-1]
    return finish(
        [
            Figure("caseworkers at once", options.people, unit=""),
            Figure("requests", len(answers), unit=""),
            Figure("requests a second", len(answers) / options.seconds, unit=""),
            Figure("one alone, median", 1000 * quiet, unit="ms"),
            Figure("all at once, median", 1000 * median(seconds), unit="ms"),
            Figure("all at once, 95th percentile", 1000 * slow, unit="ms"),
            Figure("requests that failed", sum(failed.values()), 0.5, unit=""),
            Figure("95th percentile against one alone", slow / quiet, 10),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
