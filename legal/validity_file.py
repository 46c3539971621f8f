"""Files that say when norms changed and where that was promulgated. Pure.

TOML or JSON: a list `amendments` of tables with `statute` (slug or name), `norm` ("§ 41"),
`valid_from`, `source`, and if wanted `valid_to` and `contains` (words of the new text, by which the
right one of several is known).
"""

from __future__ import annotations

import contextlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from legal.versions import GERMANY

EARLY = timedelta(days=60)  # the portal shows a promulgated change at most so long before its day
MAX_BYTES = 5_000_000
KEYS = {"statute", "norm", "valid_from", "valid_to", "source", "contains"}


class AmendmentsError(ValueError):
    """The file cannot be used; the message names the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A norm has a new text from `valid_from`, says `source`."""

    statute: str
    norm: str
    valid_from: date
    source: str
    valid_to: date | None = None
    contains: tuple[str, ...] = ()


class Text(Protocol):
    """What is needed of a version to tell whether an amendment speaks of it."""

    text: str
    observed_at: datetime


T = TypeVar("T", bound=Text)


def version_of(amendment: Amendment, versions: Iterable[T]) -> T | None:
    """The version that brought the amendment: of those that contain its words and were not seen
    long before its day, the one seen nearest to it.
    """
    earliest = amendment.valid_from - EARLY
    words = [_folded(words) for words in amendment.contains]
    fitting = [
        (abs(_day(version) - amendment.valid_from), index, version)
        for index, version in enumerate(versions)
        if _day(version) >= earliest and all(part in _folded(version.text) for part in words)
    ]
    return min(fitting, key=lambda found: found[:2])[2] if fitting else None


def _day(version: Text) -> date:
    return version.observed_at.astimezone(GERMANY).date()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_amendments(data: bytes) -> list[Amendment]:
    """The amendments in a TOML or JSON file. Raises AmendmentsError."""
    if len(data) > MAX_BYTES:
        raise AmendmentsError(f"larger than {MAX_BYTES} bytes")
    entries = _entries(_parsed(data))
    return [_amendment(number, entry) for number, entry in enumerate(entries, 1)]


def _parsed(data: bytes) -> Any:
    """What is JSON is never a TOML file with amendments in it."""
    try:
        text = data.decode("utf-8-sig")
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(text)
        return tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise AmendmentsError(f"is neither TOML nor JSON: {error}") from error


def _entries(data: Any) -> Sequence[Any]:
    entries = data.get("amendments") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not entries:
        raise AmendmentsError("has no list “amendments”")
    return entries


def _amendment(number: int, entry: Any) -> Amendment:
    where = f"entry {number}"
    if not isinstance(entry, dict):
        raise AmendmentsError(f"{where} is no table")
    if unknown := sorted(set(entry) - KEYS):
        raise AmendmentsError(f"{where}: unknown key {unknown[0]}")
    texts = {key: entry.get(key) for key in ("statute", "norm", "source")}
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise AmendmentsError(f"{where}: {key} is missing")
    contains = entry.get("contains", [])
    contains = [contains] if isinstance(contains, str) else contains
    if not isinstance(contains, list) or not all(isinstance(words, str) for words in contains):
        raise AmendmentsError(f"{where}: contains is no text")
    first, last = _date(where, entry, "valid_from"), _date(where, entry, "valid_to")
    if first is None:
        raise AmendmentsError(f"{where}: valid_from is missing")
    statute, norm, source = (" ".join(str(value).split()) for value in texts.values())
    return Amendment(statute, norm, first, source, last, tuple(contains))


def _date(where: str, entry: dict[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise AmendmentsError(f"{where}: {key} is no day like 2025-01-01") from None
