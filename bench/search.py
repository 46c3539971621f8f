"""Search over all cases: the inbox's box against the bare SQL of the same rows.

    .venv/bin/python bench/search.py [--rounds 40] [--json]

Names that many, few and no cases have, parts of words, file numbers, words of the data, in every
view. Ours is that part of the inbox that answers the question (rows with their steps, not the frame
of the page); bare are its statements, sent again on the same connection. Exit code 1 when the bar
is missed (95th percentile at most twice that of the bare SQL).
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

WORDS = (
    "Vogt",
    "Lehmann",
    "Özdemir Mira",
    "Kowal",
    "nirgendwo",
    "Gerbergasse",
    "2024-0",
    "Anwohner",
)
VIEWS = ("needs", "open", "closed")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    from django.utils import timezone

    from bench import bare
    from casework.desk.inbox import queue
    from casework.desk.inbox.lists import Asked
    from casework.desk.inbox.selection import Selection

    user, today = caseworker(), timezone.localdate()
    client = client_of(user)
    questions = [Selection(view=view, text=text) for text in WORDS for view in VIEWS]
    recorded = []
    for question in questions:
        with bare.recording() as found:
            queue.page_of(question, user, today, Asked({}, {}))
        recorded.append(found)
    ours, bares, pages = cycle(questions), cycle(recorded), cycle(questions)
    times = in_turns(
        {
            "ours": lambda: queue.page_of(next(ours), user, today, Asked({}, {})),
            "bare": lambda: send(next(bares)),
            "page": lambda: client.get("/" + next(pages).address(), headers={"HX-Request": "true"}),
        },
        options.rounds * 4,
    )
    return finish(
        [
            Figure("search, median", middle(times["ours"]), unit="ms"),
            Figure("search, 95th percentile", slow(times["ours"]), unit="ms"),
            Figure("bare SQL, 95th percentile", slow(times["bare"]), unit="ms"),
            Figure(
                "answer with counts (HTTP, htmx), 95th percentile", slow(times["page"]), unit="ms"
            ),
            Figure("search against the bare SQL", slow(times["ours"]) / slow(times["bare"]), 2),
        ]
    )


def send(statements: list[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params).fetchall()


if __name__ == "__main__":
    sys.exit(main())
