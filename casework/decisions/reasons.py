"""The reasons as the notice prints them: facts and law, discretion, what the answer changed.

§ 39 I VwVfG, § 35 I SGB X, § 121 I AO. The order is that of the thought: why the norm applies, why
the discretion it leaves was used like this, and what was said against it.
"""

from typing import TypedDict

from casework.decisions.models import Decision
from casework.decisions.texts import paragraphs

DISCRETION, ANSWER = "Ermessen", "Ihre Äußerung"


class Section(TypedDict):
    """A part of the reasons; the first has no heading of its own."""

    heading: str | None
    paragraphs: list[str]


def sections_of(decision: Decision) -> list[Section]:
    """The reasons in their parts; parts without a text are left out."""
    found: list[Section] = [
        {"heading": None, "paragraphs": paragraphs(decision.reasons)},
        {"heading": DISCRETION, "paragraphs": _discretion(decision)},
        {"heading": ANSWER, "paragraphs": paragraphs(decision.answer_treatment)},
    ]
    return [section for section in found if section["paragraphs"]]


def _discretion(decision: Decision) -> list[str]:
    """What was weighed; only where a norm is named that leaves something to weigh."""
    weighed = [part for one in decision.considerations for part in paragraphs(one["text"])]
    if not weighed or not decision.discretion_norm:
        return []
    return [
        f"Nach {decision.discretion_norm} steht diese Entscheidung in unserem Ermessen.",
        *weighed,
    ]
