"""By ordinary post: a fiction from the day of posting, which somebody notes by name.

§ 41 II VwVfG, § 37 II SGB X, § 122 II AO. Inland only, except under the AO.
"""

from casework.delivery.known import Channel, Kind, Known
from legal.deadlines import Notification, notify


def notified(known: Known) -> Notification | None:
    """The day after the fiction; abroad without a fiction, the proven day of receipt."""
    posted = known.days.get(Kind.POSTING)
    if posted is None:
        return None
    if known.is_abroad and known.regime != "ao":
        return _received(known)
    return notify(
        event=posted,
        fiction="post-abroad" if known.is_abroad else "post",
        regime=known.regime,
        place=known.place,
        received=known.received_on,
        setting=None if known.is_abroad else known.settings.get("post"),
    )


def _received(known: Known) -> Notification | None:
    if known.received_on is None:
        return None
    return notify(
        event=known.received_on,
        fiction="none",
        regime=known.regime,
        place=known.place,
        what="der nachgewiesene Zugang im Ausland, für den es keine Fiktion gibt,",
    )


CHANNEL = Channel(notified=notified, proofs=lambda known: (Kind.RECEIPT,), sent_by=(Kind.POSTING,))
