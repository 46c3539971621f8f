"""What a step of a service package consists of: frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from casework.services.package.pointers import NOTHING, lookup

StepKind = Literal["check", "letter", "wait", "consult", "decide", "finish"]
FieldType = Literal["choice", "boolean", "text", "date", "money", "multichoice"]
Outcome = Literal["grant", "partial", "refuse", "withdraw", "revoke", "correct", "certify"]
LETTERS: Mapping[str, str] = {"grant": "grant", "partial": "grant", "refuse": "refusal"}
"""The letter that carries an outcome unless the step names another; others must be named."""


@dataclass(frozen=True)
class Period:
    """A length of time; ``unit``: ``d`` days, ``w`` weeks, ``m`` months, ``y`` years."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True)
class LawBinding:
    """A citation that carries a step, and in one sentence of our own why it matters there."""

    cite: str
    why: str


@dataclass(frozen=True)
class StepPeriod:
    """How long a step may take.

    For a ``letter`` it is the period set to the addressee, named in the letter as
    ``{{ period.due | date }}``; for every other kind it is the due date of the step itself.
    """

    period: Period
    label: str
    norm: str


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """An input of a step; its value becomes process data under ``key``."""

    key: str
    label: str
    type: FieldType
    options: tuple[Option, ...]
    required: bool
    help: str
    law: str
    default: str | bool | tuple[str, ...] | None
    default_from: str = ""

    def initial(self, data: Mapping[str, Any]) -> Any:
        """What the field starts with: what the application says at `default_from`, if it fits."""
        found = lookup(data, self.default_from) if self.default_from else NOTHING
        fits = isinstance(found, str) and found and (not self.options or found in self.values())
        return found if fits else self.default

    def values(self) -> list[str]:
        """The values of its options; empty for a field without options."""
        return [option.value for option in self.options]


@dataclass(frozen=True)
class CheckItem:
    key: str
    text: str
    law: str


@dataclass(frozen=True)
class Step:
    """A BPMN user task with its law, guidance and inputs (see docs/service-packages.md).

    ``discretion`` is the norm that leaves a decision to the authority, "" for a bound one;
    ``lack_of_cooperation`` marks a refusal for lack of cooperation (§ 66 SGB I), ``written_form``
    is the norm that demands a written decision, "" where none does.
    ``answered_when`` are the values of ``ended_by`` which mean that the applicant answered.
    """

    task: str
    kind: StepKind
    label: str
    role: Literal["work", "lead"]
    guidance: str
    law: tuple[LawBinding, ...]
    checklist: tuple[CheckItem, ...]
    fields: tuple[Field, ...]
    period: StepPeriod | None
    letter: str
    outcomes: tuple[Outcome, ...]
    letters: Mapping[str, str]
    texts: tuple[str, ...]
    waits_for: Literal["applicant", "authority", ""]
    ended_by: str
    due_from: str
    consults: str
    discretion: str
    lack_of_cooperation: bool
    written_form: str
    answered_when: tuple[str, ...]

    def letter_for(self, outcome: str) -> str:
        """Key of the letter that carries a decision with this outcome; "" if none was named."""
        return self.letters.get(outcome) or LETTERS.get(outcome, "")

    def answered(self, values: Mapping[str, Any]) -> bool:
        """Whether, by the process data, the waiting ended with an answer of the applicant."""
        value = values.get(self.ended_by)
        chosen = value if isinstance(value, list | tuple) else [value]
        return any(one in self.answered_when for one in chosen)
