"""Words that make a text hard: long ones, the office's own, heaps of nouns (pure)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from casework.decisions.readability.hint import Hint, hint
from casework.decisions.readability.sentences import Sentence

LIST = Path(__file__).parent / "officialese.tsv"
LONGEST = (
    24  # letters: "Rechtsbehelfsbelehrung" (22) has to be, "Grundstücksverkehrsgenehmigung" not
)
NOUNS_IN_A_SENTENCE = 4
LONG_WORD = re.compile(rf"\b[^\W\d_]{{{LONGEST + 1},}}\b")
NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{2,40}(?:ung|heit|keit|tion|tät|nahme)(?:en|n|s)?\b")
ENDING = "(?:e[nmrst]?|te[nmrs]?|t|s|ung|ungen)?"
TWICE_NO = re.compile(r"\bnicht\s+un[a-zäöüß]{2,20}(?:lich|haft|bar|ig|end)(?:e[nmrs]?)?\b", re.I)


def hard_words(text: str, sentences: list[Sentence]) -> Iterator[Hint]:
    """Hints for words and turns, anywhere in the text."""
    yield from _officialese(text)
    for found in LONG_WORD.finditer(text):
        advice = _("Long word: take it apart or use a hyphen.")
        yield hint("long-word", text, found.start(), found.end(), advice)
    for found in TWICE_NO.finditer(text):
        advice = _("Two negatives: say it positively.")
        yield hint("double-negation", text, found.start(), found.end(), advice)
    for one in sentences:
        nouns = NOUN.findall(one.plain)
        if len(nouns) >= NOUNS_IN_A_SENTENCE:
            advice = _("Many nouns (%(nouns)s): use verbs.") % {"nouns": ", ".join(nouns[:6])}
            yield hint("nouns", text, one.start, one.end, advice)


def _officialese(text: str) -> Iterator[Hint]:
    pattern, plain = turns()
    for found in pattern.finditer(text):
        better = plain[int((found.lastgroup or "t0")[1:])]
        yield hint(
            "officialese",
            text,
            found.start(),
            found.end(),
            _("Better: %(plain)s") % {"plain": better},
        )


@cache
def turns() -> tuple[re.Pattern[str], list[str]]:
    """One pattern for the whole list, its longest turns first, and what is plainer."""
    rows = [
        line.split("\t")
        for line in LIST.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    rows.sort(key=lambda row: -len(row[0]))
    parts = (f"(?P<t{number}>{_turn(row[0])})" for number, row in enumerate(rows))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE), [row[1] for row in rows]


def _turn(written: str) -> str:
    """The pattern of one turn: any white space between its words, an ending for a star."""
    words = (re.escape(word).replace(r"\*", ENDING) for word in written.split())
    return r"\s+".join(words)
