"""For each law binding of a step: how the norm's text stands to that of earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from legal.facts import Fact, Question
from legal.history import CitedLaw, NormHistory
from legal.models import NormVersion
from legal.versions import GERMANY, in_force

_SQL = """
    SELECT 0::bigint, jsonb_build_object(
        'citation', binding.citation,
        'fingerprint', binding.reviewed_hash,
        'at', coalesce(binding.reviewed_at, version.installed_at)
    )
    FROM services_lawbinding AS binding
    JOIN services_serviceversion AS version ON version.id = binding.version_id
    WHERE binding.version_id = %s AND binding.task = %s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A text that another one took the place of; versions come without their text.

    `since_arrival`: another text was in force on the day the application arrived. `since_review`:
    another one was there when the binding was last found right. `starts_on` is the day the new text
    comes into force where that is still to come, else None.
    """

    history: NormHistory
    old: NormVersion
    new: NormVersion
    since_arrival: bool = False
    since_review: bool = False
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class BindingState:
    """What a binding cites, what became of it, and when somebody last found it right."""

    law: CitedLaw
    changes: tuple[Change, ...]
    reviewed_on: date | None

    @property
    def norm_id(self) -> int | None:
        """The norm cited first; None where the law is not loaded or has no such norm."""
        return self.law.norms[0].norm.pk if self.law.norms else None

    @property
    def is_unknown(self) -> bool:
        """Whether the law is loaded and has no such norm."""
        return bool(self.law.unknown)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """When a binding was last found right, and the hash of the law it was found right with."""

    at: datetime
    fingerprint: str = ""


def reviews_question(version_id: int, task: str) -> Question:
    """To be asked together with others: when the bindings of a step were last found right."""
    return Question("reviews", _SQL, (version_id, task))


def read_reviews(facts: Iterable[Fact]) -> dict[str, Reviewed]:
    """By citation, from the answer to `reviews_question`, which belongs to no norm (0)."""
    return {
        fact["citation"]: Reviewed(datetime.fromisoformat(fact["at"]), fact["fingerprint"])
        for fact in facts
    }


def state_of_binding(
    law: CitedLaw, reviewed: Reviewed | None, *, received_on: date, on: date
) -> BindingState:
    """The state of a binding that cites `law`, on the day `on`, in the case of an application that
    arrived on `received_on`."""
    changes = [
        change
        for norm in law.norms
        for change in _changes(norm, _as_reviewed(norm, law, reviewed), received_on, on)
    ]
    day = reviewed.at.astimezone(GERMANY).date() if reviewed else None
    return BindingState(law, tuple(changes), day)


def _changes(
    norm: NormHistory, seen: NormVersion | None, received_on: date, on: date
) -> Iterator[Change]:
    """What changed already (since arrival, since the review, or both), then what will."""
    now, current = in_force(norm.versions, on), norm.current
    then = in_force(norm.versions, received_on) if received_on < on else now
    coming = current if current and current.valid_from and current.valid_from > on else None
    if then and now and _differ(then, now):
        yield Change(norm, then, now, since_arrival=True, since_review=_differ(seen, now))
    elif seen and now and _differ(seen, now) and coming is None:
        yield Change(norm, seen, now, since_review=True)
    if now and coming and _differ(now, coming):
        yield Change(norm, now, coming, starts_on=coming.valid_from)


def _as_reviewed(norm: NormHistory, law: CitedLaw, reviewed: Reviewed | None) -> NormVersion | None:
    if reviewed is None or reviewed.fingerprint and reviewed.fingerprint == law.fingerprint:
        return None
    found = norm.with_hash(reviewed.fingerprint) if reviewed.fingerprint else None
    return found or norm.at(reviewed.at)


def _differ(old: NormVersion | None, new: NormVersion | None) -> bool:
    """Whether both texts are there and differ."""
    return old is not None and new is not None and old.text_hash != new.text_hash
