"""The case page against the inbox: time and number of queries, open cases and closed ones.

    .venv/bin/python bench/case_page.py [--rounds 20] [--cases 20] [--json]

Takes those open and closed cases of one caseworker that hold most, and some others. Exit code 1
when a bar is missed (at most 25 queries; median at most twice the inbox).
"""

from __future__ import annotations

import argparse
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import (  # noqa: E402
    Figure,
    caseworker,
    client_of,
    finish,
    in_turns,
    middle,
    slow,
    start,
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    user = caseworker()
    client = client_of(user)
    pages = addresses(user, options.cases)
    queries = {page: queries_of(client, page) for page in pages}
    turn = cycle(pages)
    works = {
        "inbox": lambda: client.get("/"),
        "case": lambda: client.get(next(turn)),
    }
    times = in_turns(works, options.rounds * 4)
    most = max(queries, key=lambda page: queries[page])
    print(f"most queries: {most}", file=sys.stderr)
    return finish(
        [
            Figure("case page, median", middle(times["case"]), unit="ms"),
            Figure("case page, 95th percentile", slow(times["case"]), unit="ms"),
            Figure("inbox, median", middle(times["inbox"]), unit="ms"),
            Figure("queries of a case page, the most", queries[most], 25, unit=""),
            Figure(
                "case page against the inbox", middle(times["case"]) / middle(times["inbox"]), 2
            ),
        ]
    )


def addresses(user: Any, count: int) -> list[str]:
    """Pages of cases this person sees: the fullest ones and some of each step."""
    from django.db.models import Count

    from casework.cases.models import Case

    found = []
    for status in ("open", "closed"):
        seen = Case.objects.visible_to(user).filter(status=status)
        some = Case.objects.filter(
            pk__in=list(seen.order_by("-pk").values_list("pk", flat=True)[:200])
        )
        full = some.annotate(
            parts=Count("documents", distinct=True) + Count("steps", distinct=True)
        )
        found += full.order_by("-parts", "pk")[: count // 4]
        found += some.order_by("service", "pk")[: count // 4]
    return [f"/cases/{case.file_number}/" for case in found]


def queries_of(client: Any, page: str) -> int:
    from bench import bare

    client.get(page)  # what a process reads once is read by now
    with bare.recording() as recorded:
        answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
    return len(recorded)


if __name__ == "__main__":
    sys.exit(main())
