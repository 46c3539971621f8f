"""Handed over at the counter: notified the same day, by the receipt the person signs."""

from casework.delivery.known import Channel, Kind, Known
from legal.deadlines import Notification, notify


def notified(known: Known) -> Notification | None:
    """The day it was handed over (§ 41 I VwVfG, § 37 I SGB X, § 122 I AO)."""
    if Kind.HANDED_OVER not in known.days:
        return None
    return notify(
        event=known.days[Kind.HANDED_OVER],
        fiction="none",
        regime=known.regime,
        place=known.place,
        what="die Aushändigung",
    )


CHANNEL = Channel(
    notified=notified, proofs=lambda known: (Kind.HANDED_OVER,), sent_by=(Kind.HANDED_OVER,)
)
