"""Search over all cases: the inbox's box and the one in the head against the bare SQL of the same
rows.

    .venv/bin/python bench/search.py [--rounds 40] [--json]

Names that many, few and no cases have, parts of words, file numbers, words of the data, in every
view; for the head also words with a slip. Ours is that part of the page that answers the question
(rows with their steps, not the frame of the page); bare are its statements, sent again on the same
connection. Exit code 1 when a bar is missed (95th percentile at most twice that of the bare SQL).
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
SLIPS = ("Lehmnan", "Votg", "Kowlaski")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    from django.utils import timezone

    from bench import bare
    from casework.desk.find.cases import find_cases
    from casework.desk.inbox import queue
    from casework.desk.inbox.lists import Asked
    from casework.desk.inbox.selection import Selection

    user, today = caseworker(), timezone.localdate()
    client = client_of(user)
    questions = [Selection(view=view, text=text) for text in WORDS for view in VIEWS]
    recorded, recorded_head = [], []
    for question in questions:
        with bare.recording() as found:
            queue.page_of(question, user, today, Asked({}, {}))
        recorded.append(found)
    typed = (*WORDS, *SLIPS)
    for text in typed:
        with bare.recording() as found:
            find_cases(text, user)
        recorded_head.append(found)
    ours, bares, pages = cycle(questions), cycle(recorded), cycle(questions)
    head, bare_head, head_pages = cycle(typed), cycle(recorded_head), cycle(typed)
    times = in_turns(
        {
            "ours": lambda: queue.page_of(next(ours), user, today, Asked({}, {})),
            "bare": lambda: send(next(bares)),
            "page": lambda: client.get("/" + next(pages).address(), headers={"HX-Request": "true"}),
            "head": lambda: find_cases(next(head), user),
            "bare head": lambda: send(next(bare_head)),
            "head page": lambda: client.get("/find/", {"q": next(head_pages), "all": 1}),
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
            Figure("head: cases, median", middle(times["head"]), unit="ms"),
            Figure("head: cases, 95th percentile", slow(times["head"]), unit="ms"),
            Figure("head: bare SQL, 95th percentile", slow(times["bare head"]), unit="ms"),
            Figure("head: page (HTTP), 95th percentile", slow(times["head page"]), unit="ms"),
            Figure("head against the bare SQL", slow(times["head"]) / slow(times["bare head"]), 2),
        ]
    )


def send(statements: list[tuple[str, Any]]) -> None:
    """The statements again, in one transaction: some say how the next are to be answered."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


if __name__ == "__main__":
    sys.exit(main())
