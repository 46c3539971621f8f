"""Time of letters: one against bare WeasyPrint, and many on one core against many on two.

    python bench/letters.py [--rounds 15] [--letter parking_refusal]
    python bench/letters.py --batch 300 [--processes 2]

Bare means ``HTML(string=html).write_pdf()`` with only the address of our fonts, styles and
pictures known to it: no tags, no PDF/A, no embedded facts; taken in turns in one process. Ours is
all of ``render``: facts checked, template filled, text and PDF/A-3a made, hashed. Sealing apart.
A batch is as many letters as there are parking permits on a street, each with facts of its own;
one core is ``render`` in a loop in this process, without the start of any worker. Prints one JSON
object; medians in milliseconds, batches in seconds; `work` is processor time, which other programs
on the machine change little.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    import django
    from django.conf import settings

    settings.configure()
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--letter", default="parking_refusal")
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    facts = json.loads((ROOT / f"tests/notices/data/{options.letter}.json").read_text())
    if options.batch:
        print(json.dumps(batch(facts, options.batch, options.processes)))
    else:
        print(json.dumps(single(facts, options.rounds)))


def single(facts: dict[str, Any], rounds: int) -> dict[str, float]:
    """Measure one letter in every way, in turns."""
    from weasyprint import HTML

    from casework.notices.rendering import render, render_html
    from casework.notices.rendering.document import SCHEME, OurFilesOnly, made_files

    html = render_html(facts)

    def bare(**variant: str) -> object:
        fetcher = OurFilesOnly(made_files(facts))
        return HTML(string=html, url_fetcher=fetcher, base_url=SCHEME).write_pdf(**variant)

    ways: dict[str, Callable[[], object]] = {
        "bare": bare,
        "bare_pdfa": lambda: bare(pdf_variant="pdf/a-3a"),
        "ours": lambda: render(facts),
        "draft": lambda: render(facts, draft=True),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()  # the first run loads fonts, templates and hyphenation
    for _round in range(rounds):
        for name, way in ways.items():
            times[name].append(seconds(way))
    medians = {name: round(statistics.median(found) * 1000, 1) for name, found in times.items()}
    ratio = statistics.median(
        ours / bare for ours, bare in zip(times["ours"], times["bare"], strict=True)
    )
    return {**medians, "ours_to_bare": round(ratio, 2), "rounds": rounds}


def batch(facts: dict[str, Any], letters: int, processes: int) -> dict[str, float]:
    """Measure many letters in this process, then in worker processes; all must be made."""
    from casework.notices.rendering import Rendered, render
    from casework.notices.rendering.pool import render_many

    render(facts)  # the first run loads fonts, templates and hyphenation

    def one_by_one() -> None:
        for one in many(facts, letters):
            render(one)

    def together() -> None:
        made = [
            type(one) is Rendered for one in render_many(many(facts, letters), processes=processes)
        ]
        if made != [True] * letters:
            raise SystemExit("some letters could not be made")

    start = time.process_time()
    alone = seconds(one_by_one)
    middle = time.process_time()
    shared = seconds(together)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = workers.ru_utime + workers.ru_stime + time.process_time() - middle
    return {
        "letters": letters,
        "one_core": round(alone, 1),
        f"{processes}_processes": round(shared, 1),
        "times_as_fast": round(alone / shared, 2),
        "one_core_work": round(middle - start, 1),
        f"{processes}_processes_work": round(work, 1),
        "largest_worker_mib": workers.ru_maxrss // 1024,
    }


def many(facts: dict[str, Any], letters: int) -> Iterator[dict[str, Any]]:
    """Yield the same letter to so many people."""
    for number in range(letters):
        own = deepcopy(facts)
        own["case"]["file_number"] = own["letter"]["notice_number"] = f"BP-2026-{number:06d}"
        yield own


if __name__ == "__main__":
    main()
