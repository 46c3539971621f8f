"""Formal service: the day the proof of service names, else the fiction of the registered letter.

§§ 3, 4, 5 VwZG; many Länder refer to them. What cannot be proven in its form counts as served on
the day of actual receipt (§ 8 VwZG).
"""

from casework.delivery.known import Channel, Kind, Known
from casework.delivery.models import Delivery
from legal.deadlines import Notification, notify

FORMS = {
    Delivery.ServiceForm.RECORD: Kind.SERVICE_RECORD,
    Delivery.ServiceForm.RETURN_RECEIPT: Kind.RETURN_RECEIPT,
    Delivery.ServiceForm.ACKNOWLEDGEMENT: Kind.ACKNOWLEDGEMENT,
}
WHAT = {
    Kind.SERVICE_RECORD: "die Zustellung nach der Zustellungsurkunde (§ 3 VwZG)",
    Kind.RETURN_RECEIPT: "die Zustellung nach dem Rückschein (§ 4 Abs. 2 Satz 1 VwZG)",
    Kind.ACKNOWLEDGEMENT: "die Zustellung nach dem Empfangsbekenntnis (§ 5 VwZG)",
    Kind.RECEIPT: "der tatsächliche Zugang, der den Mangel der Zustellung heilt (§ 8 VwZG),",
}
REGISTERED = (Delivery.ServiceForm.REGISTERED, Delivery.ServiceForm.RETURN_RECEIPT)


def notified(known: Known) -> Notification | None:
    """The day of service by its proof, by the fiction of § 4 II VwZG, or by actual receipt."""
    own = FORMS.get(Delivery.ServiceForm(known.service_form))
    if own and own in known.days:
        return _on(known, own)
    posted = known.days.get(Kind.POSTING)
    if posted and known.service_form in REGISTERED and not known.is_abroad:
        return notify(
            event=posted,
            fiction="registered",
            regime=known.regime,
            place=known.place,
            received=known.received_on,
            setting=known.settings.get("registered"),
        )
    return _on(known, Kind.RECEIPT) if Kind.RECEIPT in known.days else None


def proofs(known: Known) -> tuple[Kind, ...]:
    """The proof of the chosen form, and the actual receipt."""
    own = FORMS.get(Delivery.ServiceForm(known.service_form))
    return (own, Kind.RECEIPT) if own else (Kind.RECEIPT,)


def _on(known: Known, kind: Kind) -> Notification:
    return notify(
        event=known.days[kind],
        fiction="none",
        regime=known.regime,
        place=known.place,
        what=WHAT[kind],
    )


CHANNEL = Channel(notified=notified, proofs=proofs, sent_by=(Kind.POSTING,))
