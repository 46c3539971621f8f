"""What the deadline calculus hands out: plain, frozen records without any framework."""

from dataclasses import dataclass
from datetime import date


class DeadlineError(ValueError):
    """The question cannot be answered; the German message says what to change."""


@dataclass(frozen=True, slots=True)
class Notification:
    """The day on which an administrative act counts as notified.

    `on` is None where the act was never notified; `disputed` is the day by the other
    view where the law is unsettled; `because` explains in German sentences.
    """

    on: date | None
    because: tuple[str, ...]
    norms: tuple[str, ...]
    disputed: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, with the sentences that explain it.

    `due` is the last day (until its end, 24:00) and, where the law is unsettled, the
    earlier and safe one. `disputed` is the last day by the other view; it can equal `due`
    where the views differ on the way but not in the result. `notified_on` is the day of
    notification or service (without a fiction the day of the event); None where the period
    hangs on something that is none, as with waiting periods or periods counted back.
    """

    due: date
    notified_on: date | None
    because: tuple[str, ...]
    disputed: date | None
    norms: tuple[str, ...]


def unique(norms: list[str]) -> tuple[str, ...]:
    """The norms in the order they were used, each once, without empty ones."""
    return tuple(dict.fromkeys(norm for norm in norms if norm))
