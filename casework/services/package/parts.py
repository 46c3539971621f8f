"""The parts of a service package other than its steps: frozen dataclasses.

Money is ``Decimal`` euros. Pointers are JSON pointers (RFC 6901) into the application data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from casework.services.package.pointers import NOTHING, lookup
from casework.services.package.step_parts import Outcome, Period

Regime = Literal["VwVfG", "SGB X", "AO"]
TextUse = Literal[
    "operative_part", "reasons", "consideration", "answer", "ancillary", "request", "hearing"
]
# What a reasoned exercise of discretion weighs (§ 40 VwVfG, § 39 SGB I, § 5 AO).
Aspect = Literal[
    "purpose", "circumstances", "person", "public", "equality", "milder", "proportionality"
]
# Befristung, Bedingung, Widerrufsvorbehalt, Auflage, Auflagenvorbehalt: § 36 II Nr. 1 to 5 VwVfG,
# § 32 II SGB X, § 120 II AO.
ClauseKind = Literal["time_limit", "condition", "revocation", "obligation", "later_obligation"]


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
    """A text block: paragraphs with placeholders; ``when`` maps a field to the values it suits.

    ``clause`` is set for an ancillary clause, ``aspect`` for a consideration; the first of
    ``norms`` is the one that allows the clause.
    """

    key: str
    title: str
    use: TextUse
    outcome: Outcome | Literal[""]
    norms: tuple[str, ...]
    when: Mapping[str, tuple[str | bool, ...]]
    paragraphs: tuple[str, ...]
    clause: ClauseKind | Literal[""]
    aspect: Aspect | Literal[""]

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

    @property
    def kind(self) -> str:
        """Which kind of letter of the product it is, by the template it names."""
        return self.template.removeprefix("letters/").removesuffix(".html")


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
