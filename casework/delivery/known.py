"""What is known of one delivery, as the law asks for it: plain values, no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.delivery.models import Proof
from legal.deadlines import FictionSetting, Notification, Place

Kind = Proof.Kind


@dataclass(frozen=True, kw_only=True)
class Known:
    """`days` holds the standing proofs: the latest day of each kind, corrections applied.

    `regime` is a key of legal.deadlines; `settings` are the authority's own fictions by way.
    """

    regime: str
    place: Place
    days: Mapping[str, date]
    country: str = "DE"
    service_form: str = ""
    portal_rule: str = ""
    settings: Mapping[str, FictionSetting] = field(default_factory=dict)

    @property
    def is_abroad(self) -> bool:
        return self.country != "DE"

    @property
    def received_on(self) -> date | None:
        """The proven day of actual receipt."""
        return self.days.get(Kind.RECEIPT)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """How a letter reaches a party on this way.

    `notified` tells when it counts as notified (None: not yet); `proofs` which proofs a person
    may enter, the usual one first; `sent_by` the kinds whose day is the day it was sent.
    """

    notified: Callable[[Known], Notification | None]
    proofs: Callable[[Known], tuple[Proof.Kind, ...]]
    sent_by: tuple[Proof.Kind, ...]
