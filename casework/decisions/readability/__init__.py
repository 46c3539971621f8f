"""How easily a German text reads, and what makes it hard: advice while writing, never a check.

Pure: text in, hints with exact offsets out. The score is the first Wiener Sachtextformel (Bamberger
and Vanecek), reckoned by textstat on our own sentences; about the school year a reader needs.
"""

from functools import cache
from typing import Any

from casework.decisions.readability.hint import Hint
from casework.decisions.readability.sentences import long_sentences, passive_runs, sentences_of
from casework.decisions.readability.words import hard_words

__all__ = ["MOST_HINTS", "MOST_TEXT", "Hint", "hints_in", "level_of", "score"]

MOST_TEXT = 200_000
MOST_HINTS = 200
FEWEST_WORDS = 40
EASY, MIDDLING = 9.0, 12.0


def hints_in(text: str) -> list[Hint]:
    """What makes the text hard, in its order; of a very long text, of its beginning."""
    text = text[:MOST_TEXT]
    sentences = sentences_of(text)
    found = [
        *long_sentences(text, sentences),
        *passive_runs(text, sentences),
        *hard_words(text, sentences),
    ]
    return sorted(found, key=lambda hint: (hint.start, hint.end))[:MOST_HINTS]


def score(text: str) -> float | None:
    """The Wiener Sachtextformel without citations; None for less than forty words."""
    plain = [sentence.plain for sentence in sentences_of(text[:MOST_TEXT])]
    if sum(len(words.split()) for words in plain) < FEWEST_WORDS:
        return None
    # One full stop a sentence: textstat would also part at "Abs. 2".
    found: float = _statistics().wiener_sachtextformel("\n".join(f"{one}." for one in plain), 1)
    return round(found, 1)


def level_of(value: float | None) -> str:
    """A score as "easy", "middling" or "hard"; empty where there is none."""
    if value is None:
        return ""
    return "easy" if value <= EASY else "middling" if value <= MIDDLING else "hard"


@cache
def _statistics() -> Any:
    """The library, imported when first needed: that takes a second."""
    from textstat.textstat import textstatistics

    statistics = textstatistics()
    statistics.set_lang("de")
    return statistics
