"""Whatever the engine says of a model is said in the reader's language, with what to do."""

import pytest
from django.utils import translation

from casework.bpmn.problems import MESSAGES as ENGINE_MESSAGES
from casework.services.package.messages import MESSAGES
from casework.services.package.model_messages import MODEL_MESSAGES, code_of
from casework.services.package.problems import Problem


def test_every_word_of_the_engine_is_known() -> None:
    assert {code_of(code) for code in ENGINE_MESSAGES} == set(MODEL_MESSAGES)


@pytest.mark.parametrize("code", sorted(ENGINE_MESSAGES))
def test_detail_is_told_where_the_engine_tells_it(code: str) -> None:
    if "{detail}" in ENGINE_MESSAGES[code][1]:
        assert "%(detail)s" in str(MODEL_MESSAGES[code_of(code)][0])


def test_problem_names_the_element() -> None:
    problem = Problem("process.bpmn", "t1", code_of("unreadable_timer"), {"detail": "bald"})
    with translation.override("en"):
        assert str(problem).startswith("process.bpmn, t1: The timer has no time")
        assert "bald" in str(problem)


def test_no_message_is_written_twice() -> None:
    assert len({str(what) for what, _ in MESSAGES.values()}) == len(MESSAGES)
