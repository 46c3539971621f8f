"""Compares the deadline calculus with the slow second one on random questions.

Usage: python bench/deadlines.py [--count 100000] [--seed 1]

The questions range over all Länder and special places, all regimes and ways of notification
(some with a Land's own days), all kinds of periods, forwards and backwards, from 1995 to 2080.
Prints every difference and the time of each calculus; the exit code is 1 where they differ.
"""

import argparse
import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from legal.deadlines import Deadline, FictionSetting, Place, compute
from legal.deadlines.words import LAENDER
from tests.legal.slow_deadlines import Question, solve

FICTIONS = {
    "vwvfg": ("none", "post", "electronic", "registered", "retrieval", "ozg"),
    "sgbx": ("none", "post", "electronic", "registered", "sgbx-portal", "ozg"),
    "ao": ("none", "post", "electronic", "registered", "ao-portal"),
}
LONGEST = {"d": 120, "w": 26, "m": 18, "y": 2}
FIRST, LAST = date(1995, 1, 1), date(2080, 12, 31)
REFORM = date(2024, 12, 20)


def question(dice: random.Random) -> Question:
    land = dice.choice(sorted(LAENDER))
    regime = dice.choice(sorted(FICTIONS))
    unit = dice.choice("dwmy")
    mode = dice.choices(("plain", "beginning", "backwards"), (8, 1, 1))[0]
    fiction = dice.choice(FICTIONS[regime]) if mode == "plain" else "none"
    own = dice.randint(1, 10) if fiction != "none" and dice.random() < 0.2 else None
    start, span = (REFORM, 20) if dice.random() < 0.05 else (FIRST, (LAST - FIRST).days)
    return Question(
        event=start + timedelta(days=dice.randrange(span)),
        count=dice.randint(1, LONGEST[unit]),
        unit=unit,
        land=land,
        place=dice.choice([None, None, "catholic", "augsburg" if land == "BY" else None]),
        regime=regime,
        fiction=fiction,
        shift=dice.random() < 0.8,
        beginning=mode == "beginning",
        backwards=mode == "backwards",
        own_days=own,
    )


def quick(asked: Question) -> Deadline:
    subdivision = "Augsburg" if asked.place == "augsburg" else None
    return compute(
        event=asked.event,
        period=f"{asked.count}{asked.unit}",
        regime=asked.regime,
        place=Place(asked.land, catholic=asked.place == "catholic", subdivision=subdivision),
        fiction=asked.fiction,
        setting=FictionSetting(asked.own_days, "Landesgesetz") if asked.own_days else None,
        shift=asked.shift,
        beginning=asked.beginning,
        backwards=asked.backwards,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)  # noqa: S311 (no secret: reproducible questions)
    asked = [question(dice) for _ in range(given.count)]
    start = time.perf_counter()
    found = [quick(one) for one in asked]
    quick_time = time.perf_counter() - start
    start = time.perf_counter()
    expected = [solve(one) for one in asked]
    slow_time = time.perf_counter() - start
    different = 0
    for one, ours, theirs in zip(asked, found, expected, strict=True):
        if (ours.due, ours.notified_on, ours.disputed) != theirs:
            different += 1
            print(f"different: {one}: {ours.due} {ours.notified_on} {ours.disputed} / {theirs}")
    lands = Counter(one.land for one in asked)
    print(
        f"{given.count} questions, seed {given.seed}, {len(lands)} Länder "
        f"({min(lands.values())} to {max(lands.values())} each): {different} differences; "
        f"{quick_time:.1f} s, the slow one {slow_time:.1f} s"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
