"""Advice on how easily the typed texts of a step read, as the page shows it beside the editor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.decisions.models import Decision
from casework.decisions.readability import Hint, hints_in, level_of, score
from casework.process.models import Step

MOST_SHOWN = 10
LONGEST_QUOTE = 90
FIELDS: Mapping[str, Promise] = {
    "operative_part": _("Operative part"),
    "reasons": _("Reasons"),
    "answer_treatment": _("Answer to the hearing"),
    "hearing_reason": _("Hearing"),
    "plain_text": _("In plain language"),
    "text": _("Letter"),
}
ASPECT, CLAUSE = "consideration_", "clause_text"
LEVELS: Mapping[str, Promise] = {
    "easy": _("easy to understand"),
    "middling": _("not quite easy"),
    "hard": _("rather hard"),
    "": _("too short to judge"),
}


@dataclass(frozen=True)
class ShownHint:
    """A hint with its field; `start` and `end` as a browser counts, in UTF-16 units."""

    field: str
    label: Promise
    start: int
    end: int
    quote: str
    advice: str


@dataclass(frozen=True)
class ShownReading:
    """The level in words, how many hints there are, and the first of them."""

    level: Promise
    score: float | None
    count: int
    hints: list[ShownHint]


def typed_texts(post: QueryDict) -> dict[str, str]:
    """The texts in a step's form, by the id of their field."""
    found = {
        name: text
        for name, text in post.items()
        if isinstance(text, str) and (name in FIELDS or name.startswith(ASPECT))
    }
    for row, text in enumerate(post.getlist(CLAUSE)):
        found[f"clause-text-{row}"] = text
    return {name: text.replace("\r\n", "\n") for name, text in found.items() if text.strip()}


def saved_texts(step: Step, letter: Mapping[str, object]) -> dict[str, str]:
    """The texts of the saved draft of a decision, or of the kept `letter`."""
    if step.kind != "decide":
        return {"text": str(letter.get("text", ""))}
    decision = Decision.objects.filter(step=step).first()
    if decision is None:
        return {}
    texts = {name: getattr(decision, name, "") for name in FIELDS if name != "text"}
    clauses = {f"clause-text-{row}": text for row, text in enumerate(decision.clause_texts)}
    return {name: text for name, text in {**texts, **clauses}.items() if text}


def shown_reading(texts: Mapping[str, str]) -> ShownReading:
    """What is said of all texts together."""
    hints = [hint for name, text in texts.items() for hint in _shown(name, text)]
    value = score("\n\n".join(texts.values()))
    return ShownReading(LEVELS[level_of(value)], value, len(hints), hints[:MOST_SHOWN])


def _shown(name: str, text: str) -> Iterator[ShownHint]:
    for hint in hints_in(text):
        start, end = _units(text[: hint.start]), _units(text[: hint.end])
        yield ShownHint(name, _label(name), start, end, _quote(hint), hint.advice)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _quote(hint: Hint) -> str:
    """The marked words, the first few of a long sentence."""
    return shorten(hint.text, LONGEST_QUOTE, placeholder=" …")


def _label(name: str) -> Promise:
    if name.startswith(ASPECT):
        return _("Discretion")
    return FIELDS.get(name, _("Ancillary clause"))
