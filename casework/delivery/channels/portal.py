"""Through a portal (experimental): four regimes, each with its own event.

§ 41 IIa VwVfG the day after the person retrieved it; § 9 OZG and § 122a AO the fourth day after it
was provided; § 37 IIa SGB X the fourth day after the message about it was sent. That the portal's
operator took the letter over (`ACCEPTED`) notifies nobody.
"""

from casework.delivery.known import Channel, Kind, Known
from casework.delivery.models import Delivery
from legal.deadlines import Notification, notify

Rule = Delivery.PortalRule
EVENTS = {
    Rule.RETRIEVAL: Kind.RETRIEVAL,
    Rule.OZG: Kind.PROVISION,
    Rule.SGBX: Kind.MESSAGE,
    Rule.AO: Kind.PROVISION,
}
# Under which procedure law which rule can hold, the usual one first.
RULES = {
    "vwvfg": (Rule.RETRIEVAL, Rule.OZG),
    "sgbx": (Rule.SGBX, Rule.OZG),  # § 9 OZG only where the law says so (§ 37 IIb SGB X)
    "ao": (Rule.AO,),
}
MESSAGE_OPENS_RETRIEVAL = (Rule.RETRIEVAL,)  # ten days from the message, § 41 IIa 4 VwVfG


def notified(known: Known) -> Notification | None:
    """The day by the rule the delivery stands under."""
    rule = Rule(known.portal_rule)
    event = known.days.get(EVENTS[rule])
    if event is None:
        return None
    return notify(
        event=event,
        fiction=rule,
        regime=known.regime,
        place=known.place,
        received=known.received_on if rule == Rule.SGBX else None,
    )


def proofs(known: Known) -> tuple[Kind, ...]:
    """The event of the rule; under § 41 IIa VwVfG the message first, which opens the ten days."""
    rule = Rule(known.portal_rule)
    if rule in MESSAGE_OPENS_RETRIEVAL:
        return (Kind.MESSAGE, Kind.RETRIEVAL)
    if rule == Rule.SGBX:
        return (Kind.MESSAGE, Kind.RECEIPT)
    return (EVENTS[rule],)


CHANNEL = Channel(
    notified=notified, proofs=proofs, sent_by=(Kind.ACCEPTED, Kind.PROVISION, Kind.MESSAGE)
)
