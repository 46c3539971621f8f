"""What makes two texts of a norm the same, and which one was in force on a day. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

GERMANY = ZoneInfo("Europe/Berlin")  # federal law begins and ends with a day in Germany


class Dated(Protocol):
    """What is needed of a version to place it in time (see NormVersion)."""

    @property
    def observed_at(self) -> datetime: ...
    @property
    def superseded_at(self) -> datetime | None: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


V = TypeVar("V", bound=Dated)


def text_hash(title: str, text: str) -> str:
    """Hash of a norm's title and text; differences in whitespace alone do not count."""
    return hashlib.sha256(" ".join(f"{title}\n{text}".split()).encode()).hexdigest()


def full_hash(*parts: str) -> str:
    """Hash of everything stored of a version: its structure and the editors' notes as well."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def starts_on(version: Dated) -> date:
    """The first day `version` counts for: that of its entry into force, else of its observation."""
    return version.valid_from or version.observed_at.astimezone(GERMANY).date()


def in_force(versions: Iterable[V], on: date) -> V | None:
    """The version that counts on the day `on`, None where the norm was not in force.

    Dates of validity decide where they were entered. Else the day of observation stands in for
    them; the oldest version known, observed only later than `on`, then counts as well, because
    the feed says nothing of earlier texts (the caller shows that it rests on observation).
    """
    ordered = sorted(versions, key=lambda version: (starts_on(version), version.observed_at))
    if not ordered:
        return None
    begun = [version for version in ordered if starts_on(version) <= on]
    if not begun:
        oldest = ordered[0]
        return oldest if oldest.valid_from is None else None
    latest = begun[-1]
    return None if _over(latest, on, is_last=latest is ordered[-1]) else latest


def _over(version: Dated, on: date, *, is_last: bool) -> bool:
    """Whether `version` had ended by `on`; the last one also ends when the norm vanishes."""
    if version.valid_to is not None:
        return version.valid_to < on
    if not is_last or version.superseded_at is None:
        return False
    return version.superseded_at.astimezone(GERMANY).date() <= on
