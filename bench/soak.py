"""An hour of mixed load: does memory grow, do queries become slower?

    .venv/bin/python bench/soak.py [--minutes 60] [--people 40] [--think 5] [--json]

Web and worker as processes of their own on 127.0.0.1, over the database of bench_data; never longer
than `--minutes`. Every ten seconds the memory of both, and every request its time. After the first
fifth (warming up) a line is fitted through each: what it gains from then to the end, as a share of
its middle, is printed. Exit code 1 when memory gains more than 5 percent, times more than 20, or a
request failed.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path
from statistics import fmean, linear_regression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import Figure, finish, start  # noqa: E402

EVERY = 10.0
Points = list[tuple[float, float]]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--port", type=int, default=8196)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    from bench.crowd import crowd, failures, resident, server, together

    people = crowd(options.people, options.port, options.think)
    web: Points = []
    worker: Points = []
    ended = threading.Event()
    with server(options.port, worker=True) as (gunicorn, background):

        def sample() -> None:
            while not ended.wait(EVERY):
                web.append((time.monotonic(), resident([gunicorn])))
                worker.append((time.monotonic(), resident([background])))

        begun = time.monotonic()
        sampling = threading.Thread(target=sample)
        sampling.start()
        answers = together(people, 60 * options.minutes)
        ended.set()
        sampling.join()
    warm = begun + 60 * options.minutes / 5
    times = [(one.at, one.seconds) for one in answers]
    failed = failures(answers)
    if failed:
        print(f"failed: {failed}", file=sys.stderr)
    return finish(
        [
            Figure("minutes", options.minutes, unit=""),
            Figure("requests", len(answers), unit=""),
            Figure("requests that failed", sum(failed.values()), 0.5, unit=""),
            Figure("memory of web, at the end", web[-1][1], unit="MB"),
            Figure("memory of the worker, at the end", worker[-1][1], unit="MB"),
            Figure("memory of web gained", gained(web, warm), 5, unit="percent"),
            Figure("memory of the worker gained", gained(worker, warm), 5, unit="percent"),
            Figure("time of a request gained", gained(times, warm), 20, unit="percent"),
        ]
    )


def gained(points: Points, warm: float) -> float:
    """What the fitted line gains from `warm` to the last point, in percent of the mean."""
    kept = [point for point in points if point[0] >= warm]
    moments, values = [point[0] for point in kept], [point[1] for point in kept]
    if len(kept) < 3:
        raise SystemExit("Too short to say anything; give it more minutes.")
    slope = linear_regression(moments, values).slope
    return 100 * slope * (max(moments) - min(moments)) / fmean(values)


if __name__ == "__main__":
    sys.exit(main())
