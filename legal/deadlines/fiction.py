"""What a fiction of notification consists of, and an authority's own setting for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from legal.deadlines.period import Period
from legal.deadlines.records import DeadlineError


@dataclass(frozen=True, slots=True)
class FictionSetting:
    """What an authority enters for a Land's own act: days after the event, and its norm."""

    days: int
    norm: str

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 60 or not self.norm.strip():
            raise DeadlineError("Eine eigene Fiktion braucht 1 bis 60 Tage und ihre Norm.")


@dataclass(frozen=True, slots=True)
class Fiction:
    """One way of notification.

    `norms` gives the norm by regime (a missing regime does not know this way); `event` is
    the German sentence of what happened, with {day}; `length` counts from that day, and
    `earlier` did so before 1 January 2025 where it changed; `receipt` says what a later
    actual receipt does: 'prevails', 'contested' (only if the message cannot be proven, then
    the day of retrieval counts) or 'ignored', and `receipt_norms` where that stands (by
    regime, `norms` if missing); `effect` and `subject` word the sentence.
    """

    event: str
    norms: Mapping[str, str]
    length: Period
    earlier: Period | None = None
    receipt: str = "prevails"
    receipt_norms: Mapping[str, str] = field(default_factory=dict)
    effect: str = "als bekannt gegeben"
    subject: str = "Er"

    def receipt_norm(self, regime: str) -> str:
        """Where the rule on actual receipt stands under this regime."""
        return self.receipt_norms.get(regime, self.norms[regime])
