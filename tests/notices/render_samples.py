"""Letters of an invented town: facts to change, and each rendered once for all tests."""

import json
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.notices.rendering import Rendered, render

DATA = Path(__file__).parent / "data"
NAMES = (
    "parking_grant",
    "parking_refusal",
    "housing_grant",
    "document_request",
    "hearing",
    "acknowledgement",
    "consultation",
    "interim",
    "referral",
    "certificate",
)


@lru_cache
def _facts(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text())


def facts_of(name: str = "parking_grant") -> dict[str, Any]:
    """Return facts of one letter, to be changed at will."""
    return deepcopy(_facts(name))


@lru_cache
def rendered(name: str) -> Rendered:
    """Return a sample letter in its final form."""
    return render(facts_of(name))


def changed(facts: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    """Set the value at a place such as ``decision.fee.amount`` or ``addressee.lines.0``."""
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    inner: Any = facts
    for part in way:
        inner = inner[part]
    inner[last] = value
    return facts
