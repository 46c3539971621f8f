"""Time of a letter against bare WeasyPrint on the same HTML, in one process, taken in turns.

    python bench/letters.py [--rounds 15] [--letter parking_refusal]

Bare means ``HTML(string=html).write_pdf()`` with only the address of our fonts and styles known
to it: no tags, no PDF/A, no embedded facts. Ours is all of ``render``: facts checked, template
filled, text and PDF/A-3a made, hashed. Prints one JSON object with medians in milliseconds.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

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
    from weasyprint import HTML

    from casework.notices.rendering import render, render_html
    from casework.notices.rendering.document import SCHEME, OurFilesOnly, made_files

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--letter", default="parking_refusal")
    options = parser.parse_args()
    facts = json.loads((ROOT / f"tests/notices/data/{options.letter}.json").read_text())
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
    for _round in range(options.rounds):
        for name, way in ways.items():
            times[name].append(seconds(way))
    medians = {name: round(statistics.median(found) * 1000, 1) for name, found in times.items()}
    ratio = statistics.median(
        ours / bare for ours, bare in zip(times["ours"], times["bare"], strict=True)
    )
    print(json.dumps({**medians, "ours_to_bare": round(ratio, 2), "rounds": options.rounds}))


if __name__ == "__main__":
    main()
