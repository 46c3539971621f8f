"""A whole service package as a frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.services.package.parts import (
    ExpectedDocument,
    Fee,
    Letter,
    Process,
    ProcessingPeriod,
    Regime,
    Sample,
    SummaryField,
    TextBlock,
)
from casework.services.package.pointers import NOTHING, lookup
from casework.services.package.step_parts import (
    Outcome,
    Step,
)


@dataclass(frozen=True)
class Package:
    """A whole, valid service package; ``digest`` is the SHA-256 of its canonical content.

    ``co_signature`` are the outcomes that need a second signature; ``co_signature_from`` is the
    value in euros from which every decision needs one, ``value`` where that value stands (see
    ``value_of``). ``entitlement``: the law gives a claim to the grant (§ 36 I VwVfG).
    """

    key: str
    version: str
    name: str
    summary: str
    leika_key: str
    regime: Regime
    unit: str
    file_number_prefix: str
    retention_years: int
    retention_reason: str
    acknowledge: bool
    co_signature: tuple[Outcome, ...]
    co_signature_from: Decimal | None
    value: str
    entitlement: bool
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

    def binds(self, task: str) -> bool:
        """Whether a step is bound to the BPMN id; the events on the edge of a task need none."""
        return any(step.task == task for step in self.steps)

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

    def value_of(self, data: Mapping[str, Any], process_data: Mapping[str, Any]) -> Decimal | None:
        """What the decision is worth in euros, from application or steps; None if unknown."""
        pointer = self.value.startswith("/")
        found = lookup(data, self.value) if pointer else process_data.get(self.value)
        try:
            value = Decimal(str(found)).quantize(Decimal("0.01"))
        except InvalidOperation:
            return None
        return value if value.is_finite() else None

    def missing_documents(
        self, data: Mapping[str, Any], present: tuple[str, ...]
    ) -> tuple[ExpectedDocument, ...]:
        """Documents this application must come with but does not."""
        return tuple(
            doc for doc in self.documents if doc.key not in present and doc.is_required(data)
        )
