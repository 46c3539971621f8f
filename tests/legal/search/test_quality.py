"""What a caseworker types finds the right norm, on small laws of our own words.

All sixty questions are asked of the whole federal law by bench/law_search.py; here are those that
the small laws can answer.
"""

import pytest

from bench.law_search import FIRST, QUESTIONS, Question, place, read, right_norms
from legal.importer import import_law
from legal.search.hits import search
from tests.legal.laws import SEEN
from tests.legal.search.small_laws import LAWS, xml_of

pytestmark = pytest.mark.django_db
BAR = 0.9


@pytest.fixture
def small_laws() -> None:
    for slug in LAWS:
        import_law(slug, xml_of(slug), SEEN)


def test_there_are_sixty_questions_each_once() -> None:
    asked = [question.text for question in read(QUESTIONS)]
    assert len(asked) == len(set(asked)) == 60


@pytest.mark.usefixtures("small_laws")
def test_the_right_norm_is_among_the_first() -> None:
    places = {
        question.text: place(search(question.text), right)
        for question in read(QUESTIONS)
        if (right := right_norms(question))
    }
    assert len(places) >= 25
    missed = [text for text, found in places.items() if not 1 <= found <= FIRST]
    assert len(missed) <= (1 - BAR) * len(places), missed


@pytest.mark.usefixtures("small_laws")
def test_the_measure_notices_a_wrong_answer() -> None:
    right = right_norms(Question("", ("§ 2 ZzG",)))
    assert place(search("akteneinsicht"), right_norms(Question("", ("§ 29 VwVfG",)))) == 1
    assert place(search("akteneinsicht"), right) == 0
