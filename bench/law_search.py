"""Measures the search of the law: is the right norm among the first, and what does it cost.

Usage: python bench/law_search.py [QUESTIONS.tsv] [--rounds 3] [--show]

The database (SACHSTAND_DATA or DATABASE_URL) holds the imported law, at best the whole corpus.
A line of the questions is: what is typed, a tab, the norms that answer it, separated by ";".
Time is compared in one run with the bare SQL: the very statements of each search, sent again on
the same connection without Django.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402

from legal.passages import lookup  # noqa: E402
from legal.search.hits import Results, search  # noqa: E402

FIRST = 3
QUESTIONS = ROOT / "tests/legal/search/questions.tsv"
Statements = list[tuple[str, Any]]


class Question(NamedTuple):
    text: str
    answers: tuple[str, ...]


def read(path: Path) -> list[Question]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Question(text, tuple(answers.split("; "))) for text, answers in rows]


def right_norms(question: Question) -> set[int]:
    """The norms that answer, as far as they are imported."""
    found = (lookup(answer) for answer in question.answers)
    return {passage.norm_version_id for passage in found if passage}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def recorded(text: str) -> Statements:
    """The statements that a search sends."""
    statements: Statements = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        search(text)
    return statements


def send(statements: Statements) -> None:
    with connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params).fetchall()


def place(results: Results, right: set[int]) -> int:
    """The place of the first right norm, 0 if it is not on the page."""
    ids = [hit.version.pk for hit in results.hits]
    return next((number for number, pk in enumerate(ids, start=1) if pk in right), 0)


class Measured:
    """Places and times of all questions."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.times: list[float] = []
        self.bare: list[float] = []

    def add(self, question: Question, right: set[int], rounds: int) -> Results:
        statements = recorded(question.text)
        for _ in range(rounds):
            self.bare.append(timed(partial(send, statements))[0])
            seconds, results = timed(partial(search, question.text))
            self.times.append(seconds)
        self.places.append(place(results, right))
        return cast(Results, results)

    def summary(self) -> dict[str, Any]:
        hits = sum(1 <= found <= FIRST for found in self.places)
        return {
            "questions": len(self.places),
            f"among the first {FIRST}": hits,
            "share": round(hits / len(self.places), 3),
            "first": self.places.count(1),
            "median_ms": round(1000 * median(self.times), 1),
            "bare_sql_median_ms": round(1000 * median(self.bare), 1),
            "ratio": round(median(self.times) / median(self.bare), 2),
            "slowest_ms": round(1000 * max(self.times), 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", nargs="?", type=Path, default=QUESTIONS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--show", action="store_true", help="print what came first instead")
    options = parser.parse_args()
    measured = Measured()
    for question in read(options.path):
        right = right_norms(question)
        if not right:
            print(f"{question.text!r}: no answer is imported, left out", file=sys.stderr)
            continue
        results = measured.add(question, right, options.rounds)
        if options.show and not 1 <= measured.places[-1] <= FIRST:
            norms = ", ".join(f"{hit.version.norm} {hit.score:.2f}" for hit in results.hits[:5])
            print(f"{question.text!r}: place {measured.places[-1]}, first {norms}")
    print(json.dumps(measured.summary()))


if __name__ == "__main__":
    main()
