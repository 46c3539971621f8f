"""A delivery ends without having reached anybody, and the next one begins."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Deadline, Party
from casework.cases.parties import entries_of, remember
from casework.delivery.actions.common import (
    lock,
    lock_for_system,
    on_delivery,
    require_reason,
    require_state,
)
from casework.delivery.dates import ENDED, withdraw_period
from casework.delivery.models import Delivery
from casework.delivery.planning import fill_in_rule
from casework.notices.addresses import addressee_facts

State = Delivery.State
ADDRESS = ("organisation", "given_name", "family_name", "street", "postal_code", "city", "country")
NOT_REACHED = "Das Schreiben hat niemanden erreicht; die Frist läuft nicht."


def end(delivery: Delivery, state: str, why: str, *, by: User | None, now: datetime) -> None:
    """Write that a locked delivery ended: nobody is notified, no remedy period runs."""
    delivery.state, delivery.ended_because, delivery.ended_by = state, why, by
    delivery.notified_on = delivery.disputed_on = None
    delivery.because = []
    delivery.next_try_at = None
    withdraw_period(delivery, NOT_REACHED, now)
    delivery.save()


@transaction.atomic
def cancel(*, delivery: Delivery, reason: str, by: User, now: datetime) -> None:
    """Do not send a letter after all. InvalidData without a reason, Conflict once it is on its way.

    The letter stays in the record; what was never notified has no effect (§ 43 I VwVfG).
    """
    delivery = lock(delivery, by)
    require_state(delivery, State.PLANNED)
    require_reason(reason)
    with on_delivery(delivery, "delivery.cancel", by, reason):
        end(delivery, State.CANCELLED, reason.strip(), by=by, now=now)


@transaction.atomic
def plan_again(
    *,
    delivery: Delivery,
    channel: str,
    by: User | None,
    now: datetime,
    service_form: str = "",
    address: Mapping[str, str] | None = None,
    checked: bool = False,
) -> Delivery:
    """The next way to the same party, after one that ended. `address` corrects the party's first.

    The letter itself is frozen: with a new address a sheet with it goes in front. Conflict where
    somebody planned it already; InvalidData where a letter came back from this address, unless
    somebody `checked` that it is right.
    """
    delivery = lock(delivery, by) if by else lock_for_system(delivery)
    require_state(delivery, *ENDED)
    if Delivery.objects.filter(earlier=delivery).exists():
        raise Conflict(_("The letter is already being sent anew."))
    with on_delivery(delivery, "delivery.plan", by):
        if delivery.party and address is not None:
            before = entries_of(delivery.party)
            _correct(delivery.party, address, checked)
            if by and before != entries_of(delivery.party):
                why = _("A letter reached nobody there.")
                remember(delivery.party, before, why, by, now)
        new = _successor(delivery, channel, service_form, now)
        new.save()
        close_follow_up(delivery, now)
    return new


def close_follow_up(delivery: Delivery, now: datetime) -> None:
    """The work a returned letter made is done."""
    running = Deadline.objects.filter(
        case=delivery.case_id,
        kind=Deadline.Kind.MAIL,
        step=follow_up_key(delivery),
        done_at__isnull=True,
    )
    running.update(done_at=now)


def follow_up_key(delivery: Delivery) -> str:
    """What ties the follow-up date in the case to the delivery it is about."""
    return f"delivery-{delivery.pk}"


def _successor(delivery: Delivery, channel: str, service_form: str, now: datetime) -> Delivery:
    party = delivery.party
    new = Delivery(
        case=delivery.case,
        notice=delivery.notice,
        party=party,
        lines=addressee_facts(party)["lines"] if party else delivery.lines,
        country=party.country if party else delivery.country,
        channel=channel,
        service_form=service_form,
        earlier=delivery,
        created_at=now,
        informed=delivery.informed,
        informed_reason=delivery.informed_reason,
    )
    fill_in_rule(new, now)
    return new


def _correct(party: Party, address: Mapping[str, str], checked: bool) -> None:
    """The party's new address; it no longer counts as one where letters come back."""
    before = {part: getattr(party, part) for part in ADDRESS}
    for part in ADDRESS:
        if part in address:
            setattr(party, part, address[part].strip())
    missing = [part for part in ("street", "postal_code", "city") if not getattr(party, part)]
    if missing:
        raise InvalidData(dict.fromkeys(missing, _("Please fill this in.")))
    if not (party.family_name or party.organisation):
        raise InvalidData({"family_name": _("Please fill this in.")})
    unchanged = before == {part: getattr(party, part) for part in ADDRESS}
    if party.address_failed_on and unchanged and not checked:
        raise InvalidData({"street": _("From this address the letter came back.")})
    party.address_failed_on = None
    party.save()
