"""Many letters at once: the same bytes, in order, each failure its own."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from casework.notices.rendering import Rendered, pool
from casework.notices.rendering.pool import Failed, render_many
from tests.notices.render_samples import changed, facts_of, rendered

NAMES = ("parking_grant", "interim", "housing_grant", "certificate", "referral", "hearing")


def test_letters_are_the_same_as_one_by_one_and_in_order() -> None:
    made = list(render_many(map(facts_of, NAMES), processes=2))
    assert made == [rendered(name) for name in NAMES]


def test_a_letter_that_cannot_be_made_stops_no_other() -> None:
    wrong = changed(facts_of("hearing"), "letter.date", "gestern")
    strange = changed(facts_of("interim"), "body.0", "漢字")
    made = list(render_many([facts_of("interim"), wrong, strange, facts_of()], processes=2))
    assert [type(one) for one in made] == [Rendered, Failed, Failed, Rendered]
    assert "letter.date: must be a date" in made[1].problem
    assert "font lacks" in made[2].problem


class Deadly(dict[str, Any]):
    """Facts that end the process that receives them, as too little memory would."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


def test_a_letter_that_kills_its_worker_is_a_failure_and_the_others_are_made() -> None:
    facts = [facts_of("interim"), Deadly(), facts_of("referral"), facts_of("hearing")]
    made = list(render_many(facts, processes=2))
    assert [type(one) for one in made] == [Rendered, Failed, Rendered, Rendered]
    assert made[1].problem == "the process that made this letter died"
    assert made[2] == rendered("referral")


def test_facts_are_read_only_a_few_letters_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WAITING_A_WORKER", 2)
    read: list[int] = []

    def source() -> Iterator[dict[str, Any]]:
        for number in range(20):
            read.append(number)
            yield facts_of("interim")

    letters = render_many(source(), processes=1)
    next(letters)
    assert len(read) == 2
    letters.close()  # type: ignore[attr-defined]
    assert len(read) == 2


def test_no_letters_are_no_work() -> None:
    assert list(render_many([], processes=2)) == []
