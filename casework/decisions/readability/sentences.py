"""Sentences as a reader meets them: how many words, in the passive or not (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.decisions.readability.hint import Hint, hint
from legal import citations
from legal.sentences import Span, spans

MOST_WORDS = 22
PASSIVES_IN_A_ROW = 3
WORD = re.compile(r"[^\W\d_][\w’-]*")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-–•]|\d{1,2}[.)]\s))")
AUXILIARY = re.compile(r"\b(?:wird|werden|wurden?|worden)\b")
PARTICIPLE = re.compile(
    r"\b(?:\w{0,12}ge\w{2,24}(?:t|en)|(?:be|ver|er|ent|zer|miss)\w{3,24}(?:t|en)|\w{3,24}iert)\b"
)


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]`; `plain` is it without citations, punctuation and line ends."""

    start: int
    end: int
    plain: str
    words: int
    passive: bool


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text, paragraph by paragraph. A citation counts as one word."""
    cited = [Span(found.start, found.end) for found in citations.find(text)]
    found, at = [], 0
    for start, end in _paragraphs(text):
        for span in spans(text, start, end):
            while at < len(cited) and cited[at].end <= span.start:
                at += 1
            found.append(_sentence(text, span.start, span.end, cited, at))
    return [sentence for sentence in found if sentence.words]


def long_sentences(text: str, sentences: list[Sentence]) -> Iterator[Hint]:
    """Sentences with more words than one keeps in mind."""
    for one in sentences:
        if one.words > MOST_WORDS:
            advice = ngettext_lazy(
                "%(n)s word: make two sentences of it.",
                "%(n)s words: make two sentences of it.",
                one.words,
            ) % {"n": one.words}
            yield hint("long-sentence", text, one.start, one.end, advice)


def passive_runs(text: str, sentences: list[Sentence]) -> Iterator[Hint]:
    """Three and more sentences in a row that do not say who acts."""
    run: list[Sentence] = []
    for one in [*sentences, None]:
        if one is not None and one.passive:
            run.append(one)
            continue
        if len(run) >= PASSIVES_IN_A_ROW:
            advice = _("Several sentences in the passive: say who does it (we, you).")
            yield hint("passive", text, run[0].start, run[-1].end, advice)
        run = []


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _sentence(text: str, start: int, end: int, cited: Sequence[Span], first: int) -> Sentence:
    """The sentence between two places; `cited[first]` is the first citation that may lie in it."""
    parts, at, count = [], start, 0
    while first < len(cited) and (span := cited[first]).start < end:
        first += 1
        parts.append(text[at : span.start])
        at, count = span.end, count + 1
    parts.append(text[at:end])
    words = WORD.findall(" ".join(parts))
    plain = " ".join(words)
    passive = bool(AUXILIARY.search(plain) and PARTICIPLE.search(plain))
    return Sentence(start, end, plain, len(words) + count, passive)
