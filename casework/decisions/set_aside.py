"""What was typed by hand and made room for another outcome: kept with the draft, one click away."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from casework.access.models import User
from casework.decisions.content import OF_OUTCOME, Content, written
from casework.decisions.models import Decision

MOST = 10


class SetAside(TypedDict):
    """The texts of a draft for one outcome as they were, when and by whom they were replaced."""

    outcome: str
    content: dict[str, Any]
    by: str
    at: str


def with_replaced(
    decision: Decision, proposal: Content, *, by: User, now: datetime
) -> list[SetAside]:
    """What is set aside once the draft's texts are replaced.

    Texts that are the service's own `proposal` for their outcome can be had again any time; others
    are added, newest first. Of more than ten the oldest goes; the log still has it.
    """
    kept: list[SetAside] = decision.set_aside
    content = _stored(written(decision))
    if content == _stored(proposal):
        return kept
    entry: SetAside = {
        "outcome": decision.outcome,
        "content": content,
        "by": str(by),
        "at": now.isoformat(),
    }
    return [entry, *(one for one in kept if one["content"] != content)][:MOST]


def taken_out(kept: Sequence[SetAside], place: int) -> tuple[SetAside, list[SetAside]]:
    """The entry at a place of the list and the rest; IndexError if there is none."""
    if not 0 <= place < len(kept):
        raise IndexError(place)
    return kept[place], [one for number, one in enumerate(kept) if number != place]


def restored(entry: SetAside) -> Content:
    """The texts of an entry, to be written into the draft again."""
    content: Content = {}
    for key, value in entry["content"].items():
        content[key] = value  # type: ignore[literal-required]
    amount = entry["content"]["fee_amount"]
    content["fee_amount"] = None if amount is None else Decimal(amount)
    return content


def _stored(content: Content) -> dict[str, Any]:
    """The texts as JSON takes them."""
    found: dict[str, Any] = {key: content.get(key) for key in OF_OUTCOME}
    amount = found["fee_amount"]
    return {**found, "fee_amount": None if amount is None else f"{amount:.2f}"}
