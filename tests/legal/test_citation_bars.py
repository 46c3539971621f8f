"""The finder on court sentences that people have marked: the bars of the project."""

import pytest

from bench import citations as bench
from tests.legal.laws import shared

SENTENCES = ("citations", "ler_dev.jsonl")


@pytest.mark.parametrize("name", ["all", "statutes"])
def test_citations_in_court_sentences(name: str) -> None:
    scores, _ = bench.measure(list(bench.read(shared(*SENTENCES))))
    assert scores[name].exact_f1 >= 0.97
    assert scores[name].overlapping_f1 >= 0.99
