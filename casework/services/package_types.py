"""What a service package consists of: frozen dataclasses, no behaviour beyond small look-ups.

Money is ``Decimal`` euros. Pointers are JSON pointers (RFC 6901) into the application data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from casework.services.package_pointers import NOTHING, lookup
from casework.services.package_step_types import (
    CheckItem,
    Field,
    FieldType,
    LawBinding,
    Option,
    Outcome,
    Period,
    Step,
    StepKind,
    StepPeriod,
)

__all__ = [
    "CheckItem",
    "ExpectedDocument",
    "Fee",
    "Field",
    "FieldType",
    "LawBinding",
    "Letter",
    "Option",
    "Outcome",
    "Package",
    "Period",
    "Process",
    "ProcessingPeriod",
    "Regime",
    "Sample",
    "Step",
    "StepKind",
    "StepPeriod",
    "SummaryField",
    "TextBlock",
    "TextUse",
]

Regime = Literal["VwVfG", "SGB X", "AO"]
TextUse = Literal["operative_part", "reasons", "ancillary", "request", "hearing"]


@dataclass(frozen=True)
class ProcessingPeriod:
    """The period in which the authority must decide.

    ``starts`` is ``received`` or ``complete`` (with the complete documents). ``started_by`` may
    name a date field of a step in which somebody establishes that day; it prevails when filled in.
    ``extended_by`` may name the date field with the new last day after a reasoned extension.
    """

    period: Period
    label: str
    norm: str
    kind: Literal["internal", "permit_by_fiction"]
    starts: Literal["received", "complete"]
    started_by: str
    extended_by: str


@dataclass(frozen=True)
class Fee:
    """A fee: one amount, or an amount per value of the application field at ``choice``."""

    label: str
    basis: str
    amount: Decimal | None
    choice: str
    amounts: Mapping[str, Decimal]

    def for_application(self, data: Mapping[str, Any]) -> Decimal | None:
        """The fee in euros for this application, or None if its choice is missing."""
        return self.amount if self.amount is not None else self.amounts.get(self._chosen(data))

    def _chosen(self, data: Mapping[str, Any]) -> str:
        return str(lookup(data, self.choice))


@dataclass(frozen=True)
class ExpectedDocument:
    """An attachment the service needs: always, never (``required`` False), or by a condition."""

    key: str
    title: str
    help: str
    law: str
    required: bool
    when: str
    equals: tuple[str | bool | int, ...]

    def is_required(self, data: Mapping[str, Any]) -> bool:
        """Whether this application must come with the document."""
        if not self.when:
            return self.required
        value = lookup(data, self.when)
        return value is not NOTHING and value in self.equals


@dataclass(frozen=True)
class SummaryField:
    pointer: str
    label: str


@dataclass(frozen=True)
class TextBlock:
    """A text block: paragraphs with placeholders; ``when`` maps a field to the values it suits."""

    key: str
    title: str
    use: TextUse
    outcome: Outcome | Literal[""]
    norms: tuple[str, ...]
    when: Mapping[str, tuple[str | bool, ...]]
    paragraphs: tuple[str, ...]

    def suits(self, values: Mapping[str, Any]) -> bool:
        """Whether the process data ``values`` meet every condition of ``when``.

        A multiple choice suits if any of its chosen values is allowed.
        """
        for key, allowed in self.when.items():
            value = values.get(key)
            chosen = value if isinstance(value, list | tuple) else [value]
            if not any(one in allowed for one in chosen):
                return False
        return True


@dataclass(frozen=True)
class Letter:
    key: str
    subject: str
    template: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A synthetic application: its data and the keys of the documents that come with it."""

    key: str
    note: str
    data: Mapping[str, Any]
    documents: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class Process:
    """The BPMN model: its raw bytes as exported, and its user tasks in document order."""

    file: str
    process_id: str
    xml: bytes
    tasks: Mapping[str, str]


@dataclass(frozen=True)
class Package:
    """A whole, valid service package; ``digest`` is the SHA-256 of its canonical content."""

    key: str
    version: str
    name: str
    summary: str
    leika_key: str
    regime: Regime
    unit: str
    file_number_prefix: str
    retention_years: int
    co_signature: tuple[Outcome, ...]
    laws: Mapping[str, str]
    local_laws: Mapping[str, str]
    legal_basis: tuple[str, ...]
    processing_period: ProcessingPeriod | None
    fee: Fee | None
    identity: Mapping[str, str]
    summary_fields: tuple[SummaryField, ...]
    documents: tuple[ExpectedDocument, ...]
    process: Process
    steps: tuple[Step, ...]
    schema: Mapping[str, Any]
    texts: tuple[TextBlock, ...]
    letters: tuple[Letter, ...]
    samples: tuple[Sample, ...]
    files: Mapping[str, bytes]
    digest: str

    def step(self, task: str) -> Step:
        """The step bound to a BPMN task id; KeyError if there is none."""
        return {step.task: step for step in self.steps}[task]

    def letter(self, key: str) -> Letter:
        """The letter of this key; KeyError if there is none."""
        return {letter.key: letter for letter in self.letters}[key]

    def prefill(self, step: Step, outcome: str, values: Mapping[str, Any]) -> tuple[TextBlock, ...]:
        """The step's text blocks for an outcome, in the step's order, that suit the data."""
        blocks = {text.key: text for text in self.texts}
        chosen = (blocks[key] for key in step.texts)
        return tuple(
            block for block in chosen if block.outcome in ("", outcome) and block.suits(values)
        )

    def applicant(self, data: Mapping[str, Any]) -> dict[str, str]:
        """The applicant's identity from application data; absent parts are empty strings."""
        found = {part: lookup(data, pointer) for part, pointer in self.identity.items()}
        return {part: "" if value is NOTHING else str(value) for part, value in found.items()}

    def missing_documents(
        self, data: Mapping[str, Any], present: tuple[str, ...]
    ) -> tuple[ExpectedDocument, ...]:
        """Documents this application must come with but does not."""
        return tuple(
            doc for doc in self.documents if doc.key not in present and doc.is_required(data)
        )
