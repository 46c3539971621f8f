"""What a step of a service package consists of: frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

StepKind = Literal["check", "letter", "wait", "consult", "decide", "finish"]
FieldType = Literal["choice", "boolean", "text", "date", "money", "multichoice"]
Outcome = Literal["grant", "refuse"]


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
    """A BPMN user task with its law, guidance and inputs (see docs/service-packages.md)."""

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

    def letter_for(self, outcome: str) -> str:
        """Key of the letter that carries a decision with this outcome."""
        return self.letters.get(outcome, {"grant": "grant", "refuse": "refusal"}[outcome])
