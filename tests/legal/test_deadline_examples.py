"""Our own worked examples: dates worked out by hand, and what the reasons must say."""

import csv
from datetime import date
from pathlib import Path

import pytest

from legal.deadlines.answer import answer
from legal.deadlines.request import Request, request_from

EXAMPLES = Path(__file__).parent / "data" / "deadline_examples.csv"
NAMES = ("event", "period", "fiction", "regime", "land", "place")


def rows() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def question(row: dict[str, str]) -> Request:
    asked: dict[str, object] = {name: row[name] for name in NAMES}
    for part in filter(None, row["more"].split(";")):
        name, equals, value = part.partition("=")
        asked[name] = value if equals else True
    return request_from(asked)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_example(row: dict[str, str]) -> None:
    deadline = answer(question(row))
    found = (deadline.due, deadline.notified_on, deadline.disputed)
    assert found == (day(row["due"]), day(row["notified_on"]), day(row["disputed"])), row["why"]
    told = " ".join(deadline.because)
    missing = [words for words in filter(None, row["says"].split("|")) if words not in told]
    assert not missing, told


def test_there_are_enough_examples_and_no_id_twice() -> None:
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids)) >= 60
