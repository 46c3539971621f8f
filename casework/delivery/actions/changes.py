"""Changes of a delivery that is planned or under way: another channel, another view of the law."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import Conflict, InvalidData
from casework.delivery.actions.common import (
    end_attempt,
    lock,
    lock_for_system,
    on_delivery,
    require_reason,
    require_state,
)
from casework.delivery.actions.ends import end
from casework.delivery.channels import portal
from casework.delivery.dates import refresh
from casework.delivery.models import Attempt, Delivery
from casework.delivery.planning import fill_in_rule
from casework.process.dates import REGIMES

State = Delivery.State


@transaction.atomic
def change_channel(
    *, delivery: Delivery, channel: str, by: User, now: datetime, service_form: str = ""
) -> Delivery:
    """Send a planned letter on another way, or serve it in another form.

    Conflict once it is on its way. InvalidData for a channel or form that does not exist.
    """
    delivery = lock(delivery, by)
    require_state(delivery, State.PLANNED)
    if channel not in Delivery.Channel.values:
        raise InvalidData({"channel": _("Choose a way.")})
    if service_form not in Delivery.ServiceForm.values:
        raise InvalidData({"service_form": _("Choose a form of service.")})
    with on_delivery(delivery, "delivery.channel", by):
        delivery.channel, delivery.service_form, delivery.portal_rule = channel, service_form, ""
        delivery.tries = 0
        fill_in_rule(delivery, now)
        delivery.save()
    return delivery


@transaction.atomic
def change_portal_rule(
    *, delivery: Delivery, rule: str, reason: str, by: User, now: datetime
) -> Delivery:
    """Say under which rule a letter in the portal stands; all dates are computed anew."""
    require_reason(reason)
    delivery = lock(delivery, by)
    require_state(delivery, State.PLANNED, State.UNDER_WAY, State.DELIVERED)
    allowed = portal.RULES[REGIMES[delivery.case.service.regime]]
    if delivery.channel != Delivery.Channel.PORTAL or rule not in allowed:
        raise InvalidData({"portal_rule": _("This rule does not hold under this procedure law.")})
    with on_delivery(delivery, "delivery.rule", by, reason):
        delivery.portal_rule = rule
        refresh(delivery, now)
    return delivery


@transaction.atomic
def judge_information(
    *, delivery: Delivery, informed: bool, reason: str, by: User, now: datetime
) -> Delivery:
    """Say that the remedy information is wrong, or that it is right after all.

    Missing or wrong, the remedy stays open for a year (§ 58 II VwGO, § 66 II SGG, § 356 II AO).
    """
    require_reason(reason)
    delivery = lock(delivery, by)
    with on_delivery(delivery, "delivery.informed", by, reason):
        delivery.informed = informed
        delivery.informed_reason = "" if informed else reason.strip()
        if delivery.state in (State.UNDER_WAY, State.DELIVERED):
            refresh(delivery, now)
        else:
            delivery.save()
    return delivery


@transaction.atomic
def try_again(*, delivery: Delivery, by: User, now: datetime) -> Delivery:
    """Send through the portal once more, where nobody knows how the last attempt ended.

    The person has made sure that nothing arrived: the next attempt is a new reply.
    """
    delivery = lock(delivery, by)
    last = delivery.attempts.order_by("-number").first()
    if last is None or last.result != Attempt.Result.UNCERTAIN or delivery.next_try_at:
        raise Conflict(_("The last attempt is not uncertain any more."))
    require_state(delivery, State.UNDER_WAY)
    with on_delivery(delivery, "delivery.again", by):
        delivery.tries, delivery.next_try_at = 0, now
        delivery.save()
    return delivery


@transaction.atomic
def give_up(*, delivery: Delivery, reason: str, by: User | None, now: datetime) -> Delivery:
    """End a delivery that is under way and reached nobody; then it can be planned anew.

    Conflict where it already counts as notified.
    """
    require_reason(reason)
    delivery = lock(delivery, by) if by else lock_for_system(delivery)
    require_state(delivery, State.UNDER_WAY)
    if delivery.notified_on is not None:
        raise Conflict(_("This letter counts as notified; correct its proof first."))
    with on_delivery(delivery, "delivery.fail", by, reason):
        for attempt in delivery.attempts.filter(result=Attempt.Result.OPEN):
            end_attempt(attempt, Attempt.Result.FAILED, now, reason.strip())
        end(delivery, State.FAILED, reason.strip(), by=by, now=now)
    return delivery
