"""Measures the citation finder on sentences with human-marked spans.

Usage: python bench/citations.py PATH_TO/ler_dev.jsonl [--show N]

A line is {"tokens": [...], "spans": [{"label", "start_tok", "end_tok"}]}; its tokens are joined
with blanks. Scored are spans that begin with § or Art. "all" takes every label as gold (statutes
GS, regulations VO and VS, European norms EUN) and counts every other find as wrong; "statutes"
takes GS as gold and leaves finds on the other labels out of the count.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from legal.citations import find

Span = tuple[int, int]


class Sentence(NamedTuple):
    text: str
    gold: dict[Span, str]  # character span -> label


class Score:
    """Counts of exact and of overlapping matches."""

    def __init__(self) -> None:
        self.gold = self.found = self.exact = self.gold_met = self.found_met = 0

    def add(self, gold: set[Span], found: set[Span]) -> None:
        self.gold += len(gold)
        self.found += len(found)
        self.exact += len(gold & found)
        self.gold_met += sum(any(overlap(g, f) for f in found) for g in gold)
        self.found_met += sum(any(overlap(f, g) for g in gold) for f in found)

    @property
    def exact_f1(self) -> float:
        return f1(self.exact / self.found, self.exact / self.gold)

    @property
    def overlapping_f1(self) -> float:
        return f1(self.found_met / self.found, self.gold_met / self.gold)

    def line(self, name: str) -> str:
        return (
            f"{name:9} gold {self.gold:5} found {self.found:5} exact {self.exact:5}"
            f"  exact F1 {self.exact_f1:.4f}  overlapping F1 {self.overlapping_f1:.4f}"
        )


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def begins(text: str) -> bool:
    return text.startswith(("§", "Art"))


def read(path: Path) -> Iterable[Sentence]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        starts, position = [], 0
        for token in row["tokens"]:
            starts.append(position)
            position += len(token) + 1
        text = " ".join(row["tokens"])
        ends = [start + len(token) for start, token in zip(starts, row["tokens"], strict=True)]
        spans = {(starts[s["start_tok"]], ends[s["end_tok"] - 1]): s["label"] for s in row["spans"]}
        yield Sentence(
            text, {span: label for span, label in spans.items() if begins(text[slice(*span)])}
        )


def measure(sentences: list[Sentence], show_most: int = 0) -> tuple[dict[str, Score], float]:
    """Scores by name, and the seconds that finding took."""
    begun = time.perf_counter()
    results = [{(f.start, f.end) for f in find(s.text) if begins(f.text)} for s in sentences]
    seconds = time.perf_counter() - begun
    everything, statutes = Score(), Score()
    for sentence, found in zip(sentences, results, strict=True):
        everything.add(set(sentence.gold), found)
        gold = {span for span, label in sentence.gold.items() if label == "GS"}
        others = set(sentence.gold) - gold
        statutes.add(gold, {f for f in found if not any(overlap(f, o) for o in others)})
        if show_most and found != set(sentence.gold):
            show_most -= show(sentence, found)
    return {"all": everything, "statutes": statutes}, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many differences")
    options = parser.parse_args()
    sentences = list(read(options.path))
    scores, seconds = measure(sentences, options.show)
    for name, score in scores.items():
        print(score.line(name))
    size = sum(len(s.text) for s in sentences)
    speed = size / seconds / 1e6
    print(f"{len(sentences)} sentences, {size} characters, {seconds:.2f} s, {speed:.2f} MB/s")


def show(sentence: Sentence, found: set[Span]) -> int:
    """Prints the differences in one sentence."""
    print("--", sentence.text[:300])
    for span in sorted(set(sentence.gold) - found):
        print("   missed", sentence.gold[span], "|", sentence.text[slice(*span)])
    for span in sorted(found - set(sentence.gold)):
        print(
            "   found    |", sentence.text[slice(*span)], "|", sentence.text[span[1] : span[1] + 30]
        )
    return 1


if __name__ == "__main__":
    main()
